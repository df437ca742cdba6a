// Who keeps the books: opens an account, posts, allocates and releases by hand, each with a reason, and has the books read again. Who does not
// keep them has none of these buttons.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { fits } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const grid = (page) => page.getByRole("grid", { name: "Rechnungen und Abbuchungen" });
const cell = (page, name) => grid(page).getByRole("gridcell").filter({ has: page.getByRole("button", { name, exact: true }) });

scenario("an account is opened, filled by hand, allocated, released, and the books are right", async ({ person }) => {
  const page = await person("ledger");
  await page.goto("/statements");
  await page.getByRole("button", { name: "Konto eröffnen" }).click();
  const open = page.getByRole("dialog", { name: "Konto eröffnen" });
  await open.getByRole("button", { name: "Konto eröffnen" }).click();
  await open.getByRole("alert").getByRole("link", { name: "Partner: Bitte füllen Sie dies aus." }).waitFor();
  await axe(page);
  await open.getByLabel("Partner", { exact: true }).selectOption({ label: "Südwerk Systemhaus" });
  await open.getByLabel("Kontonummer").fill("10311");
  await open.getByLabel("Erster Tag der Bücher").fill("2026-01-01");
  await open.getByLabel("Anfangssaldo").fill("-12,50");
  await open.getByLabel("IBANs").fill("DE89 3704 0044 0532 0130 01");
  await open.getByRole("button", { name: "Konto eröffnen" }).click();
  await open.getByRole("alert").getByRole("link", { name: /^IBANs: Das ist keine IBAN/ }).waitFor();
  await open.getByLabel("IBANs").fill("DE89 3704 0044 0532 0130 00");
  await open.getByRole("button", { name: "Konto eröffnen" }).click();
  const accounts = page.getByRole("table", { name: "Abrechnungskonten" });
  await accounts.getByRole("link", { name: "10311 · EUR" }).click();
  await page.getByRole("heading", { level: 1, name: "Alles geht auf" }).waitFor();
  const account = new URL(page.url()).pathname;

  const post = async (values, { kind, refers, done = true } = {}) => {
    await page.getByRole("button", { name: "Buchen", exact: true }).first().click();
    const dialog = page.getByRole("dialog", { name: "Von Hand buchen" });
    if (kind) await dialog.getByLabel("Art", { exact: true }).selectOption({ label: kind });
    if (refers) await dialog.getByLabel("Bezieht sich auf").selectOption({ index: refers });
    for (const [label, value] of Object.entries(values)) await dialog.getByLabel(label).fill(value);
    await dialog.getByRole("button", { name: "Buchen" }).click();
    if (done) await dialog.waitFor({ state: "detached" });
    return dialog;
  };
  const note = { "Warum von Hand": "Wie am Telefon besprochen." };
  // What can't be is said at its field; net and tax stand there while the amount is typed.
  const dialog = await post({ "Betrag in EUR": "119", "USt. in Prozent": "19", Datum: "2025-12-31", ...note }, { done: false });
  await dialog.getByText(/^100,00\s€ netto und 19,00\s€ USt\.$/).waitFor();
  await dialog.getByRole("alert").getByRole("link", { name: "Nummer: Bitte füllen Sie dies aus." }).waitFor();
  await dialog.getByRole("alert").getByRole("link", { name: "Datum: Frühestens am 01.01.2026." }).waitFor();
  await axe(page);
  await dialog.getByLabel("Nummer").fill("RE-HAND-1");
  await dialog.getByLabel("Datum").fill("2026-02-03");
  await dialog.getByLabel("Fällig am").fill("2026-02-17");
  await dialog.getByRole("button", { name: "Buchen" }).click();
  await dialog.waitFor({ state: "detached" });
  await cell(page, "Rechnung RE-HAND-1").waitFor();
  await post({ "Betrag in EUR": "200", Datum: "2026-02-20", Verwendungszweck: "Sammler", ...note }, { kind: "Abbuchung" });
  await cell(page, "Abbuchung vom 20.02.2026").waitFor();
  await post({ Nummer: "BE-1", "Betrag in EUR": "19", Datum: "2026-02-21", ...note }, { kind: "Berichtigung nach unten", refers: 1 });
  await cell(page, "Berichtigung nach unten BE-1").waitFor();

  // Two ticked lines are allocated with a reason: no more than is open of both.
  await page.getByRole("checkbox", { name: "Rechnung RE-HAND-1 wählen" }).check();
  const allocate = page.getByRole("button", { name: "Einander zuordnen" });
  assert.equal(await allocate.getAttribute("aria-disabled"), "true", "one line belongs to nothing");
  await page.getByRole("checkbox", { name: "Abbuchung vom 20.02.2026 wählen" }).check();
  await allocate.click();
  const together = page.getByRole("dialog", { name: "Einander zuordnen" });
  assert.equal(await together.getByLabel("Betrag in EUR").inputValue(), "119,00");
  await together.getByLabel("Betrag in EUR").fill("150");
  await together.getByRole("button", { name: "Zuordnen" }).click();
  await together.getByRole("alert").getByRole("link", { name: "Betrag in EUR: Höchstens 119." }).waitFor();
  await together.getByRole("alert").getByRole("link", { name: "Warum gehören sie zusammen?: Bitte füllen Sie dies aus." }).waitFor();
  await axe(page);
  await together.getByLabel("Betrag in EUR").fill("100");
  await together.getByLabel("Warum gehören sie zusammen?").fill("Steht im Avis.");
  await together.getByRole("button", { name: "Zuordnen" }).click();
  await together.waitFor({ state: "detached" });
  await cell(page, "Rechnung RE-HAND-1").getByText(/^offen: 19,00/).waitFor();
  await cell(page, "Abbuchung vom 20.02.2026").getByText(/gehört zu Rechnung RE-HAND-1/).waitFor({ state: "attached" });

  // Released, with a reason: both are open again, and it stays on record.
  await page.getByRole("button", { name: "Rechnung RE-HAND-1", exact: true }).click();
  const details = page.getByRole("dialog", { name: "Rechnung RE-HAND-1" });
  await details.getByText("Steht im Avis.").waitFor();
  await details.getByRole("button", { name: "Aufheben" }).click();
  const release = page.getByRole("dialog", { name: "Zuordnung aufheben" });
  await release.getByLabel("Warum gehören sie nicht zusammen?").fill("Das Avis war falsch.");
  await release.getByRole("button", { name: "Aufheben" }).click();
  await release.waitFor({ state: "detached" });
  await cell(page, "Rechnung RE-HAND-1").getByText(/^offen: /).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Rechnung RE-HAND-1", exact: true }).click();
  await details.getByText(/^Aufgehoben von Petra König, .*: Das Avis war falsch\.$/).waitFor();
  assert.equal(await details.getByRole("button", { name: "Aufheben" }).count(), 0);
  await axe(page);
  await page.keyboard.press("Escape");

  // Its settings.
  await page.getByRole("button", { name: "Kontoeinstellungen" }).click();
  const settings = page.getByRole("dialog", { name: "Kontoeinstellungen" });
  assert.equal(await settings.getByLabel("IBANs").inputValue(), "DE89370400440532013000");
  await settings.getByLabel("SEPA-Mandate").fill("M-1\nM-2");
  const again = page.waitForResponse((answer) => answer.url().endsWith(account) && answer.request().method() === "GET");
  await settings.getByRole("button", { name: "Speichern" }).click();
  await settings.waitFor({ state: "detached" });
  await again;
  await page.getByRole("button", { name: "Kontoeinstellungen" }).click();
  assert.equal(await settings.getByLabel("SEPA-Mandate").inputValue(), "M-1\nM-2");
  await page.keyboard.press("Escape");

  // −12,50 + 119 − 200 − 19 = −112,50.
  await page.getByText(/^Saldo am .*, Guthaben$/).waitFor();
  assert.match((await page.locator("dl.equation dd").allInnerTexts()).at(-1), /-112,50\s€/);
  await page.goto("/statements");
  await page.getByRole("button", { name: "Bücher prüfen" }).click();
  await page.getByText(/^Alles geht auf\. Gelesen um \d\d:\d\d: 4 Konten, \d+ Buchungen, \d+ Zuordnungen\.$/).waitFor();
  await axe(page);
  await page.setViewportSize({ width: 320, height: 700 });
  await fits(page);

  // Who reads the books does not keep them, and its partner sees it like any other account.
  const auditor = await person("auditor");
  await auditor.goto(account);
  await grid(auditor).getByRole("row").nth(1).waitFor();
  for (const name of ["Buchen", "Kontoeinstellungen"]) assert.equal(await auditor.getByRole("button", { name, exact: true }).count(), 0);
  assert.equal(await auditor.getByRole("checkbox").count(), 0);
  await auditor.goto("/statements");
  assert.equal(await auditor.getByRole("button", { name: "Konto eröffnen" }).getAttribute("aria-disabled"), "true");
  const owner = await person("other-owner");
  await owner.goto("/statements");
  await owner.getByRole("table", { name: "Abrechnungskonten" }).getByRole("link", { name: "10311 · EUR" }).click();
  await grid(owner).getByRole("row").nth(1).waitFor();
  assert.equal(await owner.getByRole("button", { name: "Buchen", exact: true }).count(), 0);
  assert.equal(await owner.getByRole("button", { name: "Aufheben" }).count(), 0);
});

