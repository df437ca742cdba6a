// A query: from the board to the promise in four clicks, whatever the number of lines; its lines are held; it is answered by a correction that
// posts, an explanation, or a reasoned no. Nobody else sees anything of it.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { counted } from "../support/clicks.mjs";
import { mail } from "../support/mail.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const ledger = (page) => page.getByRole("grid", { name: "Rechnungen und Abbuchungen" });

/** The line of an invoice. */
const line = (page, number) => ledger(page).getByRole("gridcell").filter({ has: page.getByRole("button", { name: `Rechnung ${number}`, exact: true }) });

/** The statement of the account, and its invoices, the oldest first. */
async function statement(page) {
  const { items } = await (await page.request.get("/api/v1/statements")).json();
  const one = await (await page.request.get(`/api/v1/statements/${items[0].account.id}`)).json();
  return { path: `/statements/${one.account.id}`, postings: one.postings, invoices: one.postings.filter(({ kind }) => kind === "invoice") };
}

scenario("ticked lines become a query in four clicks; it has a number, an owner and a promise, and its lines are held", async ({ person, server }) => {
  const page = await person("accounts");
  const { invoices } = await statement(page);
  const { on: click, clicks } = counted(page);
  await click(page.getByRole("link", { name: "Abrechnung", exact: true }));
  await click(page.getByRole("checkbox", { name: `Rechnung ${invoices[0].number} wählen` }));
  await page.getByText("1 gewählt").waitFor();
  await axe(page);
  // By keyboard one more, and one more: any number costs no click.
  await line(page, invoices[1].number).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.getByText("3 gewählt").waitFor();
  await click(page.getByRole("button", { name: "Klären lassen", exact: true }).last());
  const dialog = page.getByRole("dialog", { name: "Klären lassen" });
  await dialog.getByText("Es geht um diese 3 Zeilen:").waitFor();
  for (const { number } of invoices.slice(0, 3)) await dialog.getByText(number).waitFor();
  await dialog.getByLabel("Was stimmt nicht?").fill("Wofür sind diese drei?\n\nIm Vertrag stehen andere Beträge.");
  await dialog.getByLabel("Ihre Referenz").fill("BH-200");
  await axe(page);
  await click(dialog.getByRole("button", { name: "Klären lassen" }));
  await page.getByRole("heading", { level: 1, name: "Wofür sind diese drei?" }).waitFor();
  assert.equal(clicks(), 4);
  await page.getByText(/Petra König entscheidet bis/).first().waitFor();
  const number = (await page.getByText(/^SQ-\d+$/).first().innerText()).trim();
  const table = page.getByRole("table", { name: "Um diese Zeilen geht es" });
  assert.equal(await table.getByRole("row").count(), 4);
  await axe(page);
  assert.match(await mail(server, "accounts@eyelevel.example", number), /Petra König/);
  // The lines say which query asks about them, and can't be asked about twice.
  await page.getByRole("complementary").getByRole("link", { name: "10234" }).click();
  await line(page, invoices[0].number).getByRole("link", { name: `in Klärung: ${number}` }).waitFor();
  const pick = page.getByRole("checkbox", { name: `Rechnung ${invoices[0].number} wählen` });
  assert.ok(await pick.isDisabled());
  assert.equal(await pick.getAttribute("title"), `Danach fragt schon ${number}.`);
  await page.getByRole("button", { name: `Rechnung ${invoices[0].number}`, exact: true }).click();
  const details = page.getByRole("dialog", { name: `Rechnung ${invoices[0].number}` });
  const ask = details.getByRole("button", { name: "Klären lassen" });
  assert.equal(await ask.getAttribute("aria-disabled"), "true");
  await details.getByText("Petra König").first().waitFor();
  await axe(page);
  await page.keyboard.press("Escape");
  await line(page, invoices[0].number).getByRole("link", { name: `in Klärung: ${number}` }).click();
  await page.getByRole("heading", { level: 1, name: "Wofür sind diese drei?" }).waitFor();
  await page.goBack();
  await line(page, invoices[0].number).waitFor();
  // Another partner and a technician of the same company find nothing, by list, address or number.
  for (const account of ["other-owner", "partner"]) {
    const other = await person(account);
    await other.goto(`/requests?q=${number}`);
    await other.getByText("Nichts passt zu diesen Filtern.").waitFor();
    const { items } = await (await page.request.get(`/api/v1/requests?q=${number}`)).json();
    await other.goto(`/statements/queries/${items[0].id}`);
    await other.getByText("Das gibt es nicht, oder es ist nicht für Sie.").first().waitFor();
  }
});

