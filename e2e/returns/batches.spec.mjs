// A batch that breaks more than others: its owner is warned, a known issue is made of it in one step, and whoever sends such a device back reads it
// before they send. And a loan that comes back as a return is back at its loan.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { sql } from "../support/database.mjs";
import { inDays } from "../support/days.mjs";
import { mail } from "../support/mail.mjs";
import { fits } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

/** Calls the API as somebody who is signed in; it must be taken. */
function caller(server) {
  let n = 0;
  return async (page, path, data, type) => {
    n += 1;
    const headers = { Origin: server.url, "Idempotency-Key": `batches-${n}`, ...(type ? { "Content-Type": type } : {}) };
    const answer = await page.request.post(`${server.url}/api/v1/${path}`, { data, headers });
    assert.ok(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`);
    return answer.json();
  };
}

scenario("a warned batch becomes a known issue, and both sides read it", async ({ person, server }) => {
  const call = caller(server);
  const [partner, approver, support, admin] = [await person("partner"), await person("approver"), await person("support"), await person("admin")];
  const lines = ["serial,product,batch,partner"];
  for (let n = 0; n < 30; n += 1) lines.push(`GUT-${n},E-paper display,A1,Nordlicht IT`, `BAD-${n},E-paper display,B7,Nordlicht IT`);
  await call(admin, "returns/serials/import?confirm=true", `${lines.join("\n")}\n`, "text/csv");
  let last;
  for (const serial of ["GUT-1", "BAD-1", "BAD-2", "BAD-3"]) {
    const begun = await call(partner, "returns", { serials: [serial], reason: "warranty", description: "Bleibt dunkel." });
    last = begun.page.request.id;
    const items = begun.items.map((item) => ({ item_id: item.id, verdict: "approved", outcome: "repair", reason: "", alternative: "", no_alternative: false }));
    await call(approver, `returns/${last}/decision`, { items });
    await call(support, `returns/${last}/receipt`, { serials: [serial] });
    await call(support, `returns/${last}/inspection`, { item_id: begun.items[0].id, finding: "confirmed", findings: "Flachkabel gebrochen." });
  }

  // 1. From the return to the figures, and from there in one step to the known issue.
  await support.goto(`/returns/${last}`);
  await support.getByText(/Charge B7 .* fällt auf/).first().waitFor();
  await support.getByRole("link", { name: "Nach Produkt und Charge" }).click();
  await support.getByRole("heading", { level: 1, name: "Was ausfällt" }).waitFor();
  const row = support.getByRole("row").filter({ hasText: "B7" });
  await row.getByText("fällt auf").waitFor();
  await axe(support);
  await support.setViewportSize({ width: 320, height: 700 });
  await fits(support);
  await support.setViewportSize({ width: 1280, height: 800 });
  await row.getByRole("button", { name: /^Als bekannten Fehler aufschreiben/ }).focus();
  await support.keyboard.press("Enter");
  await support.getByRole("heading", { level: 2, name: "Charge B7 fällt öfter aus als andere" }).waitFor();
  await support.getByText("Entwurf: nur für uns sichtbar").waitFor();
  await support.getByText(/30 Geräte; bei 3 davon/).waitFor();
  await axe(support);
  // The link stands on both pages.
  await support.getByRole("link", { name: "Zahlen nach Produkt und Charge" }).click();
  await support.getByRole("row").filter({ hasText: "B7" }).getByRole("link", { name: "Charge B7 fällt öfter aus als andere" }).click();

  // 2. A draft is the vendor's alone; published, those who have such devices are told.
  await partner.goto(`/returns/${last}`);
  await partner.getByText("Flachkabel gebrochen.").first().waitFor();
  assert.equal(await partner.getByText("Charge B7 fällt öfter aus").count(), 0);
  await support.getByRole("button", { name: /^Veröffentlichen/ }).click();
  await support.getByRole("dialog").getByText(/^Das sagen wir jetzt 1 Partner.*: Nordlicht IT\./).waitFor();
  await support.getByRole("dialog").getByRole("button", { name: "Veröffentlichen" }).click();
  await support.getByText("Veröffentlicht. Die Mails sind auf dem Weg.").waitFor();
  await mail(server, "partner@eyelevel.example", "Charge B7");
  await partner.reload();
  await partner.getByRole("link", { name: "Charge B7 fällt öfter aus als andere" }).waitFor();
  await axe(partner);

  // 3. Before another one is sent, the form says so.
  await partner.goto("/returns/new");
  await partner.getByLabel("Seriennummern").fill("BAD-9");
  await partner.getByRole("button", { name: "Übernehmen" }).click();
  await partner.getByRole("link", { name: "Charge B7 fällt öfter aus als andere" }).first().waitFor();
  await axe(partner);
  await partner.setViewportSize({ width: 320, height: 700 });
  await fits(partner);
});

scenario("a loan that comes back as a return is back at its loan, by the same scan", async ({ person, server }) => {
  const call = caller(server);
  await sql(server, "UPDATE catalogue_variants SET on_hand = on_hand + 20");
  const [partner, approver, support] = [await person("partner"), await person("approver"), await person("support")];
  const { items } = await (await partner.request.get(`${server.url}/api/v1/demo-kits/catalogue?q=E-Paper`)).json();
  const item = items.find((one) => one.name.en === "E-paper display");
  const address = { street: "Kai 7", postal_code: "20457", city: "Hamburg", country: "DE" };
  const until = inDays(20);
  const kit = await call(partner, "demo-kits", {
    lines: [{ item_id: item.id, variant_id: item.variants[0].id, quantity: 1, recipient: 0 }],
    purpose: "Eine Probe.",
    adaptation: "",
    customer_id: null,
    event_on: null,
    terms: "loan",
    return_on: until,
    po_number: "",
    billing: null,
    reference: "LOAN-RT",
    limited: false,
    recipients: [{ name: "Empfang", organisation: "Hafenklinik Altona", email: "", phone: "", lang: "de", address }],
  });
  const id = kit.page.request.id;
  await call(approver, `demo-kits/${id}/decision`, { verdict: "approved" });
  const pieces = [{ line_id: kit.lines[0].id, quantity: 1, serials: ["LEIH-1"] }];
  const parcel = { recipient_id: kit.recipients[0].id, carrier: "ups", number: "1Z5R89390357567127", arrives_on: null, pieces };
  const sent = await call(support, `demo-kits/${id}/shipments`, { parcels: [parcel] });
  await call(partner, `deliveries/${sent.recipients[0].parcel.id}/receipt`, { complete: true });

  const begun = await call(partner, "returns", { serials: ["LEIH-1"], reason: "loan_return", description: "Die Probe ist vorbei." });
  const yes = begun.items.map((one) => ({ item_id: one.id, verdict: "approved", outcome: "taken_back", reason: "", alternative: "", no_alternative: false }));
  await call(approver, `returns/${begun.page.request.id}/decision`, { items: yes });
  await support.goto(`/returns/${begun.page.request.id}`);
  await support.getByRole("button", { name: "Weiteres" }).click();
  await support.getByRole("button", { name: "Eingang buchen" }).first().click();
  await support.getByRole("dialog").getByLabel("Was lag im Paket?").fill("LEIH-1");
  await support.getByRole("dialog").getByRole("button", { name: "Senden" }).click();
  await support.getByText(`An der Leihgabe als zurück gebucht: ${kit.page.request.number}.`).first().waitFor();
  await axe(support);
  // The partner reads it at the loan, and nothing of it on the return.
  await partner.goto(`/demo-kits/${id}`);
  await partner.getByText("erledigt").first().waitFor();
  await partner.goto(`/returns/${begun.page.request.id}`);
  await partner.getByText("eingetroffen").first().waitFor();
  assert.equal(await partner.getByText("An der Leihgabe").count(), 0);
});
