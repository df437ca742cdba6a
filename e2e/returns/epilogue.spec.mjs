// The third story's epilogue: six displays go to a customer, one stays dark, and the catalogue does not know its number. An honest answer, the new one
// under way the same day, the old one back, closed. From a delivery that is known, a return begins with four clicks.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { counted } from "../support/clicks.mjs";
import { inDays } from "../support/days.mjs";
import { linkIn, mail } from "../support/mail.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { sql } from "../support/database.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const DESK = "empfang@epilog.example";

/** What somebody does by the API, as their page would. */
async function does(page, server, path, data) {
  const headers = { Origin: server.url, "Idempotency-Key": `${path}-${Date.now()}` };
  const answer = await page.request.post(`/api/v1${path}`, { data, headers });
  assert.ok(answer.ok(), `${path}: ${await answer.text()}`);
  return answer.json();
}

/** So many displays to a customer's desk, under way; with the numbers that were noted when they were packed. */
async function shipped({ partner, lead, support, server }, name, quantity, serials) {
  const { items } = await (await partner.request.get("/api/v1/demo-kits/catalogue?limit=50")).json();
  const variants = items.filter((item) => item.loan).flatMap((item) => item.variants.map((variant) => ({ item, variant })));
  const { item, variant } = variants.find((one) => one.variant.free >= quantity);
  const address = { street: "Hafenstraße 7", postal_code: "20457", city: "Hamburg", country: "DE" };
  const recipient = { name, organisation: "Hafenklinik Altona", email: DESK, phone: "", lang: "de", why: "", address };
  const kit = await does(partner, server, "/demo-kits", {
    lines: [{ item_id: item.id, variant_id: variant.id, quantity, recipient: 0 }],
    purpose: "Türschilder für eine Station",
    adaptation: "",
    customer_id: null,
    event_on: null,
    terms: "loan",
    return_on: inDays(30),
    po_number: "",
    billing: null,
    reference: "",
    limited: false,
    recipients: [recipient],
  });
  const { id } = kit.page.request;
  await does(lead, server, `/demo-kits/${id}/decision`, {
    verdict: "approved", reason: "", alternative: "", no_alternative: false, lines: [], return_on: null, quote: null,
  });
  const parcel = {
    recipient_id: kit.recipients[0].id, carrier: "courier", number: "", arrives_on: null,
    pieces: [{ line_id: kit.lines[0].id, quantity, serials }],
  };
  await does(support, server, `/demo-kits/${id}/shipments`, { parcels: [parcel] });
}