scenario("an account in which nothing is posted yet says so, and whom to ask", async ({ person, server }) => {
  const keeper = await person("ledger");
  const partners = (await (await keeper.request.get("/api/v1/organisations?kind=partner&limit=100")).json()).items;
  const opened = async (name, number) => {
    const data = { partner_id: partners.find((partner) => partner.name === name).id, number, currency: "EUR", opening: 0, opened_on: "2026-01-01" };
    const answer = await keeper.request.post("/api/v1/statements", {
      data: { ...data, mandates: [], ibans: [], vat_id: "" },
      headers: { Origin: server.url, "Idempotency-Key": number },
    });
    return (await answer.json()).id;
  };
  // Who writes enquiries asks in writing, who does not by telephone; the vendor posts.
  const owner = await person("owner");
  const empty = await opened("Nordlicht IT", "10990");
  await owner.goto(`/statements/${empty}`);
  await owner.getByRole("heading", { level: 1, name: "Noch keine Rechnungen" }).waitFor();
  await axe(owner);
  assert.equal(await owner.getByLabel("Nummer, Text oder Betrag").isVisible(), false, "there is nothing to look for");
  await owner.getByRole("link", { name: "Nachfragen" }).click();
  await owner.getByRole("heading", { level: 1, name: "Idee oder Frage" }).waitFor();
  const accounts = await person("accounts");
  await accounts.goto(`/statements/${empty}`);
  assert.match(await accounts.getByRole("link", { name: /^Nachfragen: \+49/ }).getAttribute("href"), /^tel:\+49\d+$/);
  await keeper.goto(`/statements/${empty}`);
  await keeper.getByRole("heading", { level: 1, name: "Noch keine Rechnungen" }).waitFor();
  await keeper.getByRole("button", { name: "Buchen", exact: true }).waitFor();
  await keeper.getByRole("button", { name: "Abgleichen" }).click();
  await keeper.getByText("Neu zugeordnet: 0. Vorschläge zum Ansehen: 0.").waitFor();
});
