// The second true story, from its files to its end: invoices with arbitrary dates, one sum never debited, one twice, one half a year late, one debit
// for three documents, one that came back with a fee, one for nothing. The statement names each of them and adds up; the partner asks about them
// in four clicks; the answer posts.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { account, camt, invoice } from "../support/books.mjs";
import { counted } from "../support/clicks.mjs";
import { matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

/** Number, date, due, gross. One a month, on any day. */
const INVOICES = [
  ["RE-2025-791", "2025-08-28", "2025-09-11", "119.00"],
  ["RE-2025-792", "2025-09-04", "2025-09-18", "238.00"],
  ["RE-2025-793", "2025-10-23", "2025-11-06", "357.00"],
  ["RE-2025-794", "2025-11-03", "2025-11-17", "476.00"],
  ["RE-2025-795", "2025-12-19", "2026-01-02", "833.00"],
  ["RE-2026-701", "2026-01-08", "2026-01-22", "238.00"],
  ["RE-2026-702", "2026-02-25", "2026-03-11", "119.00"],
  ["RE-2026-703", "2026-03-03", "2026-03-17", "833.00"],
  ["RE-2026-704", "2026-04-17", "2026-05-01", "250.00"],
  ["RE-2026-705", "2026-05-05", "2026-05-19", "357.00"],
  ["RE-2026-706", "2026-06-29", "2026-07-13", "50.00"],
  ["RE-2026-707", "2026-07-02", "2026-07-16", "476.00"],
  ["RE-2026-708", "2026-08-21", "2026-09-04", "595.00"],
  ["RE-2026-709", "2026-09-11", "2026-09-25", "714.00"],
  ["RE-2026-710", "2026-10-01", "2026-10-15", "952.00"],
];
const CREDIT = ["GS-2026-71", "2026-05-07", "2026-05-19", "60.00"];
const DEBITS = [
  { day: "2025-09-11", amount: "119.00", text: "RE-2025-791" },
  { day: "2025-09-18", amount: "238.00", text: "RE-2025-792" },
  { day: "2025-11-06", amount: "357.00", text: "RE-2025-793" },
  { day: "2025-11-17", amount: "476.00", text: "RE-2025-794" },
  { day: "2026-01-02", amount: "833.00", text: "RE-2025-795" },
  { day: "2026-07-22", amount: "238.00", text: "RE-2026-701" },
  { day: "2026-03-11", amount: "119.00", text: "RE-2026-702" },
  { day: "2026-03-16", amount: "119.00", text: "RE 2026/702" },
  { day: "2026-05-19", amount: "547.00", text: "RE 2026 704, RE-2026-705 abzgl. GS-2026-71" },
  { day: "2026-07-13", amount: "50.00", text: "Rechnung RE-2026-706" },
  { day: "2026-07-17", amount: "53.00", credit: false, reason: "AM04" },
  { day: "2026-07-16", amount: "476.00", text: "RE-2026-707" },
  { day: "2026-09-04", amount: "595.00", text: "RE-2026-708" },
  { day: "2026-09-25", amount: "714.00", text: "RE-2026-709" },
  { day: "2026-10-15", amount: "952.00", text: "RE-2026-710" },
  { day: "2026-10-20", amount: "77.77", text: "Servicepauschale" },
];

const cents = (text) => Number(text.replace("−", "-").replace(/[^\d-]/g, ""));
const grid = (page) => page.getByRole("grid", { name: "Rechnungen und Abbuchungen" });

scenario("the second story: from files to a list that names what is wrong, adds up, and is put right", async ({ person, server }) => {
  const ledger = await person("ledger");
  const id = await account(ledger, server, { number: "30001", partner: "Südwerk Systemhaus", vat_id: "DE129273398", opened_on: "2025-01-01" });

  // Seventeen files at once; each is looked at, all are posted.
  await ledger.goto("/statements/files");
  const invoices = INVOICES.map(([number, date, due, gross]) => invoice({ number, date, due, gross, vat_id: "DE129273398" }));
  const [number, date, due, gross] = CREDIT;
  const documents = [...invoices, invoice({ number, date, due, gross, vat_id: "DE129273398", credit: true })];
  const bank = camt("second-story", DEBITS.map((debit) => ({ ...debit, mandate: "M-30001" })));
  const names = [...INVOICES.map(([name]) => name), CREDIT[0], "bank"];
  const files = [...documents, bank].map((text, at) => ({ name: `${names[at]}.xml`, mimeType: "text/xml", buffer: Buffer.from(text) }));
  await ledger.getByLabel("Dateien wählen").setInputFiles(files);
  await ledger.getByRole("button", { name: "Alle 17 Dateien buchen" }).click();
  const posted = ledger.getByRole("article", { name: "bank.xml", exact: true });
  await posted.getByText("16 Zeilen sind gebucht.").waitFor({ timeout: 120_000 });
  await axe(ledger);

  // The partner's page: everything has its sentence.
  const page = await person("other-owner");
  const { on: click, clicks } = counted(page);
  await click(page.getByRole("link", { name: "Abrechnung", exact: true }));
  if (!(await page.url()).endsWith(id)) await page.goto(`/statements/${id}`);
  await page.getByRole("heading", { level: 1, name: /^\d+ Posten ungeklärt: / }).waitFor();
  const all = page.getByRole("button", { name: /^Alle \d+ zeigen$/ });
  if (await all.count()) await all.click();
  for (const sentence of [
    /RE-2026-703 über 833,00\s(€|EUR) war am 17\.03\.2026 fällig und ist \d+ Tage danach nicht abgebucht/,
    /119,00\s(€|EUR) für RE-2026-702 wurden am 11\.03\.2026 und am 16\.03\.2026 noch einmal abgebucht/,
    /RE-2026-701 war am 22\.01\.2026 fällig und wurde erst am 22\.07\.2026 abgebucht, 181 Tage zu spät/,
    /kam am 17\.07\.2026 zurück: AM04, das Konto war nicht gedeckt\. Die Bank nahm dafür 3,00/,
    /Zur Abbuchung von 77,77\s(€|EUR) am 20\.10\.2026 gibt es keine Rechnung/,
    /Rechnungen kommen monatlich, aber an beliebigen Tagen/,
  ]) {
    await page.getByText(sentence).first().waitFor();
  }
  // One debit for three documents: it pays the invoices, and the credit note what is left of the first.
  const cell = (name) => grid(page).getByRole("gridcell", { name });
  const ties = async (name) => (await cell(name).getByText(/^gehört zu /).textContent()).match(/[A-Z]{2}-2026-\d+|vom [\d.]+/g);
  assert.deepEqual(await ties(/abzgl\. GS-2026-71/), ["RE-2026-704", "RE-2026-705"]);
  assert.deepEqual(await ties(/^Gutschrift GS-2026-71/), ["RE-2026-704"]);
  assert.equal(await cell(/abzgl\. GS-2026-71/).getByText(/^offen/).count(), 0);

  // To the cent: invoiced, less credited, less debited, and what came back, its fee a line of its own.
  const equation = await page.locator("dl.equation dd").allInnerTexts();
  const total = (rows) => rows.reduce((sum, row) => sum + cents(row.at(-1)), 0);
  const drawn = total(DEBITS.filter(({ credit }) => credit !== false).map(({ amount }) => [amount]));
  assert.equal(cents(equation.at(-1)), total(INVOICES) - 6_000 - drawn + 5_300, equation.join(" | "));
  assert.equal(equation.slice(0, -1).reduce((sum, one) => sum + cents(one), 0), cents(equation.at(-1)), equation.join(" | "));
  await axe(page);
  await matrix(page, "second-story", async () => axe(page));

  // The partner asks about what was debited twice.
  const twice = page.getByRole("listitem").filter({ hasText: "noch einmal abgebucht" }).first();
  await click(twice.getByRole("button", { name: "Klären lassen" }));
  const dialog = page.getByRole("dialog", { name: "Klären lassen" });
  await click(dialog.getByRole("button", { name: "Klären lassen" }));
  await page.getByText(/Petra König entscheidet bis/).first().waitFor();
  assert.ok(clicks() <= 4, `${clicks()} clicks`);
  const query = new URL(page.url()).pathname;

  // The answer posts the refund, and the statement no longer says it.
  await ledger.goto(query);
  await ledger.getByRole("button", { name: "Berichtigen" }).click();
  const answer = ledger.getByRole("dialog", { name: "Berichtigen und buchen" });
  await answer.getByLabel("Antwort an den Partner").fill("Sie haben recht: doppelt eingezogen. Wir erstatten den zweiten Betrag.");
  await answer.getByLabel("Art", { exact: true }).selectOption({ label: "Erstattung" });
  await answer.getByLabel("Betrag in EUR").fill("119,00");
  await answer.getByLabel("Verwendungszweck").fill("Erstattung der zweiten Abbuchung zu RE-2026-702");
  await answer.getByLabel("Warum von Hand").fill("Doppelt eingezogen.");
  await answer.getByRole("button", { name: "Berichtigen" }).click();
  await ledger.getByText("Beantwortet.").first().waitFor();
  await page.goto(`/statements/${id}`);
  await page.getByRole("heading", { level: 1, name: /Posten ungeklärt: / }).waitFor();
  await page.getByLabel("Nummer, Text oder Betrag").fill("Erstattung");
  await grid(page).getByText("Erstattung der zweiten Abbuchung zu RE-2026-702").waitFor();
  assert.equal(await page.getByText(/RE-2026-702 wurden am 11\.03\.2026/).count(), 0);
});
