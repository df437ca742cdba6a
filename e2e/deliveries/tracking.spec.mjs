// What carriers say: a file of theirs is looked at and imported; what does not go as it should is found, told and taken care of; a number says its carrier.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { mail } from "../support/mail.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const list = async (page) => (await (await page.request.get("/api/v1/deliveries?open=true&limit=100")).json()).items;
const csv = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const preview = (page) => page.getByRole("region", { name: "Vorschau", exact: true });

async function openImport(page) {
  await page.goto("/deliveries");
  await page.getByRole("link", { name: "Datei eines Paketdiensts" }).click();
  await page.getByRole("heading", { level: 1, name: "Was ein Paketdienst sagt, aus einer Datei" }).waitFor();
}

scenario("a carrier's file: its bad lines are shown, the good file arrives; customs are a task, told and taken care of", async ({ person, server }) => {
  const support = await person("support");
  const parcel = (await list(support)).find((one) => one.recipient === "Empfang" && one.number);
  assert.ok(parcel, "the demo has a parcel on its way");
  await openImport(support);
  await axe(support);
  const header = "Sendungsnummer;Status;Datum;Kommt am;Grund;Meldung\n";
  await support.getByLabel("CSV-Datei wählen").setInputFiles(csv("bad.csv", `${header}${parcel.number};gebeamt;;;;\n4711;unterwegs;;;;\n`));
  await preview(support).getByText("2 fehlerhaft").waitFor();
  await support.getByText("Kein Paket hat diese Nummer.", { exact: false }).waitFor();
  await support.getByText("Das ist kein Status", { exact: false }).waitFor();
  await axe(support);
  await support.setViewportSize({ width: 320, height: 700 });
  await fits(support);
  await support.setViewportSize({ width: 1280, height: 800 });
  await support.getByLabel("CSV-Datei wählen").setInputFiles(csv("good.csv", `${header}${parcel.number};unterwegs;;31.12.2030;Zoll;Papiere fehlen\n`));
  await preview(support).getByText("1 neu").waitFor();
  await support.getByRole("button", { name: "1 Zeile übernehmen" }).click();
  await support.getByText("Übernommen.").waitFor();
  await support.getByRole("link", { name: "Lieferungen ansehen" }).click();
  await support.getByRole("heading", { level: 1, name: "Lieferungen" }).waitFor();

  // The portal finds it by itself, within seconds.
  await support.getByRole("link", { name: "Braucht jemanden" }).click();
  const rows = support.getByRole("table", { name: "Lieferungen" });
  const row = rows.getByRole("row").filter({ has: support.getByRole("link", { name: "Empfang", exact: true }) });
  const customs = row.getByText("Zoll", { exact: true });
  const found = () => customs.waitFor({ timeout: 1_000 }).then(() => true, () => false);
  for (let tries = 0; tries < 30 && !(await found()); tries += 1) await support.reload();
  await customs.waitFor();
  await mail(server, "partner@eyelevel.example", "kümmert sich darum");
  await axe(support);
  await matrix(support, "deliveries-attention", async (page) => fits(page));
  await row.getByRole("link", { name: "Empfang", exact: true }).click();
  await support.getByText("Fragen Sie beim Paketdienst, ob der Zoll Papiere braucht, und reichen Sie sie nach.").waitFor();
  await axe(support);
  await matrix(support, "delivery-trouble", async (page) => fits(page));
  await support.getByRole("button", { name: "Erledigt" }).click();
  const dialog = support.getByRole("dialog", { name: "Was haben Sie getan?" });
  await axe(support);
  await dialog.getByLabel("Notiz").fill("Die Papiere sind beim Zoll.");
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await support.getByText("Notiert. Es steht im Vorgang.").waitFor();
  await support.getByText("Fragen Sie beim Paketdienst, ob der Zoll Papiere braucht", { exact: false }).waitFor({ state: "detached" });

  // Who asked reads the same on the request's page.
  const partner = await person("partner");
  await partner.goto(`/demo-kits/${parcel.request_id}`);
  await partner.getByText("Die Papiere sind beim Zoll.").first().waitFor();
  await partner.getByText("Paket an Empfang: Zoll").first().waitFor();
});

scenario("in English: the page of the import, and of what needs somebody", async ({ person }) => {
  const support = await person("support");
  await support.goto("/deliveries/import");
  await support.getByRole("button", { name: /Menü/ }).click();
  await support.getByRole("button", { name: "English" }).click();
  await support.getByRole("heading", { level: 1, name: "What a carrier says, from a file" }).waitFor();
  await axe(support);
  await matrix(support, "deliveries-import-en", async (page) => fits(page));
  await support.goto("/deliveries?open=attention");
  await support.getByRole("heading", { level: 1, name: "Deliveries" }).waitFor();
  await axe(support);
});

scenario("a partner may not import, and is told why", async ({ person }) => {
  const partner = await person("partner");
  await partner.goto("/deliveries");
  await partner.getByRole("heading", { level: 1, name: "Lieferungen" }).waitFor();
  assert.equal(await partner.getByRole("link", { name: "Datei eines Paketdiensts" }).count(), 0);
  assert.equal(await partner.getByRole("link", { name: "Braucht jemanden" }).count(), 0);
  await partner.goto("/deliveries/import");
  await partner.getByRole("heading", { level: 1, name: "Was ein Paketdienst sagt, aus einer Datei" }).waitFor();
  assert.equal(await partner.getByLabel("CSV-Datei wählen").count(), 0);
  await axe(partner);
});
