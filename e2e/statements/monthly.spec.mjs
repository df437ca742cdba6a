// The statement that is sent each month: the partner says to whom; both sides see what became of it.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { sql } from "../support/database.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

async function statement(page) {
  await page.getByRole("navigation", { name: /Hauptnavigation|Main navigation/ }).getByRole("link", { name: /^(Abrechnung|Statements)$/ }).click();
  await page.waitForURL(/\/statements\/[0-9a-f-]{36}$/);
  await page.getByRole("heading", { level: 2, name: "Monatlich per Mail" }).waitFor();
}

scenario("an owner says who gets it; it stands there with its status for who sees the account", async ({ person, server }) => {
  const page = await person("owner");
  await statement(page);
  await page.getByText("Geht an niemanden.").waitFor();
  await page.getByText("Noch keiner wurde gesendet.").waitFor();
  await page.getByRole("button", { name: "Empfänger wählen" }).click();
  const dialog = page.getByRole("dialog", { name: "Wer bekommt den Kontoauszug monatlich?" });
  const people = dialog.getByRole("checkbox");
  await people.first().waitFor();
  const names = await dialog.locator(".check label").allInnerTexts();
  assert.ok(names.length >= 2, "owners and accounts people");
  await axe(page);
  await people.first().focus();
  await page.keyboard.press("Space");
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText(`Geht an: ${names[0].trim()}.`).waitFor();
  // Two months as they are after the mail server has said something.
  const id = page.url().split("/").at(-1);
  const month = (n, state, at) => [
    `INSERT INTO statement_months VALUES ('${id}', '2026-0${n}-01', 0)`,
    `INSERT INTO outbox (id, event, template, lang, to_name, to_email, params, message_id, state, next_at, created_at, sent_at)
       VALUES ('m${n}', 'm${n}', 'monthly_statement', 'de', 'x', 'x@x.example', '{}', 'm${n}', '${state}', 0, 0, ${at})`,
    `INSERT INTO statement_sendings SELECT '${id}', '2026-0${n}-01', person_id, 'm${n}' FROM statement_pins WHERE account_id = '${id}'`,
  ];
  for (const statement of [...month(1, "sent", 1769929200000), ...month(2, "failed", "NULL")]) await sql(server, statement);
  await page.reload();
  const table = page.getByRole("table", { name: "Monatlich per Mail" });
  await table.getByRole("row", { name: /Januar 2026.*gesendet 01\.02\.2026, 08:00/s }).waitFor();
  await table.getByRole("row", { name: /Februar 2026.*nicht zustellbar/s }).waitFor();
  await matrix(page, "monthly", async () => {
    await axe(page);
    await fits(page);
  });
  // The vendor sees it, and says nothing about it.
  const ledger = await person("ledger");
  await ledger.goto(page.url());
  await ledger.getByText(`Geht an: ${names[0].trim()}.`).waitFor();
  assert.equal(await ledger.getByRole("button", { name: "Empfänger wählen" }).count(), 0);
});
