// My bank's view: a partner's own bank files are read and compared in the browser. No byte of them is sent; what is ticked goes, and nothing else.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { fits, matrix, shot } from "../support/shot.mjs";
import { world } from "../support/world.mjs";
import { SECRET, books, camt, csv, german, mt940, other, plus } from "./bank_files.mjs";

const { scenario } = world();

const file = (name, text) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text) });
const chooser = (page, name = /^(Bankdateien wählen|Choose bank files)$/) => page.getByLabel(name);

/** All that is requested from now on, by the page and by its worker. */
function watched(page) {
  const requests = [];
  page.context().on("request", (request) => requests.push({ url: request.url(), method: request.method(), body: request.postDataBuffer()?.toString("utf8") ?? "" }));
  // Files of the portal itself may still be on their way: they take nothing with them.
  const asked = () => requests.filter(({ url, method, body }) => !(method === "GET" && body === "" && /\.(js|wasm)$/.test(url)));
  return { requests, asked };
}

async function open(page) {
  const all = await books(page);
  await page.goto(all.path);
  await page.getByRole("heading", { level: 1, name: "Sicht meiner Bank" }).waitFor();
  await chooser(page).waitFor({ state: "attached" });
  return all;
}

scenario("several megabytes of camt are compared and not a byte of them is sent; what is ticked goes into a query, and nothing else", async ({ person, server }) => {
  const page = await person("accounts");
  const early = watched(page);
  await page.getByRole("link", { name: "Abrechnung", exact: true }).click();
  const link = page.getByRole("link", { name: "Sicht meiner Bank" });
  await link.waitFor();
  assert.ok(!early.requests.some(({ url }) => url.includes("/worker-")), "the worker is not loaded before somebody wants it");
  const working = page.waitForEvent("worker");
  await link.click();
  const worker = await working;
  await page.getByText("Ihre Datei bleibt in diesem Browser").waitFor();
  await chooser(page).waitFor({ state: "attached" });
  await axe(page);
  // The thread that reads the file can reach nobody, not even us.
  const reached = await worker.evaluate((url) => fetch(url).then(() => "reached", () => "refused"), `${server.url}/healthz`);
  assert.equal(reached, "refused");
  const loaded = await worker.evaluate((url) => {
    try {
      importScripts(url);
      return "loaded";
    } catch {
      return "refused";
    }
  }, `${server.url}/healthz`);
  assert.equal(loaded, "refused");

  const { lines } = await books(page);
  const [first, last] = [lines[0].day, lines.at(-1).day];
  // One is missing, one has another amount, one the vendor's books do not know; and thousands are nobody's business.
  const [missing, changed] = [lines[3], lines[5]];
  const mine = lines.filter((line) => line !== missing).map((line) => (line === changed ? { ...line, amount: line.amount - 500 } : line));
  const extra = { ...lines[6], day: plus(lines[6].day, 12), amount: -4_242, end: "E-UNKNOWN", text: "Servicepauschale" };
  const others = Array.from({ length: 9_000 }, (_, n) => other(plus(first, n % 200), n));
  const text = camt([...mine, extra, ...others], first, last);
  assert.ok(text.length > 3_000_000, `${text.length} bytes`);

  const { requests, asked } = watched(page);
  await chooser(page).setInputFiles([file("umsaetze.xml", text)]);
  await page.getByRole("heading", { level: 1, name: /^3 Unterschiede zu Ihrer Bank: / }).waitFor();
  await page.getByText("9.000 weitere Zeilen Ihrer Datei betreffen").waitFor();
  assert.ok(!(await page.locator("body").innerText()).includes(SECRET), "what is about others is shown nowhere");
  const differences = page.getByRole("region", { name: "Was nicht übereinstimmt" }).getByRole("listitem");
  assert.equal(await differences.count(), 3);
  await differences.filter({ hasText: "Nur bei Ihrer Bank" }).getByText("Servicepauschale").waitFor();
  await differences.filter({ hasText: "Anderer Betrag" }).getByText(/^5,00/).waitFor();
  await axe(page);
  await matrix(page, "bank-view", async () => {
    await fits(page);
    await axe(page);
  });
  // What agrees is there for who wants to see it.
  await page.getByText(/^\d+ Zeilen stimmen überein$/).click();
  await page.getByText("Zusammen wegen").first().waitFor();
  await axe(page);
  assert.deepEqual(asked(), [], "nothing is asked of the server while the file is open");
  assert.ok(!requests.some(({ url, body }) => url.includes(SECRET) || body.includes(SECRET) || body.includes("Servicepauschale")));

  // By keyboard: two are ticked, and what is sent is seen before.
  await page.getByRole("checkbox", { name: /^Ankreuzen: Nur bei Ihrer Bank/ }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("checkbox", { name: /^Ankreuzen: Anderer Betrag/ }).focus();
  await page.keyboard.press("Space");
  await page.getByText("2 Unterschiede gewählt").waitFor();
  await page.getByRole("button", { name: "Klären lassen" }).click();
  const dialog = page.getByRole("dialog", { name: "Klären lassen" });
  const words = await dialog.getByLabel("Was gesendet wird").inputValue();
  assert.match(words, /^Nur bei unserer Bank: .*42,42.*Servicepauschale/m);
  assert.match(words, /^Anderer Betrag: unsere Bank sagt /m);
  assert.equal(words.split("\n").length, 2);
  await axe(page);
  await dialog.getByLabel("Was gesendet wird").fill(`Bitte prüfen Sie:\n${words}`);
  await dialog.getByRole("button", { name: "Klären lassen" }).click();
  await page.getByText(/^Gesendet: SQ-\d+\. Die Antwort ist zugesagt\.$/).waitFor();
  const sent = asked().filter(({ method }) => method !== "GET");
  assert.equal(sent.length, 1);
  const body = JSON.parse(sent[0].body);
  assert.deepEqual(Object.keys(body).sort(), ["account_id", "beyond", "posting_ids", "reference", "severity", "text"]);
  assert.equal(body.text, `Bitte prüfen Sie:\n${words}`);
  assert.deepEqual(body.posting_ids, [changed.id]);
  assert.ok(!requests.some(({ url, body }) => url.includes(SECRET) || body.includes(SECRET) || body.includes(missing.id)));
  // The page stays, with what is asked; it can't be asked twice.
  await page.getByRole("link", { name: /^in Klärung: SQ-\d+$/ }).first().waitFor();
  assert.ok(await page.getByRole("checkbox", { name: /^Ankreuzen: Nur bei Ihrer Bank/ }).isDisabled());
  // Left and come back, nothing is there any more: neither on the page nor in the browser.
  await page.getByRole("link", { name: "Zum Kontoauszug" }).click();
  await page.waitForURL(/\/statements\/[0-9a-f-]{36}$/);
  assert.equal(page.workers().length, 0, "the worker ends with the page");
  const kept = await page.evaluate(async () => JSON.stringify({ ...localStorage, ...sessionStorage, caches: await caches.keys(), bases: await indexedDB.databases() }));
  assert.ok(!kept.includes("Servicepauschale") && !kept.includes(SECRET), kept);
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Sicht meiner Bank" }).waitFor();
});

scenario("MT940 and a table say the same, together too; a file that is dropped anywhere is taken", async ({ person }) => {
  const page = await person("accounts");
  const { lines } = await open(page);
  const [first, last] = [lines[0].day, lines.at(-1).day];
  await chooser(page).setInputFiles([file("umsaetze.sta", mt940(lines, first, last))]);
  await page.getByRole("heading", { level: 1, name: /sagen dasselbe$|Alle Beträge stimmen/ }).waitFor();
  await page.getByText(/\(mt940\)$/).waitFor();
  // Two tables, of which the second repeats a part of the first.
  const later = chooser(page, "Andere Dateien wählen");
  await later.setInputFiles([file("a.csv", csv(lines)), file("b.csv", csv(lines.slice(-4)))]);
  await page.getByText("4 Zeilen stehen in mehreren Ihrer Dateien; jede zählt einmal.").waitFor();
  await page.getByRole("heading", { level: 1, name: /sagen dasselbe$|Alle Beträge stimmen/ }).waitFor();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "fallen.csv"));
    document.querySelector("h1").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
  }, csv(lines.slice(2)));
  await page.getByText(/\(csv\)$/).waitFor();
  await page.getByRole("heading", { level: 1, name: /Unterschied|dasselbe|Alle Beträge/ }).waitFor();
});