scenario("one of six stays dark, nobody knows its number, and the new one is on its way the same day", async ({ person, page: desk, server }) => {
  const partner = await person("partner");
  const lead = await person("approver");
  const support = await person("support");

  // Six go to the customer's desk; of the sixth nobody has noted the number.
  await sql(server, "UPDATE catalogue_variants SET on_hand = on_hand + 20");
  const sides = { partner, lead, support, server };
  await shipped(sides, "Empfang der Station 6", 6, [1, 2, 3, 4, 5].map((n) => `EPI-000${n}`));

  // The form takes what the catalogue does not know, and says who looks at it until when.
  await partner.goto("/returns/new");
  await partner.getByLabel("Seriennummern").fill("EPI-0006");
  await partner.getByRole("button", { name: "Übernehmen" }).click();
  await partner.getByText(/unbekannt|kennen wir/i).first().waitFor();
  await partner.getByLabel("Bei Ankunft defekt").check();
  await partner.getByLabel("Was ist passiert?").fill("Eines von sechs bleibt dunkel.");
  await partner.getByLabel("Ein Ersatz soll an eine bestimmte Person gehen").check();
  const whom = partner.getByRole("group", { name: "Der Ersatz geht an" });
  await whom.getByLabel("Name oder Stelle", { exact: true }).fill("Empfang");
  await whom.getByLabel(/^E-Mail/).fill(DESK);
  await whom.getByLabel("Straße").fill("Hafenstraße 7");
  await whom.getByLabel("Postleitzahl").fill("20457");
  await whom.getByLabel("Ort", { exact: true }).fill("Hamburg");
  await partner.getByRole("button", { name: "Rücksendung anmelden" }).click();
  await partner.getByRole("heading", { level: 1, name: /EPI-0006/ }).waitFor();
  const address = new URL(partner.url()).pathname;

  // The honest answer: yes, and the new one first.
  await lead.goto(address);
  await lead.getByRole("button", { name: "Je Gerät entscheiden …" }).click();
  await lead.getByRole("dialog").getByLabel("Was daraus wird").selectOption("advance_replacement");
  await lead.getByRole("dialog").getByRole("button", { name: "Senden" }).click();
  await lead.getByText("Ersatz wird beschafft").first().waitFor();

  // Nobody knows what it is but who holds it: they choose what replaces it, and it leaves the house the same day.
  await support.goto(address);
  await support.getByRole("button", { name: "Ersatz versenden" }).first().click();
  const dialog = support.getByRole("dialog");
  await dialog.getByRole("button", { name: "Senden" }).click();
  await dialog.getByRole("alert").waitFor();
  const pieces = dialog.getByLabel("Womit wird EPI-0006 ersetzt?");
  await pieces.selectOption({ index: 1 });
  await dialog.getByLabel("Sendungsnummer").fill("00340434161094042557");
  await dialog.getByLabel("Neue Seriennummer für EPI-0006").fill("EPI-0007");
  await axe(support);
  await matrix(support, "returns-replacement-chosen", fits);
  await dialog.getByRole("button", { name: "Senden" }).click();
  await support.getByText("Ersatz ist unterwegs").first().waitFor();
  await partner.reload();
  await partner.getByText("Ersatz ist unterwegs").first().waitFor();
  await axe(partner);

  // The old one comes back, and is looked at.
  await support.getByRole("button", { name: "Paketmarke schicken" }).first().click();
  await support.getByRole("dialog").getByRole("button", { name: "Senden" }).click();
  await support.getByText("abzugeben").first().waitFor();
  await partner.reload();
  await partner.getByRole("button", { name: "Ist abgegeben" }).first().click();
  await partner.getByRole("dialog").getByRole("button", { name: "Senden" }).click();
  await partner.getByText("auf dem Rückweg").first().waitFor();
  await support.reload();
  await support.getByRole("button", { name: "Eingang buchen" }).first().click();
  await support.getByRole("dialog").getByLabel("Was lag im Paket?").fill("EPI-0006");
  await support.getByRole("dialog").getByRole("button", { name: "Senden" }).click();
  await support.getByText("eingetroffen").first().waitFor();
  await lead.reload();
  await lead.getByRole("button", { name: "Weiteres" }).click();
  await lead.getByRole("button", { name: "Abschließen" }).click();
  await lead.getByRole("dialog").getByLabel("Was daraus wird").selectOption("advance_replacement");
  await lead.getByRole("dialog").getByRole("button", { name: "Senden" }).click();

  // The desk has the new one: one click on their page, without an account, and everything is done.
  await desk.goto(linkIn(await mail(server, DESK, "unterwegs")));
  await desk.getByText("EPI-0007").first().waitFor();
  await desk.getByRole("button", { name: "Alles erhalten" }).click();
  await desk.getByText(/Danke/).first().waitFor();
  await partner.reload();
  await partner.getByText("Erledigt", { exact: true }).first().waitFor();
  await partner.setViewportSize({ width: 320, height: 700 });
  await fits(partner);
  await axe(partner);
});

scenario("from a delivery, a return begins with four clicks", async ({ person, server }) => {
  const partner = await person("partner");
  const [lead, support] = [await person("approver"), await person("support")];
  await shipped({ partner, lead, support, server }, "Tresen am Eingang", 2, ["KLICK-1", "KLICK-2"]);
  await partner.goto("/");
  const { click, clicks } = counted(partner);
  await click("link", "Lieferungen");
  await click("link", "Tresen am Eingang");
  await click("button", "Etwas stimmt nicht");
  const dialog = partner.getByRole("dialog");
  // Choosing by keyboard is free, as typing is.
  await dialog.getByLabel(/KLICK-2/).selectOption("dead");
  await dialog.getByLabel(/Was stimmt nicht/).fill("Bleibt dunkel.");
  await axe(partner);
  await click("button", "Senden");
  await dialog.waitFor({ state: "hidden" });
  const { items } = await (await partner.request.get("/api/v1/returns?q=KLICK-2")).json();
  assert.deepEqual([items.length, items[0]?.state], [1, "approved"], "the return is there, and decided");
  assert.ok(clicks() <= 4, `${clicks()} clicks`);
});
