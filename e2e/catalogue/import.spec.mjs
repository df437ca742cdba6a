// The catalogue from a file: what the portal writes can be brought in again, what is wrong is named by line, and nothing is written before.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { axe } from "../support/axe.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const HEAD = "Name deutsch;Name englisch;Beschreibung deutsch;Beschreibung englisch;Inhalt deutsch;Inhalt englisch;Variante deutsch;Variante englisch;Bestand;Preis";
const csv = (lines) => ({ name: "katalog.csv", mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\r\n")}\r\n`) });
const choose = (page, file) => page.getByLabel("CSV-Datei wählen").setInputFiles(file);
const preview = (page) => page.getByRole("region", { name: "Vorschau", exact: true });
const card = (page, item) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: item }) });

async function open(page) {
  await page.goto("/catalogue");
  await page.getByRole("link", { name: "Aus Datei übernehmen" }).click();
  await page.getByRole("heading", { level: 1, name: "Produkte aus einer Datei" }).waitFor();
}

scenario("the catalogue goes out, comes in again and nothing changes; then one stock and one new product", async ({ person }) => {
  const admin = await person("admin");
  await open(admin);
  await axe(admin);
  const link = admin.getByRole("link", { name: "Katalog als CSV herunterladen" });
  const [download] = await Promise.all([admin.waitForEvent("download"), link.press("Enter")]);
  const text = readFileSync(await download.path(), "utf8");
  await choose(admin, { name: "catalogue.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await preview(admin).getByText("Es gibt nichts zu übernehmen").waitFor();
  assert.equal(await admin.getByText("fehlerhaft").count(), 0);

  // Too few fields in one line of a product, and a word where a number belongs.
  const handle = ['Türgriff;Door handle;Ein Griff.;A handle.;"Griff', 'Schrauben";"Handle', 'Screws";Messing;Brass;4;"1.284,50"'];
  await choose(admin, csv([HEAD, ...handle, "Türgriff;;;;;;Stahl;;viele;"]));
  await preview(admin).getByText("2 fehlerhaft").waitFor();
  const wrong = admin.getByRole("table", { name: "2 Zeilen können so nicht übernommen werden" });
  await wrong.getByRole("row", { name: /5.*Bestand.*viele/ }).waitFor();
  await wrong.getByRole("row", { name: /5.*Variante englisch.*leer/ }).waitFor();
  await wrong.getByRole("row", { name: /2.*ganze Zeile.*nur als Ganzes/ }).waitFor();
  await axe(admin);
  await matrix(admin, "catalogue-import", async (page) => fits(page));

  await choose(admin, csv([HEAD, ...handle, "Türgriff;;;;;;Stahl;Steel;0;", "Raumsensor;;;;;;;;;99,90"]));
  await preview(admin).getByText("2 neu").waitFor();
  await preview(admin).getByText("1 fehlerhaft").waitFor({ state: "detached" });
  await admin.getByRole("button", { name: "3 Zeilen übernehmen" }).click();
  await admin.getByRole("region", { name: "Ergebnis" }).getByRole("link", { name: "Zum Katalog" }).click();
  await card(admin, "Türgriff").getByText(/1\.284,50/).waitFor();
  await card(admin, "Raumsensor").getByText(/99,90/).waitFor();

  const partner = await person("partner");
  await partner.goto("/catalogue");
  await card(partner, "Türgriff").waitFor();
  assert.equal(await partner.getByRole("link", { name: "Aus Datei übernehmen" }).count(), 0);
  await partner.goto("/catalogue/import");
  await partner.getByText(/^Dafür braucht es/).waitFor();
  assert.equal(await partner.getByLabel("CSV-Datei wählen").count(), 0);
});