scenario("columns that nobody knows are asked about; garbage is refused with its place", async ({ person }) => {
  const page = await person("accounts");
  const { lines } = await open(page);
  await chooser(page).setInputFiles([file("eigene.csv", csv(lines, "Wann;Wofür;Auftrag;Wie viel;Währung"))]);
  await page.getByText("Was die Spalten in eigene.csv bedeuten, ist nicht zu erkennen").waitFor();
  await axe(page);
  await page.setViewportSize({ width: 320, height: 700 });
  await fits(page);
  await shot(page, "bank-columns-narrow");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("button", { name: "So lesen" }).click();
  await page.getByRole("alert").getByText("eigene.csv ist nicht gelesen").waitFor();
  for (const [column, meaning] of [["Wann", "Buchungstag"], ["Wofür", "Verwendungszweck"], ["Auftrag", "Mandatsreferenz"], ["Wie viel", "Betrag"]]) {
    await page.getByLabel(`Bedeutung von ${column}`).selectOption({ label: meaning });
  }
  await page.getByRole("button", { name: "So lesen" }).click();
  await page.getByRole("heading", { level: 1, name: /sagen dasselbe$|Alle Beträge stimmen/ }).waitFor();

  const again = chooser(page, /^(Bankdateien|Andere Dateien) wählen$/);
  const refused = async (name, text, words) => {
    await again.and(page.locator(":not([hidden]) > .row > input")).first().setInputFiles([file(name, text)]);
    await page.getByRole("alert").filter({ hasText: `${name} ist nicht gelesen` }).filter({ hasText: words }).waitFor();
  };
  await refused("quatsch.txt", "Quatsch", /Zeile 1/);
  await refused("leer.xml", "", "leer");
  await refused("halb.xml", camt(lines, lines[0].day, lines[1].day).slice(0, 900), /\(Zeile \d+, Document/);
  await refused("rechnung.pdf", "%PDF-1.7 …", "PDF");
  await refused("betrag.csv", csv(lines).replace(german(lines[2].amount), "viel"), /viel.*\(Zeile 2/);
  await axe(page);
});

scenario("of many differences a hundred are shown, and more for who wants them; the focus goes there; some of them can be unticked", async ({ person }) => {
  const page = await person("owner");
  const { lines } = await open(page);
  const extra = Array.from({ length: 130 }, (_, n) => ({ ...lines[0], day: plus(lines[0].day, n), amount: -(70_000 + n), end: `E-${n}`, text: `Zusatz ${n}` }));
  await chooser(page).setInputFiles([file("viele.csv", csv([...lines, ...extra]))]);
  await page.getByRole("heading", { level: 1, name: /^130 Unterschiede zu Ihrer Bank: / }).waitFor();
  const differences = page.getByRole("region", { name: "Was nicht übereinstimmt" });
  await differences.getByText("Zusatz 99").waitFor();
  assert.equal(await differences.getByRole("listitem").count(), 100);
  await differences.getByRole("checkbox", { name: /Zusatz 99$/ }).check();
  await page.getByRole("button", { name: "Noch 30 zeigen" }).click();
  await differences.getByText("Zusatz 129").waitFor();
  assert.equal(await differences.getByRole("listitem").count(), 130);
  assert.ok(await differences.getByRole("checkbox", { name: /Zusatz 99$/ }).isChecked(), "what was ticked stays so");
  await differences.getByRole("checkbox", { name: /Zusatz 120$/ }).check();
  await page.getByText("2 Unterschiede gewählt").waitFor();
  await page.getByRole("button", { name: "Klären lassen" }).click();
  const words = await page.getByRole("dialog").getByLabel("Was gesendet wird").inputValue();
  assert.deepEqual(words.match(/Zusatz \d+/g), ["Zusatz 99", "Zusatz 120"]);
  await page.getByRole("dialog").getByText("Es geht um keine Zeile des Kontoauszugs.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Auswahl aufheben" }).click();
  assert.equal(await differences.getByRole("checkbox", { name: /Zusatz 99$/ }).isChecked(), false);
});

scenario("a wrong account is said; reading can be stopped; in English", { locale: "en-GB" }, async ({ person }) => {
  const page = await person("accounts");
  await page.evaluate(() => {});
  const { path, lines } = await books(page);
  await page.goto(path);
  const choose = page.locator("input[type=file]").first();
  await choose.waitFor({ state: "attached" });
  const others = Array.from({ length: 30 }, (_, n) => other(plus(lines[0].day, n), n));
  await choose.setInputFiles([file("other.xml", camt(others, lines[0].day, plus(lines[0].day, 30)))]);
  await page.getByRole("heading", { level: 1, name: /steht nichts von|is about/ }).waitFor();
  await axe(page);
  const many = Array.from({ length: 40_000 }, (_, n) => other(plus(lines[0].day, n % 300), n));
  await page.locator("input[type=file]").nth(1).setInputFiles([file("large.xml", camt(many, lines[0].day, lines.at(-1).day))]);
  const stop = page.getByRole("button", { name: /^(Abbrechen|Cancel)$/ });
  await stop.click();
  await page.getByRole("heading", { level: 1, name: /^(Sicht meiner Bank|My bank's view)$/ }).waitFor();
  await stop.waitFor({ state: "detached" });
  // Another one is read after it as if nothing had been.
  await choose.setInputFiles([file("mine.xml", camt(lines, lines[0].day, lines.at(-1).day))]);
  await page.getByRole("heading", { level: 1, name: /sagen dasselbe$|say the same$|Alle Beträge|All amounts/ }).waitFor();
  await page.emulateMedia({ media: "print" });
  await shot(page, "bank-view-print");
});
