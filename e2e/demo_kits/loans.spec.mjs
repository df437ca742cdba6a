// What is out and until when: a later day by request, pieces that are bought instead, what came back by scan and what did not, and the owner's
// next step once the last day is over. Both sides read the same page.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { SERIALS, label, photo } from "../support/barcode.mjs";
import { sql } from "../support/database.mjs";
import { inDays } from "../support/days.mjs";
import { mail } from "../support/mail.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const ADDRESS = { street: "Kai 7", postal_code: "20457", city: "Hamburg", country: "DE" };

/** So many displays with these serial numbers, asked for, approved, sent and received. */
async function lent(people, server, serials, reference) {
  const { partner, approver, support } = people;
  const call = async (page, path, data, key) => {
    const headers = { Origin: server.url, "Idempotency-Key": `${reference}-${key}` };
    const answer = await page.request.post(`/api/v1/${path}`, { data, headers });
    assert.ok(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`);
    return answer.json();
  };
  const { items } = await (await partner.request.get("/api/v1/demo-kits/catalogue?q=E-Paper")).json();
  const item = items.find((one) => one.name.en === "E-paper display");
  const recipient = { name: "Empfang", organisation: "Hafenklinik Altona", email: "", phone: "", lang: "de", address: ADDRESS };
  const kit = await call(partner, "demo-kits", {
    lines: [{ item_id: item.id, variant_id: item.variants[0].id, quantity: serials.length, recipient: 0 }],
    purpose: "Eine Probe.",
    adaptation: "",
    customer_id: null,
    event_on: null,
    terms: "loan",
    return_on: inDays(20),
    po_number: "",
    billing: null,
    reference,
    limited: false,
    recipients: [recipient],
  }, "asks");
  const id = kit.page.request.id;
  await call(approver, `demo-kits/${id}/decision`, { verdict: "approved" }, "decides");
  const pieces = [{ line_id: kit.lines[0].id, quantity: serials.length, serials }];
  const parcel = { recipient_id: kit.recipients[0].id, carrier: "ups", number: "1Z5R89390357567127", arrives_on: null, pieces };
  const sent = await call(support, `demo-kits/${id}/shipments`, { parcels: [parcel] }, "ships");
  await call(partner, `deliveries/${sent.recipients[0].parcel.id}/receipt`, { complete: true }, "receives");
  return { id, number: kit.page.request.number, address: `/demo-kits/${id}` };
}

/** The people of both sides, and enough in the house for everybody. */
async function desk(person, server) {
  await sql(server, "UPDATE catalogue_variants SET on_hand = on_hand + 20");
  return { partner: await person("partner"), approver: await person("approver"), support: await person("support") };
}

scenario("longer, by request: the day moves once the owner agrees, and the first one stays in sight", async ({ person, server }) => {
  const people = await desk(person, server);
  const { partner, approver } = people;
  const loan = await lent(people, server, ["L-1"], "LOAN-1");

  // 1. Asked on the kit's page; what is wrong stands at its field, and nothing that was typed is lost.
  await partner.goto(loan.address);
  await partner.getByRole("button", { name: "Länger behalten …" }).click();
  let dialog = partner.getByRole("dialog");
  await dialog.getByLabel("Bis wann brauchen Sie sie?").fill(inDays(10));
  await dialog.getByLabel("Warum?").fill("Die Messe ist verschoben.");
  await axe(partner);
  await dialog.getByRole("button", { name: "Um Verlängerung bitten" }).click();
  await dialog.getByRole("alert").getByRole("link", { name: /Frühestens|Nicht vor/ }).waitFor();
  assert.equal(await dialog.getByLabel("Warum?").inputValue(), "Die Messe ist verschoben.");
  await dialog.getByLabel("Bis wann brauchen Sie sie?").fill(inDays(40));
  await dialog.getByRole("button", { name: "Um Verlängerung bitten" }).click();
  await partner.getByText(/Claudia Berg antwortet bis/).first().waitFor();
  await partner.getByText("Die Antwort steht aus.").waitFor();
  // One wish at a time: the button says why.
  await partner.getByRole("button", { name: "Länger behalten …" }).click({ force: true });
  assert.equal(await partner.getByRole("dialog").count(), 0);
  // As long as nobody has answered it is taken back, and asked again.
  await partner.getByRole("button", { name: "Wunsch zurücknehmen" }).click();
  await partner.getByText("Jana Petersen hat ihn zurückgenommen.").waitFor();
  assert.equal(await partner.getByRole("button", { name: "Wunsch zurücknehmen" }).count(), 0);
  assert.match(await mail(server, "approver@eyelevel.example", "Wunsch ist zurückgenommen"), /Eine Antwort schulden Sie nicht mehr/);
  await partner.getByRole("button", { name: "Länger behalten …" }).click();
  dialog = partner.getByRole("dialog");
  await dialog.getByLabel("Bis wann brauchen Sie sie?").fill(inDays(40));
  await dialog.getByLabel("Warum?").fill("Die Messe ist verschoben.");
  await dialog.getByRole("button", { name: "Um Verlängerung bitten" }).click();
  await partner.getByText("Die Antwort steht aus.").waitFor();

  // 2. The owner's board has it, with its promise; another day takes a reason.
  assert.match(await mail(server, "approver@eyelevel.example", "bittet um Verlängerung"), /Zugesagt: Antwort bis/);
  await approver.goto(loan.address);
  await approver.getByRole("heading", { name: "Ihre Antwort auf den Wunsch" }).waitFor();
  await approver.getByText("Die Messe ist verschoben.").first().waitFor();
  await axe(approver);
  await approver.getByRole("button", { name: "Anderer Tag …" }).click();
  dialog = approver.getByRole("dialog");
  await dialog.getByLabel("Rückgabe am").fill(inDays(30));
  await dialog.getByRole("button", { name: "So verlängern" }).click();
  await dialog.getByRole("alert").waitFor();
  await dialog.getByLabel(/Grund/).fill("Danach ist es vergeben.");
  await dialog.getByRole("button", { name: "So verlängern" }).click();
  await approver.getByText("Beantwortet.").waitFor();

  // 3. Both read it: the new day, the first one struck through, and why.
  for (const page of [partner, approver]) {
    await page.goto(loan.address);
    await page.getByText(/Claudia Berg stimmt zu: Rückgabe am/).first().waitFor();
    await page.getByText("Weil: Danach ist es vergeben.").waitFor();
    assert.equal(await page.locator(".loan-until s").count(), 1);
  }
  assert.match(await mail(server, "partner@eyelevel.example", "verlängert bis"), /Danach ist es vergeben/);

  // 4. A no has its alternative.
  await partner.getByRole("button", { name: "Länger behalten …" }).click();
  dialog = partner.getByRole("dialog");
  await dialog.getByLabel("Bis wann brauchen Sie sie?").fill(inDays(60));
  await dialog.getByLabel("Warum?").fill("Noch eine Messe.");
  await dialog.getByRole("button", { name: "Um Verlängerung bitten" }).click();
  await partner.getByText("Die Antwort steht aus.").waitFor();
  await approver.reload();
  await approver.getByRole("button", { name: "Ablehnen …" }).click();
  dialog = approver.getByRole("dialog");
  await dialog.getByLabel(/Grund/).fill("Es ist verliehen.");
  await dialog.getByLabel("Was ist stattdessen möglich?").fill("Ein anderes ab Montag.");
  await dialog.getByRole("button", { name: "Ablehnen" }).click();
  await approver.getByText("Nein, weil Es ist verliehen.").first().waitFor();
  await partner.reload();
  await partner.getByText("Alternative: Ein anderes ab Montag.").first().waitFor();
  await matrix(partner, "loan-page", async (page) => fits(page));
  await axe(partner);
});

scenario("what came is booked by scan, what did not is asked for in plain words, and a piece is bought instead", async ({ person, server }) => {
  const people = await desk(person, server);
  const { partner, approver, support } = people;
  const scanned = SERIALS.gs1_datamatrix;
  const loan = await lent(people, server, [scanned, "L-12", "L-13"], "LOAN-2");

  // 1. One by scan, one that was never lent, and its mount is not there.
  await support.goto(loan.address);
  await support.getByRole("button", { name: "Rückgabe buchen" }).first().click();
  let box = support.getByRole("dialog");
  await box.getByText(/Es fehlt noch: 3 × E-Paper-Display/).waitFor();
  await box.getByLabel("Foto vom Etikett").setInputFiles(photo(label("gs1_datamatrix")));
  await box.getByText("1 Gerät ist zurück.").waitFor();
  await box.getByLabel("Seriennummern, die zurück sind").press("End");
  await box.getByLabel("Seriennummern, die zurück sind").fill(`${scanned}\nFREMD-1`);
  await box.getByText("Nicht verliehen: FREMD-1").waitFor();
  await box.getByText("Zubehör fehlt").click();
  await box.getByLabel("Halterung").fill("9");
  await axe(support);
  await box.getByRole("button", { name: "Buchen" }).click();
  await box.getByRole("alert").getByRole("link", { name: /Halterung.*Höchstens 3/ }).waitFor();
  await box.getByLabel("Halterung").fill("1");
  await matrix(support, "loan-check-in", async (page) => fits(page));
  await box.getByRole("button", { name: "Buchen" }).click();
  await support.getByText("Es fehlt: 1 × Halterung").first().waitFor();
  await support.getByText("Kam mit, war nicht verliehen: FREMD-1").waitFor();
  assert.match(await mail(server, "partner@eyelevel.example", "Es fehlt noch etwas"), /L-12, L-13\); 1 × Halterung/);

  // 2. The owner may bind the company: one of them is bought, the technician only sees that it was asked.
  await partner.goto(loan.address);
  await partner.getByText("Was fehlt, senden Sie bitte nach.").first().waitFor();
  const owner = await person("owner");
  await owner.goto(loan.address);
  await owner.getByRole("button", { name: "Kaufen statt zurückgeben …" }).click();
  const keep = owner.getByRole("dialog");
  await keep.getByLabel("L-12").check();
  await keep.getByText(/Zusammen 189,00/).waitFor();
  await axe(owner);
  await keep.getByRole("button", { name: "Kauf anfragen" }).click();
  await owner.getByText("Die Antwort steht aus.").waitFor();
  await partner.reload();
  await partner.getByText(/möchte kaufen: 1 × E-Paper-Display.*\(L-12\)/).first().waitFor();
  assert.equal(await partner.getByText("189,00").count(), 0, "prices are for who may see them");
  await approver.goto(loan.address);
  await approver.getByText(/189,00.*netto/).first().waitFor();
  await approver.getByRole("button", { name: "Zustimmen" }).click();
  await approver.getByText("Zugestimmt.").waitFor();

  // 3. The rest comes, with the mount: done.
  await support.goto(loan.address);
  await support.getByRole("button", { name: "Rückgabe buchen" }).first().click();
  box = support.getByRole("dialog");
  await box.getByRole("button", { name: "Alles ist da" }).click();
  assert.equal(await box.getByLabel("Seriennummern, die zurück sind").inputValue(), "L-13");
  await box.getByText("Damit ist alles zurück.").waitFor();
  await box.getByRole("button", { name: "Buchen" }).click();
  await support.getByText("erledigt").first().waitFor();
  await partner.reload();
  await partner.getByText("1 × Halterung: nachgekommen").waitFor();
  await axe(partner);
});

scenario("the list: what is out, with whom, until when, and what comes next", async ({ person, server }) => {
  const people = await desk(person, server);
  const { partner, support } = people;
  const loan = await lent(people, server, ["L-21", "L-22"], "LOAN-3");
  await partner.goto("/");
  await partner.getByRole("navigation", { name: "Hauptnavigation" }).getByRole("link", { name: "Leihgeräte" }).click();
  await partner.getByRole("heading", { level: 1, name: "Leihgeräte" }).waitFor();
  const row = (page, number) => page.getByRole("row").filter({ hasText: number });
  await row(partner, loan.number).getByText("L-21, L-22").waitFor();
  await row(partner, loan.number).getByText("Empfang, Hafenklinik Altona").waitFor();
  await row(partner, loan.number).getByText(/Jana Petersen sendet bis .+ zurück/).waitFor();
  await axe(partner);
  await matrix(partner, "loans", async (page) => fits(page));

  // The filters stand in the address, and the search finds a serial number.
  await partner.getByLabel(/^Suche/).fill("L-22");
  await partner.waitForURL(/q=L-22/);
  await row(partner, loan.number).waitFor();
  // The head, and one loan.
  await partner.getByRole("row").nth(2).waitFor({ state: "detached" });
  await partner.getByRole("link", { name: "Überfällig" }).click();
  await partner.getByText("Dazu gibt es keine Leihgabe.").waitFor();
  await partner.goto("/loans?state=back");
  await partner.getByRole("link", { name: "Zurück", exact: true }).and(partner.locator("[aria-current=true]")).waitFor();

  // Everything as a table for a spreadsheet.
  await partner.goto("/loans");
  const download = partner.waitForEvent("download");
  await partner.getByRole("link", { name: "Als CSV herunterladen" }).click();
  assert.match((await download).suggestedFilename(), /^leihgeraete-\d{4}-\d\d-\d\d\.csv$/);

  // The vendor sees everybody's, another partner their own.
  await support.goto("/loans");
  await row(support, loan.number).getByText("Nordlicht IT").waitFor();
  const other = await person("other");
  await other.goto("/loans?q=L-21");
  await other.getByText("Dazu gibt es keine Leihgabe.").waitFor();
});

scenario("overdue: the owner names the next step, both sides read it, and the recipient gets nothing", async ({ person, server }) => {
  const people = await desk(person, server);
  const { partner, approver } = people;
  const loan = await lent(people, server, ["L-31"], "LOAN-4");
  if (!(await sql(server, `UPDATE requests SET return_on = '${inDays(-3)}' WHERE id = '${loan.id}'`))) return;
  await approver.goto("/");
  const task = approver.getByRole("listitem").filter({ hasText: `${loan.number}: Nordlicht IT` });
  await approver.getByRole("heading", { name: "Überfällige Leihgaben" }).waitFor();
  await task.getByText("seit 3 Tagen überfällig").waitFor();
  await axe(approver);
  await task.getByRole("link", { name: `Nächsten Schritt nennen: ${loan.number}` }).click();
  const dialog = approver.getByRole("dialog");
  await dialog.getByLabel("Was tun Sie als Nächstes?").fill("Ich rufe Frau Petersen am Montag an.");
  await axe(approver);
  await dialog.getByRole("button", { name: "Festhalten" }).click();
  await approver.getByText("Claudia Berg: Ich rufe Frau Petersen am Montag an.").waitFor();
  await partner.goto(loan.address);
  await partner.getByText("Claudia Berg: Ich rufe Frau Petersen am Montag an.").waitFor();
  await partner.getByText(/Rückgabe war am/).first().waitFor();
  await approver.goto("/");
  await approver.getByRole("heading", { level: 1, name: /auf Sie$/ }).waitFor();
  await approver.getByRole("heading", { name: "Bei Ihnen, das Dringendste zuerst" }).waitFor();
  assert.equal(await task.count(), 0, "until its day");
  await partner.goto("/loans?state=overdue");
  await partner.getByText(/Ich rufe Frau Petersen am Montag an\. \(wieder am/).waitFor();
});
