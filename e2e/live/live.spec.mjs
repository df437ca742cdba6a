// What changes is there without a reload: on both sides of the desk, in every tab, over one stream a browser, and after a restart of the server.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { signIn, signInByApi } from "../support/sign_in.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();
const STREAM = "/api/v1/events";
/** Less than the minute after which everything is read again in any case. */
const AT_ONCE = { timeout: 15_000 };

/** Asks something by the API; gives the request. */
async function ask(api, server, text) {
  const data = { text, reference: "", limited: false, draft_id: null };
  const answer = await api.post(`${server.url}/api/v1/enquiries`, { data, headers: { Origin: server.url } });
  assert.equal(answer.status(), 201, await answer.text());
  return (await answer.json()).page.request;
}

/** Resolves when the page's browser has opened its stream. */
const opened = (context) => context.waitForEvent("response", (response) => new URL(response.url()).pathname === STREAM && response.ok());

scenario("what one side does, the other side sees at once, on board and page", async ({ open, person, server }) => {
  const approver = await open();
  const [, page] = await Promise.all([opened(approver.context()), signIn(approver, "approver")]);
  await page.getByRole("heading", { name: /das Dringendste zuerst/ }).waitFor();
  const partner = await person("partner");
  await partner.getByRole("button", { name: "Neue Anfrage" }).click();
  await partner.getByRole("link", { name: "Idee oder Frage" }).click();
  await partner.getByLabel("Worum geht es?").fill("Gibt es das Display in Blau?");
  await partner.getByRole("button", { name: "Anfrage senden" }).click();
  await partner.getByRole("heading", { level: 1, name: "Gibt es das Display in Blau?" }).waitFor();
  const manager = await person("manager");
  await page.getByText("Gibt es das Display in Blau?").first().waitFor(AT_ONCE);

  // The answer stands on the partner's open page; what the vendor says among themselves does not.
  const path = new URL(partner.url()).pathname;
  await manager.goto(path);
  await manager.getByRole("button", { name: "Ja …" }).click();
  await manager.getByRole("dialog").getByLabel("Ihre Antwort").fill("Ja, ab Mai.");
  await manager.getByRole("dialog").getByRole("button", { name: "Senden" }).click();
  await partner.getByText("Ja, ab Mai.").first().waitFor(AT_ONCE);
});

scenario("seven tabs have one stream; when its tab is closed, another goes on", async ({ open, server }) => {
  const partner = await open();
  const context = partner.context();
  // The first page's own stream is there before any is counted.
  await Promise.all([opened(context), signIn(partner, "partner")]);
  const streams = [];
  context.on("request", (request) => new URL(request.url()).pathname === STREAM && streams.push(request));
  await Promise.all([opened(context), partner.reload()]);
  const tabs = [];
  for (let n = 0; n < 6; n += 1) {
    const tab = await context.newPage();
    await tab.goto("/");
    await tab.getByRole("heading", { name: /^Bei Ihnen/ }).waitFor();
    tabs.push(tab);
  }
  const api = await signInByApi(partner, server, "partner");
  await ask(api, server, "In Grün?");
  for (const tab of [partner, ...tabs]) await tab.getByText("In Grün?").first().waitFor(AT_ONCE);
  assert.equal(streams.length, 1, "one stream for all of them");
  await Promise.all([opened(context), partner.close()]);
  const again = await signInByApi(tabs[0], server, "partner");
  await ask(again, server, "In Grau?");
  for (const tab of tabs) await tab.getByText("In Grau?").first().waitFor(AT_ONCE);
  assert.equal(streams.length, 2);
});

scenario("a restart of the server costs nothing that happened meanwhile", async ({ open, person, server }) => {
  const partner = await person("partner");
  const api = await signInByApi(partner, server, "partner");
  const approver = await open();
  await Promise.all([opened(approver.context()), signIn(approver, "approver")]);
  await ask(api, server, "Vorher?");
  await approver.getByText("Vorher?").first().waitFor(AT_ONCE);
  const back = opened(approver.context());
  await server.restart();
  await ask(api, server, "Nachher?");
  await back;
  await approver.getByText("Nachher?").first().waitFor(AT_ONCE);
});

scenario("by keyboard alone: j and k go through the board, Enter opens, ? says so; what changes meanwhile takes nobody's place", async ({ person, server }) => {
  const approver = await person("approver", { viewport: { width: 1440, height: 1000 } });
  await approver.getByRole("heading", { name: /das Dringendste zuerst/ }).waitFor();
  const focused = () => approver.evaluate(() => document.activeElement.getAttribute("aria-label"));
  await approver.keyboard.press("j");
  const first = await focused();
  await approver.keyboard.press("j");
  const second = await focused();
  assert.ok(first && second && first !== second, `${first}, then ${second}`);
  await approver.keyboard.press("k");
  assert.equal(await focused(), first);
  await approver.keyboard.press("j");
  // The list is made anew around it.
  const partner = await person("partner");
  await ask(await signInByApi(partner, server, "partner"), server, "Und in Gelb?");
  await approver.getByText("Und in Gelb?").first().waitFor(AT_ONCE);
  assert.equal(await focused(), second);
  await approver.keyboard.press("?");
  const help = approver.getByRole("dialog", { name: "Tastatur" });
  await help.getByText("zum nächsten Vorgang").waitFor();
  await axe(approver);
  await approver.keyboard.press("j");
  await approver.keyboard.press("Escape");
  await help.waitFor({ state: "detached" });
  assert.equal(await focused(), second);
  await approver.keyboard.press("Enter");
  await approver.waitForURL(/chosen=/);
  assert.equal(await approver.evaluate(() => document.activeElement.id), "chosen");
  // In a field, a letter is a letter.
  await approver.getByRole("searchbox").first().focus();
  await approver.keyboard.type("jk?");
  assert.equal(await approver.getByRole("searchbox").first().inputValue(), "jk?");
});