scenario("a finding becomes a query in three clicks: what it says is there already", async ({ person }) => {
  const page = await person("accounts");
  const { on: click, clicks } = counted(page);
  await click(page.getByRole("link", { name: "Abrechnung", exact: true }));
  await click(page.getByRole("button", { name: /^Klären lassen: .* nicht abgebucht\.$/ }).first());
  const dialog = page.getByRole("dialog", { name: "Klären lassen" });
  assert.match(await dialog.getByLabel("Was stimmt nicht?").inputValue(), / nicht abgebucht\.$/m);
  await click(dialog.getByRole("button", { name: "Klären lassen" }));
  await page.getByText(/Petra König entscheidet bis/).first().waitFor();
  assert.equal(clicks(), 3);
});

scenario("what was typed survives Escape and a reload; what is missing is said at its field", async ({ person }) => {
  const page = await person("accounts");
  const { path, invoices } = await statement(page);
  await page.goto(path);
  await page.getByRole("checkbox", { name: `Rechnung ${invoices[5].number} wählen` }).check();
  const ask = page.getByRole("button", { name: "Klären lassen", exact: true }).last();
  await ask.click();
  const dialog = page.getByRole("dialog", { name: "Klären lassen" });
  await dialog.getByRole("button", { name: "Klären lassen" }).click();
  await dialog.getByRole("alert").getByRole("link", { name: "Was stimmt nicht?: Bitte füllen Sie dies aus." }).waitFor();
  await dialog.getByLabel("Was stimmt nicht?").fill("Diese kennen wir nicht.");
  await page.keyboard.press("Escape");
  await page.reload();
  await page.getByRole("checkbox", { name: `Rechnung ${invoices[5].number} wählen` }).check();
  await ask.click();
  assert.equal(await dialog.getByLabel("Was stimmt nicht?").inputValue(), "Diese kennen wir nicht.");
  await page.keyboard.press("Escape");
  // All that is shown, and none.
  await page.goto(`${path}?show=open`);
  await page.getByLabel("Alle gezeigten wählen").check();
  await page.getByText(/^\d+ gewählt$/).waitFor();
  await page.getByRole("button", { name: "Auswahl aufheben" }).click();
  await page.getByText(/^\d+ gewählt$/).waitFor({ state: "detached" });
  assert.equal(await page.getByLabel("Alle gezeigten wählen").isChecked(), false);
});

