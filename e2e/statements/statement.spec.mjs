// The statement: the verdict, the equation, invoices level with their debits, what belongs to what lights up; every filter in the address; on
// paper; and 10,000 lines.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { sql } from "../support/database.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const cents = (text) => Number(text.replace(/[^\d−-]/g, "").replace("−", "-"));
const ledger = (page) => page.getByRole("grid", { name: /Rechnungen und Abbuchungen|Invoices and debits/ });

/** The account of somebody who has one comes at once. */
async function statement(page) {
  await page.getByRole("navigation", { name: /Hauptnavigation|Main navigation/ }).getByRole("link", { name: /^(Abrechnung|Statements)$/ }).click();
  await page.waitForURL(/\/statements\/[0-9a-f-]{36}$/);
  await ledger(page).getByRole("row").nth(1).waitFor();
}

scenario("the only account comes at once: verdict, equation, chart and its table; it adds up", async ({ person }) => {
  const page = await person("accounts");
  await statement(page);
  await page.getByRole("heading", { level: 1, name: /ungeklärt: |Alles geht auf/ }).waitFor();
  await page.getByText("Konto 10234, Nordlicht IT").waitFor();
  // The equation as it is read: every sum with its sign, and they give the last one.
  const sums = await page.locator("dl.equation dd").allInnerTexts();
  const signed = sums.map((text) => (text.startsWith("−") ? -1 : 1) * Math.abs(cents(text.replace("−", ""))));
  assert.ok(sums.length > 5 && sums.at(-1).includes("="), sums.join(" | "));
  assert.equal(signed.slice(0, -1).reduce((all, sum) => all + sum, 0), signed.at(-1), sums.join(" | "));
  // The chart's table has the same numbers.
  await page.getByText("Als Tabelle").click();
  const months = page.getByRole("table", { name: "Berechnet und abgebucht nach Monaten" });
  await months.getByRole("row").nth(12).waitFor();
  await axe(page);
});

scenario("what belongs to what is said, drawn, and lights up", async ({ person }) => {
  const page = await person("accounts");
  await statement(page);
  const grid = ledger(page);
  const search = page.getByLabel("Nummer, Text oder Betrag");
  // A collective debit: two invoices and the third that was credited.
  await search.fill("sammellastschrift");
  await page.waitForURL(/q=sammellastschrift/);
  const debit = grid.getByRole("gridcell", { name: /SAMMELLASTSCHRIFT/ });
  await debit.waitFor();
  const ties = debit.getByText(/^gehört zu Rechnung RE-.*, Rechnung RE-/);
  await ties.waitFor({ state: "attached" });
  const others = (await ties.textContent()).split(", ").length;
  const lit = () => grid.locator("[data-lit]").count();
  assert.equal(await lit(), 0);
  await debit.hover();
  assert.equal(await lit(), 1 + others);
  await page.getByRole("heading", { level: 1 }).hover();
  assert.equal(await lit(), 0);
  // The same by keyboard: one stop, arrows, across to the counterpart.
  await search.focus();
  const here = () => page.evaluate(() => document.activeElement.textContent);
  for (let presses = 0; presses < 30 && !(await here()).includes("RE-"); presses += 1) await page.keyboard.press("Tab");
  assert.match(await here(), /^Rechnung RE-/);
  assert.ok((await lit()) >= 2, "itself, and the debit");
  await page.keyboard.press("ArrowRight");
  assert.match(await here(), /SAMMELLASTSCHRIFT|^Gutschrift/);
  assert.ok((await lit()) >= 2, "itself, and an invoice");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowDown");
  assert.match(await here(), /^Rechnung RE-/);
  await axe(page);
});

