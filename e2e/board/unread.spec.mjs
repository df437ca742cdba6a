// Unread requests: what others have done since somebody last looked stands out, until they open it; for them alone, in all their tabs.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { signInByApi } from "../support/sign_in.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();
/** Less than the minute after which everything is read again in any case. */
const AT_ONCE = { timeout: 15_000 };

/** Asks something as this person; gives the request. */
async function ask(page, server, account, text) {
  const api = await signInByApi(page, server, account);
  const data = { text, reference: "", limited: false, draft_id: null };
  const answer = await api.post(`${server.url}/api/v1/enquiries`, { data, headers: { Origin: server.url } });
  assert.equal(answer.status(), 201, await answer.text());
  return (await answer.json()).page.request;
}

/** Writes into a request's thread as this person. */
async function write(page, server, account, request, text, internal = false) {
  const api = await signInByApi(page, server, account);
  const url = `${server.url}/api/v1/requests/${request.id}/messages`;
  const headers = { Origin: server.url, "Idempotency-Key": crypto.randomUUID() };
  const answer = await api.post(url, { data: { text, internal }, headers });
  assert.equal(answer.status(), 201, await answer.text());
}

const badge = (page) => page.locator(".unread-count");
/** What the navigation says of the reader's own. */
const many = async (page) => ((await badge(page).count()) ? Number.parseInt((await badge(page).innerText()).match(/\d+/)[0], 10) : 0);
const says = (page, count) => page.waitForFunction(
  (count) => (document.querySelector(".unread-count")?.lastChild.textContent ?? "0") === count,
  `${count}`,
  AT_ONCE,
);

scenario("what the other side does is unread until it is opened, in every tab", async ({ person, open, server }) => {
  const partner = await person("partner");
  const request = await ask(partner, server, "partner", "Gibt es das Display in Blau?");
  const before = await many(partner);
  const tab = await partner.context().newPage();
  await tab.goto("/requests");
  await tab.getByRole("heading", { level: 1, name: "Vorgänge" }).waitFor();
  const desk = await open();
  // What the vendor says among themselves is nothing to the partner; what they are told then is the first that counts.
  await write(desk, server, "manager", request, "Blau ist knapp.", true);
  await write(desk, server, "manager", request, "Ja, ab Mai.");
  for (const page of [partner, tab]) await says(page, before + 1);
  const row = partner.getByRole("link", { name: "Ungelesen: Gibt es das Display in Blau?" });
  await row.waitFor(AT_ONCE);
  await tab.getByRole("link", { name: "Ungelesen: Gibt es das Display in Blau?" }).waitFor(AT_ONCE);
  assert.match(await badge(partner).innerText(), /ungelesene Vorgänge/);
  assert.ok(Number(await row.evaluate((link) => getComputedStyle(link).fontWeight)) >= 700, "bold");
  await matrix(partner, "unread-board", async (page) => {
    await fits(page);
    await axe(page);
  });
  // The list shows one's own unread ones alone, and its address says so.
  await tab.getByLabel("Nur meine ungelesenen").focus();
  await tab.keyboard.press("Space");
  await tab.waitForURL(/unread=true/);
  await tab.waitForFunction((count) => document.querySelectorAll("tbody tr").length === count, before + 1);
  await matrix(tab, "unread-list", async (page) => {
    await fits(page);
    await axe(page);
  });
  // Opened in one tab, it is read in the other.
  await row.press("Enter");
  await partner.getByRole("heading", { level: 1, name: "Gibt es das Display in Blau?" }).waitFor();
  for (const page of [partner, tab]) await says(page, before);
  await tab.getByRole("link", { name: /Gibt es das Display in Blau/ }).waitFor({ state: "detached", ...AT_ONCE });
  await matrix(partner, "unread-page", async (page) => {
    await fits(page);
    await axe(page);
  });
  // What is written while it is open is seen at once.
  await write(desk, server, "manager", request, "Und in Grün.");
  await partner.getByText("Und in Grün.").waitFor(AT_ONCE);
  await tab.goto("/");
  await tab.getByRole("link", { name: "Gibt es das Display in Blau?", exact: true }).waitFor(AT_ONCE);
  await says(tab, before);
  // Left for later, by keyboard.
  await partner.getByRole("button", { name: "Als ungelesen markieren" }).press("Enter");
  await partner.getByRole("heading", { name: /^Bei Ihnen/ }).waitFor();
  for (const page of [partner, tab]) await says(page, before + 1);
  await partner.getByRole("link", { name: "Ungelesen: Gibt es das Display in Blau?" }).waitFor(AT_ONCE);
});

scenario("in English, the vendor's queue has what came, and choosing it beside the list has read it", { locale: "en-GB" }, async ({ person, open, server }) => {
  const manager = await person("manager", { viewport: { width: 1440, height: 1000 } });
  await manager.getByRole("button", { name: /Menü/ }).click();
  await manager.getByRole("button", { name: "English" }).click();
  await manager.getByRole("heading", { name: /most urgent first/ }).waitFor();
  const desk = await open();
  await ask(desk, server, "partner", "How bright is it?");
  const subject = manager.getByRole("link", { name: "Unread: How bright is it?" });
  await subject.waitFor(AT_ONCE);
  await axe(manager);
  // Shown by itself it is not opened; chosen it is.
  await manager.getByRole("listitem").filter({ hasText: "How bright is it?" }).getByRole("link").last().click();
  await manager.waitForURL(/chosen=/);
  await manager.getByRole("link", { name: "How bright is it?", exact: true }).first().waitFor(AT_ONCE);
  await subject.waitFor({ state: "detached", ...AT_ONCE });
  const colleague = await person("support");
  await colleague.getByRole("link", { name: "Ungelesen: How bright is it?" }).waitFor();
});
