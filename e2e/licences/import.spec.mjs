// Installations from a file: every bad line is shown with what to do, what was chosen stays, and nothing is written twice; the vendor's
// screens add installations, too.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const HEADER = "Kunde;Produkt;Ausgabe;Version;Host;Umfang;Vertrag bis";
const csv = (lines, name = "installationen.csv") => ({ name, mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\r\n")}\r\n`, "latin1") });

/** 10,000 lines, of which every hundredth, 47th and 81st of a hundred is bad, unless they are all good. */
function many(good) {
  const lines = [HEADER];
  for (let n = 0; n < 10_000; n += 1) {
    const bad = !good && [13, 47, 81].includes(n % 100) ? n % 100 : 0;
    const customer = bad === 13 ? "Niemand GmbH" : "Hafenklinik Altona";
    const [version, until] = [bad === 47 ? "neun" : `9.0.${n}`, bad === 81 ? "30.02.2028" : "31.12.2027"];
    lines.push(`${customer};Archivar;Standard;${version};e2e-${n};1;${until}`);
  }
  return csv(lines);
}

async function openPage(page) {
  await page.goto("/installations");
  await page.getByRole("link", { name: "Aus Datei übernehmen" }).click();
  await page.getByRole("heading", { level: 1, name: "Installationen aus einer Datei" }).waitFor();
}

const choose = (page, file) => page.getByLabel("CSV-Datei wählen").setInputFiles(file);
const preview = (page) => page.getByRole("region", { name: "Vorschau", exact: true });
const count = async (page) => (await (await page.request.get("/api/v1/installations?limit=1000&q=e2e-")).json()).items.length;

scenario("10,000 lines with 300 bad ones: all 300 are shown with what to do; the good file then arrives, once", async ({ person }) => {
  const page = await person("partner");
  await openPage(page);
  await axe(page);
  await choose(page, many(false));
  await preview(page).getByText("10.000 Zeilen gelesen").waitFor();
  await preview(page).getByText("9.700 neu").waitFor();
  await preview(page).getByText("300 fehlerhaft").waitFor();
  const table = page.getByRole("table", { name: "300 Zeilen können so nicht übernommen werden" });
  const first = table.getByRole("row").nth(1);
  for (const part of ["15", "Kunde", "Niemand GmbH"]) await first.getByRole("cell", { name: part, exact: true }).waitFor();
  await first.getByRole("cell", { name: /^Ein Kunde dieses Namens ist nicht eingetragen\./ }).waitFor();
  // All of them, a hundred at a time.
  const seen = new Set();
  const pages = page.getByRole("navigation", { name: "Seiten der fehlerhaften Zeilen" });
  for (const part of ["1 bis 100 von 300", "101 bis 200 von 300", "201 bis 300 von 300"]) {
    await pages.getByText(part).waitFor();
    for (const row of (await table.getByRole("row").all()).slice(1)) seen.add(await row.getByRole("cell").first().innerText());
    const next = pages.getByRole("button", { name: "Nächste" });
    if ((await next.getAttribute("aria-disabled")) === null) await next.click();
  }
  assert.equal(seen.size, 300);
  await axe(page);
  for (const width of [320, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await fits(page);
  }
  // Nothing is written until somebody says so, and as a whole it can't be.
  assert.equal(await page.getByRole("button", { name: /^[\d.]+ Zeilen übernehmen$/ }).count(), 0);
  await page.getByRole("button", { name: "Nur die 9.700 guten Zeilen übernehmen" }).waitFor();
  assert.equal(await count(page), 0);

  await choose(page, many(true));
  await preview(page).getByText("10.000 neu").waitFor();
  assert.equal(await page.getByText("fehlerhaft").count(), 0);
  // The network is lost on the way back: the file stays chosen, and once more is not twice.
  let lost = 1;
  await page.route("**/installations/import?confirm=true", async (route) => {
    if (lost > 0) {
      lost -= 1;
      await route.fetch();
      return route.abort();
    }
    return route.continue();
  });
  await page.getByRole("button", { name: "10.000 Zeilen übernehmen" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "Der Server ist gerade nicht erreichbar." });
  await alert.getByText("Die Datei ist noch gewählt.").waitFor();
  await axe(page);
  await alert.getByRole("button", { name: "Noch einmal versuchen" }).click();
  await page.getByRole("region", { name: "Ergebnis" }).getByText("10.000 neu").waitFor();
  await axe(page);
  await page.getByRole("link", { name: "Installationen ansehen" }).click();
  await page.getByLabel("Suchen: Kunde, Produkt, Gerät, Referenz").fill("e2e-77");
  await page.getByRole("row", { name: /e2e-77/ }).first().waitFor();
  // The same file again changes nothing.
  await openPage(page);
  await choose(page, many(true));
  await preview(page).getByText("Es gibt nichts zu übernehmen").waitFor();
});

scenario("a header that is none, a file that is too large, lines that are bad alone; the page in every light and width", async ({ person }) => {
  const page = await person("partner");
  await openPage(page);
  await choose(page, csv(["Kunde;Farbe", "Hafenklinik Altona;rot"]));
  const wrong = page.getByRole("table", { name: "Mit dieser Kopfzeile geht es nicht" });
  await wrong.getByRole("row", { name: /Produkt.*Diese Spalte fehlt/ }).waitFor();
  await choose(page, csv([HEADER, "Hafenklinik Altona;Archivar;Standard;9.1.0;ein Rechner;viele;"]));
  await page.getByText("Am besten berichtigen Sie die Datei").waitFor();
  for (const part of [/2.*Host.*ein Rechner/, /2.*Umfang.*viele/]) await page.getByRole("row", { name: part }).waitFor();
  await matrix(page, "import", async () => axe(page));
  const large = { name: "riesig.csv", mimeType: "text/csv", buffer: Buffer.alloc(9 * 1024 * 1024, "x") };
  await choose(page, large);
  await page.getByRole("alert").getByText(/^riesig\.csv ist zu groß/).waitFor();
});

scenario("support imports for any partner and adds an installation by hand; who may not is told why", async ({ person }) => {
  const support = await person("support");
  await openPage(support);
  await choose(support, csv([`Partner;${HEADER}`, "Südwerk Systemhaus;Brauerei Lindenhof;Archivar;Standard;8.3.0;sw-e2e;2;31.12.2027"]));
  await preview(support).getByText("1 neu").waitFor();
  await support.getByRole("button", { name: "1 Zeile übernehmen" }).click();
  await support.getByRole("link", { name: "Installationen ansehen" }).click();

  await support.getByRole("button", { name: "Neue Installation" }).click();
  const dialog = support.getByRole("dialog");
  await dialog.getByLabel("Partner", { exact: true }).selectOption({ label: "Nordlicht IT" });
  await dialog.getByLabel("Kunde").selectOption({ label: "Reederei Thomsen" });
  await dialog.getByLabel("Produkt").selectOption({ label: "Signwart" });
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await dialog.getByLabel("Version").and(support.locator("[aria-invalid=true]")).waitFor();
  await axe(support);
  await dialog.getByLabel("Ausgabe").selectOption({ label: "Basis" });
  await dialog.getByLabel("Version").fill("2.1.0");
  await dialog.getByLabel("Gerät (Host)").fill("thomsen-e2e");
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await dialog.waitFor({ state: "detached" });
  await support.getByLabel("Suchen: Kunde, Produkt, Gerät, Referenz").fill("thomsen-e2e");
  await support.getByRole("row", { name: /thomsen-e2e.*Nordlicht IT/ }).waitFor();

  const approver = await person("approver");
  await approver.goto("/installations");
  const import_ = approver.getByRole("button", { name: "Aus Datei übernehmen" });
  await import_.and(approver.locator("[aria-disabled=true]")).waitFor();
  await approver.goto("/installations/import");
  await approver.getByText(/^Dafür braucht es eine dieser Rollen/).waitFor();
});
