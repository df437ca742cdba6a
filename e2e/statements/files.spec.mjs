// Files of the bank: chosen with the keyboard or dropped, sent with progress, looked at, posted wholly or not at all; the same again posts
// nothing. What can't be read says where and why; a table's columns are said once and remembered; what is nobody's is told whose it is.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { account, camt } from "../support/books.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const file = (name, text, encoding = "utf8") => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text, encoding) });
const choose = (page, ...files) => page.getByLabel("Dateien wählen").setInputFiles(files);
const card = (page, name) => page.getByRole("article", { name, exact: true });
const earlier = (page) => page.getByRole("table", { name: "Eingelesene Dateien" });

const postings = async (page, id) => (await (await page.request.get(`/api/v1/statements/${id}`)).json()).postings;

scenario("a bank statement is sent with progress, looked at, posted, and posts nothing again", async ({ person, server }) => {
  const page = await person("ledger");
  const id = await account(page, server, { number: "20001" });
  await page.goto("/statements");
  await page.getByRole("link", { name: "Dateien einlesen" }).click();
  await page.getByRole("heading", { level: 1, name: "Dateien einlesen" }).waitFor();
  await page.getByText(/^Noch keine Datei\./).waitFor();
  await axe(page);
  const statement = camt("e2e-1", [
    { amount: "119.00", mandate: "M-20001", text: "RE-2026-001" },
    { amount: "7.00", mandate: "M-20001", status: "PDNG" },
    { amount: "5.00", mandate: "M-nobody", text: "Wer ist das?" },
    { amount: "9.00", mandate: "M-20001", day: "2025-12-31" },
  ]);
  // While it is on its way, the browser says how far it has come; then that it is read.
  let go;
  const held = new Promise((resolve) => (go = resolve));
  await page.route("**/api/v1/statements/files?name=*", async (route) => {
    await held;
    await route.continue();
  });
  await choose(page, file("bank.xml", statement));
  await card(page, "bank.xml").getByRole("progressbar", { name: "bank.xml wird gesendet" }).waitFor();
  go();
  const seen = card(page, "bank.xml");
  await seen.getByText("Eine Zeile würde gebucht.").waitFor();
  await page.unroute("**/api/v1/statements/files?name=*");
  await seen.getByText("Kontoauszug (camt.053) · Konto DE02120300000000202051 · 31.12.2025 bis 15.10.2026").waitFor();
  const sums = seen.getByRole("table", { name: "In Zahlen: bank.xml" });
  for (const name of [/^wird gebucht/, /^ohne Konto/, /^nur gezeigt/, /^vor Beginn der Bücher/]) await sums.getByRole("row", { name }).waitFor();
  const lines = seen.getByRole("table", { name: "Zeilen: " });
  assert.equal(await lines.getByRole("row").count(), 5);
  await lines.getByRole("row").filter({ hasText: "Wer ist das?" }).getByText("Zeile 6").waitFor();
  assert.equal((await postings(page, id)).length, 0, "nothing is written until somebody says so");
  await axe(page);
  await matrix(page, "statement-file", (p) => fits(p));

  // Only what is nobody's: and whose it is, by the keyboard.
  await seen.getByLabel("Anzeigen").selectOption({ label: "ohne Konto" });
  assert.equal(await lines.getByRole("row").count(), 2);
  const tell = lines.getByRole("button", { name: /^Konto zuordnen: Mandat M-nobody/ });
  await tell.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Wessen ist das?" });
  await dialog.getByLabel("Konto", { exact: true }).selectOption({ label: "20001 · Nordlicht IT" });
  await axe(page);
  await dialog.getByRole("button", { name: "Konto zuordnen" }).click();
  await dialog.waitFor({ state: "detached" });
  await seen.getByText("2 Zeilen würden gebucht.").waitFor();
  await seen.getByRole("button", { name: "2 Zeilen buchen" }).click();
  await seen.getByText("2 Zeilen sind gebucht.").waitFor();
  const accounts = seen.getByRole("table", { name: "Wessen Konten: bank.xml" });
  assert.equal(await accounts.getByRole("link", { name: "20001 · EUR" }).getAttribute("href"), `/statements/${id}`);
  assert.equal((await postings(page, id)).length, 2);
  await axe(page);
  await earlier(page).getByRole("row", { name: /bank\.xml.*Petra König.*2 gebucht/ }).waitFor();

  // Its report has an address that an auditor can open; nobody else can.
  await seen.getByRole("link", { name: "Bericht" }).click();
  await page.getByRole("heading", { level: 1, name: "bank.xml" }).waitFor();
  const report = new URL(page.url()).pathname;
  await axe(page);
  const auditor = await person("auditor", { locale: "en-GB" });
  await auditor.goto(report);
  await auditor.getByRole("heading", { level: 1, name: "bank.xml" }).waitFor();
  await auditor.goto("/statements/files");
  await auditor.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await auditor.getByRole("button", { name: /wählen|choose/i }).count(), 0, "who audits posts nothing");
  const partner = await person("accounts");
  await partner.goto(report);
  await partner.getByRole("heading", { level: 1, name: "Das ist gerade nicht zu sehen" }).waitFor();

  // The same file, and the same entries in another file: nothing new.
  await page.goto("/statements/files");
  await choose(page, file("noch-einmal.xml", statement), file("andere.xml", statement.replaceAll("e2e-1", "e2e-2")));
  const again = card(page, "noch-einmal.xml");
  await again.getByText(/^Diese Datei wurde schon am .* eingelesen\.$/).waitFor();
  await again.getByText("Nichts davon würde gebucht.").waitFor();
  assert.equal(await again.getByRole("button", { name: /buchen|vermerken/ }).count(), 0);
  const other = card(page, "andere.xml");
  await other.getByText("Nichts davon würde gebucht.").waitFor();
  await other.getByRole("row", { name: /^schon gebucht/ }).waitFor();
  await other.getByRole("button", { name: "Verwerfen" }).click();
  await other.waitFor({ state: "detached" });
  assert.equal((await postings(page, id)).length, 2);
});

