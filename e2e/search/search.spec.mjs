// The one search: reached by a key from every page, chosen from by keyboard, and nothing of anybody else's in it.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { fits } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const field = (page, name = "Alles durchsuchen") => page.getByRole("combobox", { name });
const option = (page, name) => page.getByRole("option", { name });

/** The option that Enter would open, as a screen reader is told. */
async function chosen(page) {
  const id = await field(page).getAttribute("aria-activedescendant");
  return id === null ? null : (await page.locator(`#${id}`).innerText()).split("\n")[0];
}

scenario("by keyboard alone: found while typing, chosen by arrows, opened by Enter", async ({ person }) => {
  const partner = await person("partner");
  await partner.getByRole("heading", { level: 1 }).waitFor();
  await partner.keyboard.press("/");
  const search = field(partner);
  await search.and(partner.locator(":focus")).waitFor();
  assert.equal(await search.getAttribute("aria-expanded"), "false");
  await partner.keyboard.type("DK-1017");
  await option(partner, /^DK-1017/).first().waitFor();
  assert.equal(await search.getAttribute("aria-expanded"), "true");
  assert.equal(await chosen(partner), null);
  await axe(partner);
  await partner.keyboard.press("ArrowDown");
  assert.match(await chosen(partner), /^DK-1017/);
  await axe(partner);
  // Round and round, and closed without a trace.
  await partner.keyboard.press("ArrowUp");
  assert.notEqual(await chosen(partner), null);
  await partner.keyboard.press("Escape");
  await partner.getByRole("listbox").waitFor({ state: "detached" });
  assert.equal(await search.inputValue(), "DK-1017");
  assert.equal(await search.getAttribute("aria-expanded"), "false");
  await partner.keyboard.press("Control+a");
  await partner.keyboard.type("dk1017");
  await option(partner, /^DK-1017/).waitFor();
  await partner.keyboard.press("ArrowDown");
  await partner.keyboard.press("Enter");
  await partner.getByText("DK-1017").first().waitFor();
  assert.match(new URL(partner.url()).pathname, /^\/demo-kits\//);
  assert.equal(await search.inputValue(), "");
  // Ctrl+K leads there from anywhere; without a choice, Enter leads to the list.
  await partner.keyboard.press("Control+k");
  await search.and(partner.locator(":focus")).waitFor();
  await partner.keyboard.type("hafenklinik");
  await partner.keyboard.press("Enter");
  await partner.waitForURL(/\/requests\?q=hafenklinik$/);
  await partner.getByRole("listbox").waitFor({ state: "detached" });
});

scenario("somebody else's is not there, nor a word of it", async ({ person }) => {
  const other = await person("other");
  await other.getByRole("heading", { level: 1 }).waitFor();
  await field(other).fill("DK-1017");
  await other.getByText("Nichts gefunden.").waitFor();
  await axe(other);
});

scenario("a late answer never takes the place of a newer one", async ({ person }) => {
  const partner = await person("partner");
  await partner.getByRole("heading", { level: 1 }).waitFor();
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  await partner.route("**/api/v1/search?q=DK-1017", async (route) => {
    const answer = await route.fetch();
    await held;
    await route.fulfill({ response: answer }).catch(() => {});
  });
  const asked = partner.waitForRequest("**/api/v1/search?q=DK-1017");
  await field(partner).fill("DK-1017");
  await asked;
  await field(partner).fill("Hafenklinik");
  await option(partner, /Hafenklinik/).first().waitFor();
  const before = await partner.getByRole("listbox").innerText();
  const late = partner.waitForResponse("**/api/v1/search?q=DK-1017");
  release();
  await (await late).finished();
  assert.equal(await partner.getByRole("listbox").innerText(), before);
});

scenario("on a phone, in English, by touch", async ({ person }) => {
  const partner = await person("partner", { viewport: { width: 320, height: 640 }, locale: "en-GB" });
  await partner.goto("/me");
  await partner.getByRole("main").getByRole("button", { name: "English" }).click();
  await partner.getByRole("heading", { level: 1, name: "My profile" }).waitFor();
  await field(partner, "Search everything").fill("hafenklinik");
  const first = partner.getByRole("option").first();
  await first.waitFor();
  await fits(partner);
  await axe(partner);
  const box = await partner.getByRole("listbox").boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 320, `from ${box.x}, ${box.width} wide`);
  await first.click();
  await partner.getByRole("listbox").waitFor({ state: "detached" });
  assert.notEqual(new URL(partner.url()).pathname, "/me");
});
