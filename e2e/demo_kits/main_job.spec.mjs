// The main job, whole, in a real browser: a kit is asked for, a question stops the clock, an honest decision, parcels to the pinned recipients,
// their pages without an account, receipt, and the loan that follows. And what nobody else sees of it.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { inDays } from "../support/days.mjs";
import { linkIn, mail } from "../support/mail.mjs";
import { fits } from "../support/shot.mjs";
import { world } from "../support/world.mjs";
import { address } from "./fill.mjs";

const { scenario } = world();

const SUBJECT = "2 × E-Paper-Display + 1";

async function find(page, subject = SUBJECT) {
  await page.goto(`/requests?q=${encodeURIComponent("JOB-1")}`);
  await page.getByRole("link", { name: subject }).first().click();
  await page.getByRole("heading", { level: 1, name: subject }).waitFor();
}

scenario("from the form to the loan, and nobody else sees anything", async ({ person, open, server }) => {
  const partner = await person("partner");

  // 1. The form: two displays for herself, one for the reception desk of her customer.
  await partner.goto("/catalogue");
  await partner.getByRole("link", { name: "E-Paper-Display anfragen" }).click();
  await partner.getByRole("button", { name: "Weiterer Empfänger" }).click();
  await partner.getByRole("group", { name: /^Empfänger 2/ }).getByLabel("Name oder Stelle").fill("Empfang Haus 3");
  await partner.getByRole("group", { name: /^Empfänger 2/ }).getByLabel("E-Mail").fill("haus3@hafenklinik.example");
  await partner.getByLabel("Ausführung").selectOption({ index: 1 });
  await partner.getByLabel("Stück für Jana Petersen").fill("2");
  await partner.getByLabel("Stück für Empfang Haus 3").fill("1");
  await partner.getByLabel("Was haben Sie damit vor?").fill("Stationsschilder, zum Anfassen.");
  await partner.getByLabel("Rückgabe am").fill(inDays(30));
  await address(partner, /^Empfänger 1/, { street: "Kai 7", postal_code: "20457", city: "Hamburg" });
  await address(partner, /^Empfänger 2/, { street: "Palmaille 60", postal_code: "22767", city: "Hamburg" });
  await partner.getByLabel("Ihre Referenz").fill("JOB-1");
  await partner.getByRole("button", { name: "Anfrage senden" }).click();

  // 2. A number, a named owner and a promised date, on screen and by mail.
  await partner.getByRole("heading", { level: 1, name: SUBJECT }).waitFor();
  await partner.getByText(/Claudia Berg entscheidet bis/).first().waitFor();
  assert.match(await mail(server, "partner@eyelevel.example", "Ihr Zeichen: JOB-1"), /Zuständig: Claudia Berg/);

  // 3. A question that names what is missing; the answer; the decision.
  const approver = await person("approver");
  await find(approver);
  await approver.getByRole("button", { name: "Rückfrage …" }).click();
  await approver.getByRole("dialog").getByLabel("Was fehlt?").fill("Welche Funkfrequenz nutzen Sie?");
  await approver.getByRole("dialog").getByRole("button", { name: "Senden" }).click();
  await approver.getByText(/Die Uhr steht/).first().waitFor();
  await partner.goto("/");
  await partner.getByRole("listitem").filter({ hasText: "JOB-1" }).getByRole("link", { name: "Antworten" }).click();
  await partner.getByRole("dialog").getByLabel("Ihre Antwort").fill("868 MHz.");
  await partner.getByRole("dialog").getByRole("button", { name: "Senden" }).click();
  await partner.getByText(/Claudia Berg entscheidet bis/).first().waitFor();
  await find(approver);
  await approver.getByText("868 MHz.").first().waitFor();
  await approver.getByRole("button", { name: "Genehmigen", exact: true }).click();
  await approver.getByText("Ja, wie gewünscht.").waitFor();

  // 4. Support ships: serial numbers, carrier, parcel number, for each recipient.
  const support = await person("support");
  await find(support);
  await support.getByRole("button", { name: "Versenden" }).click();
  const dialog = support.getByRole("dialog");
  for (const [name, serials] of [["Jana Petersen", "JOB-00001\nJOB-00002"], ["Empfang Haus 3", "JOB-00003"]]) {
    const parcel = dialog.getByRole("group", { name: new RegExp(name) });
    await parcel.getByLabel("Paketdienst").selectOption("ups");
    await parcel.getByLabel("Sendungsnummer").fill("1Z5R89390357567127");
    await parcel.getByLabel(/Seriennummern/).fill(serials);
  }
  await dialog.getByRole("button", { name: "Versenden" }).click();
  await support.getByText("Versendet.").waitFor();

  // 5. Each recipient has a page of their own, without an account, and it shows nothing else.
  const desk = linkIn(await mail(server, "haus3@hafenklinik.example", "unterwegs"));
  const hers = linkIn(await mail(server, "partner@eyelevel.example", "Sie brauchen kein Konto"));
  const reception = await open({ viewport: { width: 360, height: 740 } });
  await reception.goto(desk);
  await reception.getByText("im Auftrag von Nordlicht IT").waitFor();
  await axe(reception);
  await fits(reception);
  const shown = await reception.locator("body").innerText();
  assert.match(shown, /JOB-00003/);
  for (const secret of ["Jana", "JOB-00001", "868", "€", "Stationsschilder", "JOB-1\n"]) assert.ok(!shown.includes(secret), secret);
  await reception.getByText("Etwas stimmt nicht").click();
  await reception.getByLabel("Was stimmt nicht?").fill("Es bleibt dunkel.");
  await reception.getByRole("button", { name: "Mitteilen" }).click();
  await reception.getByRole("heading", { level: 1, name: "Wir wissen, dass etwas nicht stimmt" }).waitFor();
  await axe(reception);

  // The partner sees every recipient's status; another partner sees nothing at all.
  await find(partner);
  await partner.getByText("etwas stimmt nicht").first().waitFor();
  await partner.getByText("Es bleibt dunkel.").first().waitFor();
  const request = partner.url();
  const other = await person("other");
  await other.goto(request);
  await other.getByText("Das gibt es nicht, oder es ist nicht für Sie.").first().waitFor();
  await other.goto("/requests?q=JOB-1");
  await other.getByText("Nichts passt zu diesen Filtern.").waitFor();
  await other.goto("/deliveries?q=JOB-00003");
  await other.getByText("Keine Lieferung passt zu dieser Suche.").waitFor();

  // 6. Receipt confirmed by both, the loan goes on to its last day.
  await reception.getByRole("button", { name: "Alles erhalten" }).click();
  await reception.getByRole("heading", { level: 1, name: "Alles ist angekommen" }).waitFor();
  await reception.goto(hers);
  await reception.getByRole("button", { name: "Alles erhalten" }).click();
  await reception.getByRole("heading", { level: 1, name: "Alles ist angekommen" }).waitFor();
  await find(partner);
  await partner.getByText(/Ausgeliehen bis/).first().waitFor();
  await axe(partner);

  // It comes back.
  await find(support);
  await support.getByRole("button", { name: "Rückgabe buchen" }).first().click();
  await support.getByRole("dialog").getByRole("button", { name: "Alles ist da" }).click();
  await support.getByRole("dialog").getByText("Damit ist alles zurück.").waitFor();
  await support.getByRole("dialog").getByRole("button", { name: "Buchen" }).click();
  await support.getByText("Rückgabe gebucht.").waitFor();
  await find(partner);
  await partner.getByText("erledigt").first().waitFor();
});

