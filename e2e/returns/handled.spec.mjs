// A return's whole way, on both sides: decided device by device, a label, handed in, booked by scan with one that was not announced, looked at,
// finished. Both sides read the same page.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { SERIALS, label, photo } from "../support/barcode.mjs";
import { inDays } from "../support/days.mjs";
import { fits } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

scenario("from the decision to the receipt by scan", async ({ person, server }) => {
  const partner = await person("partner");
  const answer = await partner.request.post("/api/v1/returns", {
    data: { serials: [SERIALS.gs1_datamatrix, "0099"], reason: "warranty", description: "Bleibt dunkel." },
    headers: { Origin: server.url, "Idempotency-Key": "handled" },
  });
  assert.equal(answer.status(), 201, await answer.text());
  const { page: begun } = await answer.json();
  const address = `/returns/${begun.request.id}`;

  // 1. The owner's side: one yes, one no with its reason.
  const lead = await person("approver");
  await lead.goto(address);
  await lead.getByRole("button", { name: "Je Gerät entscheiden …" }).click();
  const dialog = lead.getByRole("dialog");
  await dialog.getByRole("group", { name: "0099" }).getByLabel("Was daraus wird").selectOption("no");
  await axe(lead);
  await dialog.getByRole("button", { name: "Senden" }).click();
  await dialog.getByRole("alert").waitFor();
  await dialog.getByRole("group", { name: "0099" }).getByLabel(/Grund/).fill("Das ist kein Gerät von uns.");
  await dialog.getByRole("group", { name: "0099" }).getByLabel(/Alternative|stattdessen/i).first().fill("Der Hersteller hilft: 0800 1234.");
  await dialog.getByRole("button", { name: "Senden" }).click();
  await lead.getByText("Weil: Das ist kein Gerät von uns.").first().waitFor();

  // 2. A label, and a day; the partner hands it in.
  const support = await person("support");
  await support.goto(address);
  await support.getByRole("button", { name: "Paketmarke schicken" }).first().click();
  await support.getByRole("dialog").getByLabel("Sendungsnummer").fill("00340434161094042557");
  await axe(support);
  await support.getByRole("dialog").getByRole("button", { name: "Senden" }).click();
  await support.getByText("abzugeben").first().waitFor();
  await partner.goto(address);
  await partner.getByText("Weil: Das ist kein Gerät von uns.").first().waitFor();
  await partner.getByText("Alternative: Der Hersteller hilft: 0800 1234.").waitFor();
  await partner.getByRole("button", { name: "Ist abgegeben" }).first().click();
  await partner.getByRole("dialog").getByRole("button", { name: "Senden" }).click();
  await partner.getByText("auf dem Rückweg").first().waitFor();

  // 3. The box is opened: one by scan, one that nobody has announced.
  await support.reload();
  await support.getByRole("button", { name: "Eingang buchen" }).first().click();
  const box = support.getByRole("dialog");
  await box.getByLabel("Foto vom Etikett").setInputFiles(photo(label("gs1_datamatrix")));
  await box.getByRole("status").filter({ hasText: `Gefunden: ${SERIALS.gs1_datamatrix}` }).waitFor();
  await box.getByLabel("Was lag im Paket?").press("End");
  await box.getByLabel("Was lag im Paket?").fill(`${SERIALS.gs1_datamatrix}\nFREMD-1`);
  await box.getByRole("button", { name: "Senden" }).click();
  await support.getByText("eingetroffen").first().waitFor();
  await support.getByText(/FREMD-1/).first().waitFor();

  // 4. Looked at, and finished.
  await support.getByRole("button", { name: "Prüfergebnis eintragen" }).first().click();
  await support.getByRole("dialog").getByLabel("Was war zu sehen?").fill("Netzteil durchgebrannt.");
  await axe(support);
  await support.getByRole("dialog").getByRole("button", { name: "Senden" }).click();
  await support.getByText("Netzteil durchgebrannt.").first().waitFor();
  await lead.reload();
  await lead.getByRole("button", { name: "Abschließen" }).first().click();
  await lead.getByRole("dialog").getByLabel("Was daraus wird").selectOption("repair");
  await lead.getByRole("dialog").getByRole("button", { name: "Senden" }).click();
  await lead.getByText("Reparatur").first().waitFor();
  await partner.reload();
  await partner.getByText("Reparatur").first().waitFor();
  await partner.getByText(/FREMD-1/).first().waitFor();
  await partner.setViewportSize({ width: 320, height: 700 });
  await fits(partner);
  await axe(partner);
});

