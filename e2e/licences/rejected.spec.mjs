// The program refuses a key: four clicks to a new one, the check and the known issue on the way; and where the cause is ours, it is marked as
// ours, with a promise in hours.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { counted } from "../support/clicks.mjs";
import { mail } from "../support/mail.mjs";
import { world } from "../support/world.mjs";
import { askByApi, asked, writes } from "./ask.mjs";

const { scenario } = world();

const refused = (page) => page.getByLabel("Der Schlüssel, wie Sie ihn bekommen haben");
const subject = /^Verlängern: Archivar 8\.3\.0, Reederei Thomsen/;

scenario("from a key that is refused to a new one: four clicks from the board", async ({ person }) => {
  const page = await person("partner");
  const { click, on, clicks } = counted(page);
  // It ran once: it is done.
  await on(page.getByRole("heading", { name: "Erledigt" }));
  await click("link", subject);
  await click("link", "Schlüssel abgelehnt");
  // The key is there; what arrived was cut off, and that is said before anything is sent.
  await refused(page).waitFor();
  const whole = await refused(page).inputValue();
  assert.match(whole, /^key\//);
  await refused(page).fill(whole.slice(0, -20));
  await page.getByText("Am Ende fehlen").first().waitFor();
  await page.getByText("Wird sofort ausgestellt").waitFor();
  await axe(page);
  await click("button", "Anfrage senden");
  await page.waitForURL(/\/licences\/[0-9a-f]{8}-[0-9a-f-]+$/);
  await page.getByText(/^Geprüft /).first().waitFor();
  assert.equal(clicks(), 4);
  const { keys, asked: what } = await asked(page, new URL(page.url()).pathname);
  assert.deepEqual([keys.length, what.vendor_fault], [1, false]);
  assert.notEqual(keys[0].key, whole);
});

scenario("one that was just sent is three clicks away", async ({ person, server }) => {
  const page = await person("partner");
  await askByApi(page, server, "thomsen-nas");
  await page.goto("/");
  const { click, clicks } = counted(page);
  await click("link", new RegExp(`^Ansehen: ${subject.source.slice(1)}`));
  await click("link", "Schlüssel abgelehnt");
  await refused(page).fill("key/abgeschnitten");
  await click("button", "Anfrage senden");
  await page.getByText(/^Geprüft /).first().waitFor();
  assert.equal(clicks(), 3);
});

scenario("the key is right by every check: it is our fault, marked as ours, with a promise in hours, and the known issue beside it", async ({ person, server }) => {
  const page = await person("partner");
  // The generator is mended for a moment: a key for 9.1, which the program refuses all the same.
  const flip = () => page.request.post(`${server.url}/dev/generator`, { headers: { origin: server.url } });
  await flip();
  const licence = await askByApi(page, server, "hka-backup-01");
  await flip();
  assert.equal(licence.keys.length, 1);
  await page.goto(`/licences/${licence.page.request.id}`);
  await page.getByRole("link", { name: "Schlüssel abgelehnt" }).click();
  await refused(page).waitFor();
  assert.equal(await refused(page).inputValue(), licence.keys[0].key);
  // The check runs by itself, and what is known about that version stands beside it.
  await page.getByText(/^Das sieht aus wie ein fertiger Schlüssel für 9\.x/).waitFor();
  await page.getByText("Schlüssel des Generators für 9.x gelten nur für 8.x").waitFor();
  await page.getByText(/liegt die Ursache bei uns: Dann stellt innerhalb von 4 Arbeitsstunden ein Mensch einen aus, der läuft/).waitFor();
  await page.getByLabel(/^Was sagt das Programm/).fill("Lizenz ungültig (4012)");
  await axe(page);
  await page.getByRole("button", { name: "Anfrage senden" }).click();
  await page.waitForURL(/\/licences\/[0-9a-f]{8}-[0-9a-f-]+$/);
  await page.getByText("Ursache bei uns").first().waitFor();
  await page.getByText(/Henrik Lund schickt den Schlüssel bis/).first().waitFor();
  await page.getByText(/noch \d+ Arbeits(stunden?|minuten)/).first().waitFor();
  await axe(page);
  const path = new URL(page.url()).pathname;
  const { asked: what, page: spine, keys } = await asked(page, path);
  assert.deepEqual([what.vendor_fault, spine.request.state, keys.length], [true, "approved", 0]);
  const left = spine.request.promise.due_at - spine.request.promise.promised_at;
  assert.ok(left > 0, "a promise");
  await mail(server, "approver2@eyelevel.example", spine.request.number);

  // Support makes one by hand: that comes first, since another one like it would not help.
  const support = await person("support");
  await support.goto(path);
  await support.getByText("Lizenz ungültig (4012)").waitFor();
  await support.getByRole("button", { name: "Schlüssel von Hand eingeben" }).click();
  const dialog = support.getByRole("dialog");
  await dialog.getByLabel("Schlüssel", { exact: true }).fill("AR9-7777-GOOD-1");
  await dialog.getByRole("button", { name: "Prüfen und senden" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.reload();
  await page.getByText("AR9-7777-GOOD-1").first().waitFor();
  await page.getByRole("button", { name: "Es läuft" }).click();
  await page.getByText("erledigt").first().waitFor();
});

scenario("a key of somebody else's is nobody's fault here, and the answer gives nothing away", async ({ person, server }) => {
  const other = await person("other");
  const theirs = await askByApi(other, server, "ott-backup", { account: "other" });
  const page = await person("partner");
  const mine = await askByApi(page, server, "thomsen-nas", {
    intent: "rejected",
    rejected_key: theirs.keys[0].key,
  });
  assert.equal(mine.asked.vendor_fault, false);
  assert.equal((await page.request.get(`/api/v1/licences/${theirs.page.request.id}`)).status(), 404);
  const again = await page.request.post(`${server.url}/api/v1/licences/${theirs.page.request.id}/works`, { data: {}, headers: writes(server) });
  assert.equal(again.status(), 404);
});