scenario("links that were tampered with or made up look like one that has expired", async ({ open, server }) => {
  const link = linkIn(await mail(server, "empfang@hafenklinik.example", "unterwegs"));
  const page = await open();
  for (const path of [`${link.slice(0, -2)}AA`, "/r/nothing", "/r/bm90aGluZw.AAAA"]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1, name: "Dieser Link gilt nicht mehr" }).waitFor();
    await axe(page);
    await page.getByRole("button", { name: "Neuen Link anfordern" }).click();
    await page.getByRole("heading", { level: 1, name: "Bitte sehen Sie in Ihr Postfach" }).waitFor();
  }
});

scenario("a purchase is binding only once somebody who may see its price accepts it", async ({ person }) => {
  const partner = await person("partner");
  await partner.goto("/catalogue");
  await partner.getByRole("link", { name: "Raumsensor anfragen" }).click();
  await partner.getByLabel("Ausführung").selectOption({ index: 1 });
  await partner.getByLabel("Zum Kauf").check();
  await partner.getByLabel(/^Stück/).first().fill("4");
  await partner.getByLabel("Was haben Sie damit vor?").fill("Raumklima im Archiv.");
  await partner.getByLabel("Bestellnummer").fill("PO-77");
  await address(partner, /^Rechnung/, { street: "Kai 7", postal_code: "20457", city: "Hamburg" });
  await address(partner, /^Empfänger 1/, { street: "Kai 7", postal_code: "20457", city: "Hamburg" });
  await partner.getByLabel("Ihre Referenz").fill("JOB-1");
  await partner.getByRole("button", { name: "Anfrage senden" }).click();
  await partner.getByRole("heading", { level: 1, name: "4 × Raumsensor" }).waitFor();

  const approver = await person("approver");
  await find(approver, "4 × Raumsensor");
  await approver.getByRole("button", { name: "Genehmigen und anbieten" }).click();
  const dialog = approver.getByRole("dialog");
  await dialog.getByLabel(/Versand netto/).fill("viel");
  await dialog.getByLabel("USt. in Prozent").fill("");
  await dialog.getByRole("button", { name: "Genehmigen und anbieten" }).click();
  await dialog.getByRole("alert").getByRole("link", { name: /^Versand netto.*: Bitte einen Betrag wie 189,00\./ }).waitFor();
  await dialog.getByLabel("USt. in Prozent").fill("150");
  await dialog.getByLabel(/Versand netto/).fill("14,90");
  await dialog.getByRole("button", { name: "Genehmigen und anbieten" }).click();
  await dialog.getByRole("alert").getByRole("link", { name: "USt. in Prozent: Höchstens 100." }).waitFor();
  await dialog.getByLabel("USt. in Prozent").fill("19");
  await dialog.getByLabel("Angebot gültig bis").fill(inDays(14));
  // Four at 64.50, shipping 14.90, 19 % VAT on both: 324.75.
  await dialog.getByText("324,75").first().waitFor();
  await axe(approver);
  await dialog.getByRole("button", { name: "Genehmigen und anbieten" }).click();
  await approver.getByText("Angeboten.").waitFor();

  // The technician asked for it, but prices are for sales and the owner.
  await find(partner, "4 × Raumsensor");
  assert.equal(await partner.getByText("324,75").count(), 0);
  const owner = await person("owner");
  await find(owner, "4 × Raumsensor");
  await owner.getByText("324,75").first().waitFor();
  await axe(owner);
  await owner.getByRole("button", { name: "Verbindlich bestellen" }).click();
  await owner.getByText(/versendet bis/).first().waitFor();
});
