// Check a key: in the browser, by anybody, offline too; each thing that may be wrong has its own answer and next step.
import assert from "node:assert/strict";
import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { axe } from "../support/axe.mjs";
import { matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";
import { signer } from "./keys.mjs";

const { scenario } = world();
const ours = signer();
const theirs = signer("someone-else");

/** The page, with a ring whose private half we hold; and every request that is more than reading. */
async function checkPage(page, query = "") {
  const writes = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") writes.push(request.url());
  });
  await page.route("**/.well-known/licence-keys.json", (route) => route.fulfill({ json: { keys: [ours.published] } }));
  await page.goto(`/licences/check${query}`);
  await page.getByRole("heading", { level: 1, name: "Schlüssel prüfen" }).waitFor();
  return writes;
}

const field = (page) => page.getByLabel("Schlüssel oder Lizenzdatei");
const result = (page) => page.getByRole("region", { name: "Ergebnis" }).or(page.locator("#key-result"));

async function check(page, text) {
  await field(page).fill(text);
  await page.getByRole("button", { name: "Prüfen", exact: true }).click();
}

scenario("without an account a key is proven, explained and given back as it should be entered", async ({ page }) => {
  const writes = await checkPage(page, "?product=archivar&version=9.1");
  const key = ours.key();
  await check(page, key);
  await page.getByText("Echt, gültig und passend").waitFor();
  await page.getByText("backup-01").waitFor();
  assert.equal(await result(page).locator("pre").innerText(), key);
  await axe(page);
  assert.deepEqual(writes, [], "nothing leaves the browser");
  // Unless somebody asks the one thing that only the server knows.
  await page.getByRole("button", { name: "Beim Server nachfragen" }).click();
  await page.getByText("Zurückgezogen wurde er nicht").waitFor();
  assert.equal(writes.length, 1);
  assert.ok(!page.url().includes("key/"), "not even into the address");
  await page.getByRole("link", { name: "Anmelden" }).click();
  await page.waitForURL(/sign-in/);
});

scenario("while the public keys are not here, the button says so; what was asked for early is done once they are", async ({ page }) => {
  let answer;
  const held = new Promise((resolve) => (answer = resolve));
  await page.route("**/.well-known/licence-keys.json", async (route) => {
    await held;
    await route.fulfill({ json: { keys: [ours.published] } });
  });
  await page.goto("/licences/check");
  const button = page.getByRole("button", { name: "Prüfen", exact: true });
  await button.waitFor();
  assert.equal(await button.getAttribute("aria-disabled"), "true");
  const why = await button.evaluate((it) => document.getElementById(it.getAttribute("aria-describedby")).textContent);
  assert.match(why, /werden noch geladen/);
  await axe(page);
  await field(page).fill(ours.key());
  await button.click({ force: true });
  assert.equal(await result(page).count(), 0);
  answer();
  await page.getByText("Echt, gültig und passend").waitFor();
  assert.equal(await button.getAttribute("aria-disabled"), null);
});

scenario("each thing that may be wrong has its own answer", async ({ page }) => {
  await checkPage(page);
  const key = ours.key();
  const lines = key.match(/.{1,60}/g);
  const cases = [
    [`${key.slice(0, 40)}\u200b${key.slice(40)}`, "Echt, gültig und passend", "Er enthielt Zeichen, die man nicht sieht."],
    [lines.map((line) => `> ${line}`).join("\r\n"), "Echt, gültig und passend", "Ein Mailprogramm hat ihn zitiert."],
    [lines.join("\n"), "Echt, gültig und passend", "Er war auf mehrere Zeilen verteilt oder enthielt Leerzeichen."],
    // The two equals signs at the end are not missed.
    [key.slice(0, -9), "Am Ende fehlen 7 Zeichen"],
    [key.slice(0, key.indexOf(".")), "Er ist abgeschnitten: Seine Unterschrift fehlt"],
    [key.replace("key/ey", "key/eX"), "Das war ein Schlüssel, aber er ist unterwegs beschädigt worden"],
    [theirs.key(), "Unterschrieben hat ihn jemand, den wir nicht kennen (someone-else)"],
    [ours.key({ expires: Date.now() - 1_000 }), "Er ist abgelaufen"],
    [ours.key({ not_before: Date.now() + 86_400_000 }), "Er gilt erst ab"],
    ["Sehr geehrte Damen und Herren", "Darin ist kein Schlüssel"],
    ["", "Hier steht noch nichts"],
  ];
  for (const [text, answer, more] of cases) {
    await check(page, text);
    await page.getByText(answer).waitFor();
    if (more) await page.getByText(more).waitFor();
  }
});

scenario("it is held against product, version and machine; a field that can't be read says so", async ({ page }) => {
  await checkPage(page);
  await check(page, ours.key());
  for (const [label, value, answer] of [
    ["Version", "10.0.0", "Er gilt für 9.x, nicht für 10.0.0"],
    ["Produkt", "leitung", "Er ist für archivar, nicht für leitung"],
    ["Gerät (Host)", "backup-02", "Er ist an backup-01 gebunden, nicht an backup-02"],
  ]) {
    const input = page.getByLabel(label);
    await input.fill(value);
    await page.getByRole("button", { name: "Prüfen", exact: true }).click();
    await page.getByText(answer).waitFor();
    await input.fill("");
  }
  await page.getByLabel("Version").fill("neun");
  await page.getByRole("button", { name: "Prüfen", exact: true }).click();
  await page.getByRole("alert").getByRole("link").waitFor();
  assert.equal(await page.getByLabel("Version").getAttribute("aria-invalid"), "true");
});

scenario("offline it goes on, and a file does as well as a text", async ({ page, t }) => {
  await checkPage(page);
  await page.getByRole("button", { name: "Prüfen", exact: true }).waitFor();
  await page.context().setOffline(true);
  const folder = mkdtempSync(join(tmpdir(), "eyelevel-e2e-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "licence.txt");
  writeFileSync(file, ours.key());
  await page.getByLabel("Datei auswählen").setInputFiles(file);
  await page.getByText("Echt, gültig und passend").waitFor();
  await page.getByRole("button", { name: "Beim Server nachfragen" }).click();
  await page.getByText("Der Server ist gerade nicht erreichbar.").waitFor();
  await page.context().setOffline(false);
});

scenario("the page in every light and width, in both languages, signed in", async ({ person }) => {
  const page = await person("partner");
  await page.getByRole("navigation").getByRole("button", { name: "Mehr" }).click();
  await page.getByRole("link", { name: "Schlüssel", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Schlüssel prüfen" }).waitFor();
  await page.route("**/.well-known/licence-keys.json", (route) => route.fulfill({ json: { keys: [ours.published] } }));
  await page.reload();
  await check(page, ours.key({ versions: "8.x" }));
  await page.getByText("Echt, gültig und passend").waitFor();
  await matrix(page, "licences-check", async () => axe(page));
});
