// The statement to take away: a menu, real files, the numbers of the page in them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { axe } from "../support/axe.mjs";
import { fits, shot } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const ledger = (page) => page.getByRole("grid", { name: /Rechnungen und Abbuchungen|Invoices and debits/ });
const cents = (text) => Number(text.replace(/[^\d−-]/g, "").replace("−", "-"));

async function statement(page) {
  await page.getByRole("navigation", { name: /Hauptnavigation|Main navigation/ }).getByRole("link", { name: /^(Abrechnung|Statements)$/ }).click();
  await page.waitForURL(/\/statements\/[0-9a-f-]{36}$/);
  await ledger(page).getByRole("row").nth(1).waitFor();
}

/** Clicks a file of the menu; gives its name and its bytes. */
async function take(page, what) {
  await page.getByRole("button", { name: /^(Herunterladen|Download)$/ }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: what }).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

scenario("what is shown is taken away: PDF, CSV, Excel, DATEV and JSON have the page's balance", async ({ person }) => {
  const page = await person("accounts");
  await statement(page);
  const balance = cents((await page.locator("dl.equation dd").allInnerTexts()).at(-1));
  const json = await take(page, /^JSON/);
  assert.match(json.name, /^Kontoauszug 10234 [\d.]+ bis [\d.]+\.json$/);
  const said = JSON.parse(json.bytes.toString("utf8"));
  assert.equal(said.equation.closing, balance);
  const csv = await take(page, /^CSV/);
  const rows = csv.bytes.toString("utf8").replace("\ufeff", "").split("\r\n");
  assert.match(rows[0], /^Nr\.;Datum;Vorgang;Nummer;/);
  const last = rows.find((row) => row.includes(";Saldo am "));
  assert.equal(cents(last.split(";")[8]), balance);
  const datev = await take(page, /^DATEV/);
  assert.match(datev.name, /^EXTF_10234.*\.(csv|zip)$/);
  const pdf = await take(page, /^PDF/);
  assert.match(pdf.name, /\.pdf$/);
  assert.equal(pdf.bytes.subarray(0, 5).toString(), "%PDF-");
  const book = await take(page, /^Excel/);
  assert.equal(book.bytes.subarray(0, 2).toString(), "PK");
});

scenario("the days of the address are the file's, whatever else is filtered; by keyboard, and narrow", async ({ person }) => {
  const page = await person("accounts");
  await statement(page);
  const year = new Date().getFullYear();
  await page.goto(`${page.url()}?from=${year}-01-01&until=${year}-12-31&show=open`);
  await ledger(page).getByRole("row").nth(1).waitFor();
  const json = JSON.parse((await take(page, /^JSON/)).bytes.toString("utf8"));
  assert.deepEqual([json.from, json.until], [`${year}-01-01`, `${year}-12-31`]);
  assert.ok(json.lines.some((line) => line.open === 0), "a file leaves no line out");
  const opener = page.getByRole("button", { name: "Herunterladen" });
  await opener.click();
  await shot(page, "downloads-wide");
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 320, height: 700 });
  await opener.focus();
  await page.keyboard.press("Enter");
  const pdf = page.getByRole("link", { name: /^PDF/ });
  await pdf.waitFor();
  await fits(page);
  await axe(page);
  await shot(page, "downloads-narrow");
  await page.keyboard.press("Tab");
  assert.ok(await pdf.evaluate((link) => link === document.activeElement), "the next stop is the first file");
  await page.keyboard.press("Escape");
  await pdf.waitFor({ state: "hidden" });
  assert.ok(await opener.evaluate((button) => button === document.activeElement), "back where it was opened");
});