scenario("the ledger answers by a correction: it is posted with the answer, and both sides see it", async ({ person, server }) => {
  const partner = await person("accounts");
  const { path } = await statement(partner);
  const ledgers = await person("ledger", { viewport: { width: 1440, height: 900 } });
  // On the board it is one of the rows, and its page stands beside the list.
  const row = ledgers.getByRole("link", { name: /^Entscheiden: Rechnung RE-\d+-\d+ ist doppelt abgebucht/ });
  await row.click();
  const pane = ledgers.getByRole("region", { name: "Gewählter Vorgang" }).or(ledgers.locator("#chosen"));
  await pane.getByRole("heading", { name: /doppelt abgebucht/ }).waitFor();
  await axe(ledgers);
  await pane.getByRole("heading", { name: /doppelt abgebucht/ }).getByRole("link").click();
  await ledgers.getByRole("heading", { level: 1, name: /doppelt abgebucht/ }).waitFor();
  const address = ledgers.url();
  await ledgers.getByRole("button", { name: "Berichtigen" }).click();
  const dialog = ledgers.getByRole("dialog", { name: "Berichtigen und buchen" });
  await dialog.getByRole("button", { name: "Berichtigen" }).click();
  const alert = dialog.getByRole("alert");
  await alert.getByRole("link", { name: "Antwort an den Partner: Bitte füllen Sie dies aus." }).waitFor();
  await alert.getByRole("link", { name: /^Betrag in EUR: Bitte einen Betrag/ }).waitFor();
  await axe(ledgers);
  await dialog.getByLabel("Antwort an den Partner").fill("Sie haben recht, wir erstatten den zweiten Betrag.");
  await dialog.getByLabel("Art", { exact: true }).selectOption({ label: "Erstattung" });
  assert.ok(await dialog.getByLabel("Bezieht sich auf").isHidden(), "a refund refers to nothing");
  // A thousand, or one and a quarter? Whoever reads it can't know.
  await dialog.getByLabel("Betrag in EUR").fill("1.284");
  await dialog.getByRole("button", { name: "Berichtigen" }).click();
  await alert.getByRole("link", { name: /^Betrag in EUR: Bitte einen Betrag/ }).waitFor();
  await dialog.getByLabel("Betrag in EUR").fill("1.284,50");
  await dialog.getByLabel("Verwendungszweck").fill("Erstattung der doppelten Abbuchung");
  await dialog.getByLabel("Warum von Hand").fill("Doppelt eingezogen.");
  await dialog.getByRole("button", { name: "Berichtigen" }).click();
  await ledgers.getByText("Beantwortet.").first().waitFor();
  await ledgers.getByRole("table", { name: "Dazu ist gebucht" }).getByText(/^Erstattung vom/).waitFor();
  await axe(ledgers);
  assert.equal(await ledgers.getByRole("button", { name: "Berichtigen" }).count(), 0);
  // The partner: the answer, the posting in the statement, nothing held any more.
  await partner.goto(new URL(address).pathname);
  await partner.getByText("Sie haben recht, wir erstatten den zweiten Betrag.").first().waitFor();
  await partner.getByText("berichtigt").first().waitFor();
  await fits(partner);
  await matrix(partner, "statement-query", async () => axe(partner));
  assert.match(await mail(server, "accounts@eyelevel.example", "Sie haben recht"), /doppelt abgebucht/);
  await partner.goto(`${path}?q=Erstattung`);
  await ledger(partner).getByText("Erstattung der doppelten Abbuchung").waitFor();
  const after = await statement(partner);
  assert.equal(after.postings.filter(({ held }) => held?.number === "SQ-1002").length, 0);
});

scenario("an explanation and a no, which names what else is possible", async ({ person }) => {
  const partner = await person("accounts");
  const { path, invoices } = await statement(partner);
  const raise = async (invoice, text) => {
    await partner.goto(path);
    await partner.getByRole("checkbox", { name: `Rechnung ${invoice.number} wählen` }).check();
    await partner.getByRole("button", { name: "Klären lassen", exact: true }).last().click();
    const dialog = partner.getByRole("dialog", { name: "Klären lassen" });
    await dialog.getByLabel("Was stimmt nicht?").fill(text);
    await dialog.getByRole("button", { name: "Klären lassen" }).click();
    await partner.getByRole("heading", { level: 1, name: text }).waitFor();
    return new URL(partner.url()).pathname;
  };
  const ledgers = await person("ledger");
  const first = await raise(invoices[6], "Warum kam diese am Dritten?");
  await ledgers.goto(first);
  await ledgers.getByRole("button", { name: "Erklären" }).click();
  const dialog = ledgers.getByRole("dialog");
  await dialog.getByLabel("Antwort an den Partner").fill("Der Dritte ist im Vertrag vereinbart.");
  await dialog.getByRole("button", { name: "Erklären" }).click();
  await ledgers.getByText("Beantwortet.").first().waitFor();
  await ledgers.getByText("erklärt").first().waitFor();
  const second = await raise(invoices[7], "Bitte erlassen Sie uns diese.");
  await ledgers.goto(second);
  await ledgers.getByRole("button", { name: "Ablehnen" }).click();
  await dialog.getByLabel("Grund, den der Partner liest").fill("Die Leistung ist erbracht.");
  await dialog.getByRole("button", { name: "Ablehnen" }).click();
  await dialog.getByRole("alert").getByRole("link", { name: /^Was ist stattdessen möglich\?: / }).waitFor();
  await dialog.getByLabel("Es gibt keine Alternative").check();
  await dialog.getByRole("button", { name: "Ablehnen" }).click();
  await ledgers.getByText(/^Nein, weil: Die Leistung ist erbracht/).first().waitFor();
  await partner.goto(second);
  await partner.getByText(/^Nein, weil: Die Leistung ist erbracht/).first().waitFor();
  await partner.getByRole("button", { name: "Zweite Prüfung" }).first().waitFor();
  await axe(partner);
});