scenario("what does not add up is said, with its lines and what it is about; a finding's lines are one click away", async ({ person }) => {
  const page = await person("accounts");
  await statement(page);
  await page.getByRole("heading", { level: 1, name: /^\d+ Posten ungeklärt: [\d.]+,\d\d\s€$/ }).waitFor();
  await page.getByRole("heading", { level: 2, name: "Was nicht aufgeht" }).waitFor();
  for (const sentence of [/noch einmal abgebucht/, /fällig und ist \d+ Tage danach nicht abgebucht/, /kam am .* zurück\. Die Bank nahm dafür 3,50/, /Tage zu spät/]) {
    await page.getByText(sentence).first().waitFor({ state: "attached" });
  }
  // The verdict is the sum of what is about money.
  const sums = await page.locator(".finding-sum").allInnerTexts();
  const verdict = await page.getByRole("heading", { level: 1 }).innerText();
  assert.equal(sums.reduce((all, sum) => all + cents(sum), 0), cents(verdict.split(": ")[1]));
  const all = page.getByRole("button", { name: /^Alle \d+ zeigen$/ });
  await all.click();
  await all.waitFor({ state: "hidden" });
  await page.getByText(/Tage zu spät/).first().waitFor();
  await axe(page);
  // One that is asked about already leads to its query.
  const twice = page.getByRole("listitem").filter({ hasText: /noch einmal abgebucht/ }).first();
  await twice.getByRole("link", { name: "In Klärung: SQ-1002" }).waitFor();
  await twice.getByRole("link", { name: /^Nur diese Zeilen/ }).click();
  await page.waitForURL(/show=twice\./);
  const grid = ledger(page);
  await grid.getByText("doppelt abgebucht").nth(1).waitFor();
  assert.ok(Number(await grid.getAttribute("aria-rowcount")) <= 4);
  await page.waitForFunction(() => document.activeElement.id === "ledger");
  await page.goBack();
  await page.waitForURL((url) => url.search === "");
  await grid.getByRole("row").nth(10).waitFor();
});

scenario("period, open only and search stand in the address, and Back brings them again", async ({ person }) => {
  const page = await person("accounts");
  await statement(page);
  const grid = ledger(page);
  const all = page.url();
  const count = async () => Number(await grid.getAttribute("aria-rowcount")) - 1;
  const everything = await count();
  await page.getByRole("link", { name: "Nur offene" }).click();
  await page.waitForURL(/show=open/);
  await page.getByText(/^\d+ von \d+ Zeilen$/).waitFor();
  const open = await count();
  assert.ok(open < everything && open >= 4, `${open} of ${everything}`);
  await grid.getByText("in Klärung: SQ-").first().waitFor();
  await page.getByLabel("Von", { exact: true }).fill(`${new Date().getFullYear() - 1}-01-01`);
  await page.waitForURL(/from=/);
  await page.getByRole("link", { name: "Ganzer Zeitraum" }).waitFor();
  await page.getByLabel("Nummer, Text oder Betrag").fill("3,50");
  await page.waitForURL(/q=3%2C50/);
  await grid.getByText("RUECKLASTSCHRIFTENTGELT").waitFor();
  const address = page.url();
  await page.getByLabel("Nummer, Text oder Betrag").fill("gibt es nicht");
  await page.getByText("Keine Zeile passt dazu.").waitFor();
  await axe(page);
  await page.goto(address);
  await grid.getByText("RUECKLASTSCHRIFTENTGELT").waitFor();
  assert.equal(await page.getByLabel("Nummer, Text oder Betrag").inputValue(), "3,50");
  await page.getByRole("link", { name: "Filter entfernen" }).click();
  await page.waitForURL((url) => !url.search.includes("q="));
  await page.goBack();
  await page.waitForURL(/q=3%2C50/);
  await grid.getByText("RUECKLASTSCHRIFTENTGELT").waitFor();
  // A period in which nothing was posted: the way out is one click.
  await page.goto(`${all}?from=2000-01-01&until=2000-12-31`);
  await page.getByText("In diesem Zeitraum ist nichts gebucht.").waitFor();
  await axe(page);
  await page.getByRole("link", { name: "Ganzer Zeitraum" }).first().click();
  await grid.getByRole("row").nth(5).waitFor();
  assert.equal(await count(), everything);
});

scenario("another partner sees nothing of it; the ledger sees all accounts; technicians none", async ({ person }) => {
  const accounts = await person("accounts");
  await statement(accounts);
  const theirs = new URL(accounts.url()).pathname;
  const other = await person("other-owner");
  await statement(other);
  await other.getByText("Konto 10310, Südwerk Systemhaus").waitFor();
  await other.goto(theirs);
  await other.getByText("Das gibt es nicht, oder es ist nicht für Sie.").first().waitFor();
  assert.equal(await other.getByText("Nordlicht").count(), 0);
  const francs = await person("helvetia");
  await statement(francs);
  await francs.getByRole("heading", { level: 1, name: "Alles geht auf" }).waitFor();
  await francs.getByText(/CHF/).first().waitFor();
  const technician = await person("partner");
  assert.equal(await technician.getByRole("link", { name: "Abrechnung", exact: true }).count(), 0);
  await technician.goto(theirs);
  await technician.getByText("Das gibt es nicht, oder es ist nicht für Sie.").first().waitFor();
  const keeper = await person("ledger");
  await keeper.getByRole("link", { name: "Abrechnung", exact: true }).click();
  const table = keeper.getByRole("table", { name: "Abrechnungskonten" });
  await table.getByRole("link", { name: "10234 · EUR" }).waitFor();
  assert.equal(await table.getByRole("row").count(), 4);
  await axe(keeper);
  await keeper.getByLabel("Partner oder Kontonummer").fill("helvetia");
  await keeper.waitForURL(/q=helvetia/);
  await table.getByRole("link", { name: "10234 · EUR" }).waitFor({ state: "detached" });
  await table.getByRole("link", { name: "10477 · CHF" }).click();
  await keeper.getByText("Konto 10477, Helvetia Netz").waitFor();
});

