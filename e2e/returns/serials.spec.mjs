// Serial numbers from a file: looked at line by line, then known, to whom the file names and to nobody else.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const csv = (lines) => ({ name: "geraete.csv", mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\r\n")}\r\n`, "utf-8") });

const HEADER = "Seriennummer;Produkt;Charge;Versandt am;Kunde;Partner;Gewährleistung bis;DOA bis";

scenario("a file of the vendor's is looked at, mended, and makes devices known to their partner", async ({ person }) => {
  const admin = await person("admin");
  await admin.goto("/returns/serials");
  await admin.getByRole("heading", { level: 1, name: "Seriennummern aus einer Datei" }).waitFor();
  await admin.getByText(HEADER).waitFor();
  await axe(admin);
  const good = "DATEI-000001;E-Paper-Display;L7;01.10.2026;Hafenklinik Altona;Nordlicht IT;31.12.2031;";
  await admin.getByLabel("CSV-Datei wählen").setInputFiles(csv([HEADER, good, "DATEI-000002;;;gestern;;;;"]));
  const preview = admin.getByRole("region", { name: "Vorschau", exact: true });
  await preview.getByText("2 Zeilen gelesen").waitFor();
  await preview.getByText("1 fehlerhaft").waitFor();
  await admin.getByRole("cell", { name: "Versandt am", exact: true }).waitFor();
  await matrix(admin, "serials", async (page) => fits(page));
  await axe(admin);
  await admin.getByLabel("CSV-Datei wählen").setInputFiles(csv([HEADER, good]));
  await preview.getByText("1 neu").waitFor();
  await admin.getByRole("button", { name: "1 Zeile übernehmen" }).click();
  await admin.getByText("Übernommen.").waitFor();

  const known = async (account) => {
    const page = await person(account);
    await page.goto("/returns/new?serial=DATEI-000001");
    await page.getByRole("listitem", { name: "Gerät 1" }).waitFor();
    return page;
  };
  const partner = await known("partner");
  await partner.getByText("Gewährleistung bis Mi., 31. Dezember").waitFor();
  // Another partner's serial number is one that nobody knows.
  const other = await known("other");
  await other.getByText(/prüft|unbekannt/i).first().waitFor();
  assert.equal(await other.getByText(/31\. Dezember|Charge L7/).count(), 0);
});

scenario("who may not import is told why", async ({ person }) => {
  const approver = await person("approver");
  await approver.goto("/returns/serials");
  await approver.getByText(/Dafür braucht es eine dieser Rollen/).waitFor();
  await axe(approver);
});