scenario("a table's columns are said once and remembered; German decimals, semicolons, Latin-1", async ({ person, server }) => {
  const page = await person("ledger");
  const id = await account(page, server, { number: "20002" });
  await page.goto("/statements/files");
  const table = (day) => `Tag;Wofür;Mandat;Summe\r\n${day}.10.2026;"Müller; danke";M-20002;1.119,00\r\n`;
  await choose(page, file("eigene.csv", table(15), "latin1"));
  const seen = card(page, "eigene.csv");
  await seen.getByText(/^Nicht gelesen: Es ist nicht klar, was in welcher Spalte steht: /).waitFor();
  const columns = seen.getByRole("table", { name: "Was in den Spalten steht: eigene.csv" });
  await columns.getByText("Müller; danke").waitFor();
  await axe(page);
  for (const [column, meaning] of [["Tag", "Buchungstag"], ["Wofür", "Verwendungszweck"], ["Mandat", "Mandatsreferenz"], ["Summe", "Betrag"]]) {
    await columns.getByLabel(`Bedeutung von ${column}`, { exact: true }).selectOption({ label: meaning });
  }
  await seen.getByLabel("Zeichenkodierung").selectOption("ISO-8859-1");
  await matrix(page, "statement-columns", (p) => fits(p));
  await seen.getByRole("button", { name: "So lesen" }).click();
  await seen.getByText("Eine Zeile würde gebucht.").waitFor();
  const line = seen.getByRole("table", { name: "Zeilen: " }).getByRole("row").nth(1);
  await line.getByText("Müller; danke").waitFor();
  await line.getByText(/-1\.119,00/).waitFor();
  await seen.getByRole("button", { name: "Eine Zeile buchen" }).click();
  await seen.getByText("Eine Zeile ist gebucht.").waitFor();
  // The next file with these columns needs nobody.
  await choose(page, file("naechste.csv", table(16), "latin1"));
  const next = card(page, "naechste.csv");
  await next.getByText("Eine Zeile würde gebucht.").waitFor();
  await next.getByRole("button", { name: "Eine Zeile buchen" }).click();
  await next.getByText("Eine Zeile ist gebucht.").waitFor();
  assert.deepEqual((await postings(page, id)).map(({ amount, remittance }) => [amount, remittance]), Array(2).fill([111900, "Müller; danke"]));
});

scenario("what can't be read says where and why, and posts nothing; several files are posted together", async ({ person, server }) => {
  const page = await person("ledger");
  const id = await account(page, server, { number: "20003" });
  const good = (n) => camt(`e2e-good-${n}`, [{ amount: `1${n}.00`, mandate: "M-20003", text: `RE-${n}` }]);
  await page.goto("/statements/files");
  const bad = good(1).replace("11.00", "11.000001");
  await choose(page, file("krumm.xml", bad), file("halb.xml", good(2).slice(0, 400)), file("eins.xml", good(1)), file("zwei.xml", good(2)));
  await card(page, "krumm.xml").getByText(/^Nicht gelesen: Der Betrag 11\.000001 EUR .*\(Zeile 4, .*Ntry/).waitFor();
  await card(page, "krumm.xml").getByText(/^Es ist nichts gebucht\./).waitFor();
  await card(page, "halb.xml").getByText(/^Nicht gelesen: Die Datei endet mittendrin/).waitFor();
  await axe(page);
  await page.getByRole("button", { name: "Alle 2 Dateien buchen" }).click();
  for (const name of ["eins.xml", "zwei.xml"]) await card(page, name).getByText("Eine Zeile ist gebucht.").waitFor();
  assert.equal((await postings(page, id)).length, 2);
  // An answer that is lost is asked for once more, and nothing is posted twice.
  await choose(page, file("drei.xml", good(3)));
  const third = card(page, "drei.xml");
  await third.getByRole("button", { name: "Eine Zeile buchen" }).waitFor();
  let lost = 1;
  await page.route("**/api/v1/statements/files?name=drei.xml&confirm=true", async (route) => {
    if (lost > 0) {
      lost -= 1;
      await route.fetch();
      return route.abort();
    }
    return route.continue();
  });
  await third.getByRole("button", { name: "Eine Zeile buchen" }).click();
  await third.getByText(/^Die Datei ist nicht angekommen/).waitFor();
  await third.getByRole("button", { name: "Noch einmal versuchen" }).click();
  await third.getByText("Eine Zeile ist gebucht.").waitFor();
  assert.equal((await postings(page, id)).length, 3);
});