scenario("a nearly known number is asked about, and one click fills in what is known", async ({ person }) => {
  const partner = await person("partner");
  const { items } = await (await partner.request.get("/api/v1/returns/devices?limit=5")).json();
  assert.ok(items.length > 0, "the demo world has sent devices to this partner");
  const known = items[0];
  // One character is wrong: it is asked about, and one click puts it right.
  const swapped = known.serial.replace(/0/, "O");
  await partner.goto("/returns/new");
  await partner.getByLabel("Seriennummern").fill(swapped === known.serial ? `${known.serial.slice(0, -1)}?` : swapped);
  await partner.getByRole("button", { name: "Übernehmen" }).click();
  await partner.getByRole("group", { name: "Meinten Sie:" }).getByRole("button", { name: known.serial }).first().click();
  await partner.getByText(known.product).first().waitFor();
  assert.equal(await partner.getByRole("listitem", { name: "Gerät 1" }).getByLabel("Seriennummer", { exact: true }).inputValue(), known.serial);
  await axe(partner);
});

scenario("dead on arrival: accepted at once, and the replacement goes to the person who was named", async ({ person }) => {
  const partner = await person("partner");
  const { items } = await (await partner.request.get("/api/v1/returns/devices?limit=50")).json();
  const today = inDays(0);
  const dead = items.find((device) => device.item_id && device.known_by === "shipment" && (device.dead_on_arrival_until ?? "") >= today);
  assert.ok(dead, "one of them arrived lately");
  await partner.goto(`/returns/new?serial=${encodeURIComponent(dead.serial)}`);
  await partner.getByText(/gilt bis .+ als bei Ankunft defekt/).waitFor();
  await partner.getByLabel("Bei Ankunft defekt").check();
  await partner.getByText(/Das Porto zahlt Kranich Systems/).waitFor();
  await partner.getByLabel("Was ist passiert?").fill("Bleibt dunkel.");
  await partner.getByLabel("Ein Ersatz soll an eine bestimmte Person gehen").check();
  const whom = partner.getByRole("group", { name: "Der Ersatz geht an" });
  await whom.getByLabel("Straße").fill("Kai 7");
  await whom.getByLabel("Postleitzahl").fill("20457");
  await whom.getByLabel("Ort", { exact: true }).fill("Hamburg");
  await axe(partner);
  await partner.getByRole("button", { name: "Rücksendung anmelden" }).click();
  await partner.getByRole("heading", { level: 1, name: new RegExp(dead.serial) }).waitFor();
  await partner.getByText("Ersatz vorab").first().waitFor();
  const support = await person("support");
  await support.goto(new URL(partner.url()).pathname);
  await support.getByRole("button", { name: "Ersatz versenden" }).first().click();
  const dialog = support.getByRole("dialog");
  await dialog.getByLabel("Sendungsnummer").fill("00340434161094042557");
  await dialog.getByLabel("Foto vom Etikett").setInputFiles(photo(label("gs1_128")));
  await dialog.getByRole("status").filter({ hasText: `Gefunden: ${SERIALS.gs1_128}` }).waitFor();
  await axe(support);
  await dialog.getByRole("button", { name: "Senden" }).click();
  await support.getByText("Ersatz ist unterwegs").first().waitFor();
  await partner.reload();
  await partner.getByText("Ersatz ist unterwegs").first().waitFor();
});