scenario("in every light and width; on paper it is a statement: whole, in words, nothing to click", async ({ person }) => {
  const page = await person("accounts");
  await statement(page);
  await matrix(page, "statement", async () => {
    await axe(page);
    await fits(page);
  });
  const lines = Number(await ledger(page).getAttribute("aria-rowcount")) - 1;
  await page.emulateMedia({ media: "print" });
  await page.waitForFunction((lines) => document.querySelectorAll("tr[aria-rowindex]").length === lines + 1, lines);
  await page.getByText("Kontoauszug von Kranich Systems").waitFor();
  assert.equal(await page.getByRole("navigation").first().isVisible(), false);
  for (const button of await page.getByRole("button").all()) {
    assert.ok(!(await button.isVisible()) || (await button.getAttribute("class")) === "line-name", "names are text on paper");
  }
  assert.ok(await page.getByText(/^gehört zu Rechnung RE-/).first().isVisible());
});

scenario("10,000 lines: few are in the page, all can be reached, and the keyboard goes to the end", async ({ person, server }) => {
  const page = await person("other-owner");
  await statement(page);
  const id = page.url().split("/").at(-1);
  const row = (kind, number, day) =>
    `SELECT printf('${kind}-%05d', n), '${id}', '${kind}', 10000 + n, 0, printf('${number}-%05d', n), date('now', '${day}'), '[]', '[]', '', 0 FROM c`;
  const done = await sql(
    server,
    `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 5000)
     INSERT INTO postings (id, account_id, kind, amount, allocated, number, booked_on, taxes, terms, remittance, at)
     ${row("invoice", "RE-BIG", "-2 days")} UNION ALL ${row("debit", "LS-BIG", "-1 days")}`,
  );
  if (!done) return;
  const before = Date.now();
  await page.goto(`/statements/${id}`);
  const grid = ledger(page);
  await grid.getByRole("row").nth(1).waitFor();
  console.log(`      10,000 lines stand after ${Date.now() - before} ms`);
  const rows = Number(await grid.getAttribute("aria-rowcount"));
  // An invoice and the debit that may be its own share a row.
  assert.ok(rows > 5_000, `${rows}`);
  const inPage = () => grid.getByRole("row").count();
  assert.ok((await inPage()) < 100, "few are in the page");
  // Scrolling all the way, a screen at a time: whatever is in sight is there.
  const frames = await page.evaluate(async () => {
    const times = [];
    for (let step = 0; step < 120; step += 1) {
      const from = performance.now();
      window.scrollBy(0, 5_000);
      await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
      times.push(performance.now() - from);
      const seen = document.elementFromPoint(innerWidth / 4, innerHeight / 2);
      if (!seen.closest("[data-line], .line-none, footer, main")) throw new Error(`nothing is there at ${scrollY}`);
    }
    return times.sort((a, b) => a - b);
  });
  console.log(`      scrolling: median ${frames[60].toFixed(1)} ms, worst ${frames.at(-1).toFixed(1)} ms a step`);
  assert.ok((await inPage()) < 120);
  // The last one is there, and the first again.
  const last = grid.getByRole("button", { name: "Abbuchung LS-BIG-05000", exact: true });
  await page.keyboard.press("End");
  await last.waitFor();
  await last.click({ trial: true });
  await page.keyboard.press("Home");
  await last.waitFor({ state: "detached" });
  const cell = grid.getByRole("gridcell").filter({ hasText: "RE-" }).first();
  await cell.focus();
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.activeElement.textContent.includes("BIG-05000"));
  await page.keyboard.press("PageUp");
  await page.keyboard.press("ArrowUp");
  await page.waitForFunction(() => /BIG-049[5-8]\d/.test(document.activeElement.textContent));
  await axe(page);
});
