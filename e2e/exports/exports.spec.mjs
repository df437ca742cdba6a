// What goes out and comes in as files: tables for an admin, partners and their people from a file, and a round of both.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { axe } from "../support/axe.mjs";
import { mail } from "../support/mail.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const csv = (lines) => ({ name: "leute.csv", mimeType: "text/csv", buffer: Buffer.from(`\ufeff${lines.join("\r\n")}\r\n`) });

async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).press("Enter")]);
  return { name: download.suggestedFilename(), lines: readFileSync(await download.path(), "utf8").replace("\ufeff", "").trim().split("\r\n") };
}

scenario("an admin takes tables away; who may not is told why", async ({ person }) => {
  const admin = await person("admin");
  await admin.goto("/");
  await admin.getByRole("navigation").getByRole("button", { name: "Mehr" }).click();
  await admin.getByRole("navigation").getByRole("link", { name: "Importe und Exporte" }).click();
  await admin.getByRole("heading", { level: 1, name: "Importe und Exporte" }).waitFor();
  await axe(admin);
  await matrix(admin, "exports", async (page) => fits(page));
  const requests = await saved(admin, "Vorgänge als CSV");
  assert.equal(requests.name, "requests.csv");
  assert.match(requests.lines[0], /^number,kind,subject,/);
  const { items } = await (await admin.request.get("/api/v1/requests?limit=1000")).json();
  assert.equal(requests.lines.length - 1, items.length, "as many as the list has");
  const days = await saved(admin, "Geschlossene Tage als CSV");
  assert.equal(days.name, "closed-days.csv");
  assert.equal(days.lines[0], "from,until,name,yearly,holiday");
  const teams = await saved(admin, "Teams als CSV");
  assert.match(teams.lines.find((line) => line.includes("approver@eyelevel.example")), /^work,.*,approver,true$/);

  const auditor = await person("auditor").catch(() => undefined);
  if (auditor) {
    await auditor.goto("/exports");
    await auditor.getByRole("link", { name: /als CSV|as CSV/ }).first().waitFor();
    assert.equal(await auditor.getByRole("heading", { name: /Hereinholen|Bring in/ }).count(), 0, "auditors read");
  }
  const partner = await person("partner");
  await partner.goto("/exports");
  await partner.getByText(/Hersteller/).first().waitFor();
  assert.equal(await partner.getByRole("link", { name: /als CSV/ }).count(), 0);
});

scenario("partners and their people come from a file: looked at, mended, invited, and out again as a table", async ({ person, server }) => {
  const admin = await person("admin");
  await admin.goto("/exports");
  await admin.getByRole("link", { name: "Partner und ihre Leute" }).click();
  await admin.getByRole("heading", { level: 1, name: "Partner und ihre Leute aus einer Datei" }).waitFor();
  await axe(admin);
  const head = "Firma;Name;E-Mail;Rollen";
  const good = ["Polarlicht GmbH;Ada Möller;ada@polar.example;Inhaber, Technik", "Nordlicht IT;Jana Petersen;partner@eyelevel.example;Technik"];
  const preview = admin.getByRole("region", { name: "Vorschau", exact: true });
  await admin.getByLabel("CSV-Datei wählen").setInputFiles(csv([head, ...good, "Polarlicht GmbH;Bo;bo@polar.example;König"]));
  await preview.getByText("1 fehlerhaft").waitFor();
  await admin.getByRole("cell", { name: "König", exact: true }).waitFor();
  await axe(admin);
  await matrix(admin, "people-import", async (page) => fits(page));
  await admin.getByLabel("CSV-Datei wählen").setInputFiles(csv([head, ...good]));
  await preview.getByText("1 neu").waitFor();
  await preview.getByText("1 bleibt, wie sie ist").waitFor();
  await admin.getByRole("button", { name: "1 Zeile übernehmen" }).click();
  await admin.getByRole("link", { name: "Zu den Partnern" }).waitFor();
  await axe(admin);
  await mail(server, "ada@polar.example", "/invitation/");
  await admin.goto("/exports");
  const people = await saved(admin, "Personen als CSV");
  const ada = people.lines.find((line) => line.includes("ada@polar.example"));
  assert.match(ada, /^Polarlicht GmbH,partner,Ada Möller,ada@polar.example,(owner technician|technician owner),de,false,/);
});
