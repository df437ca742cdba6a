// Getting about: by keyboard alone, back and forth, to addresses that do not exist, without a network; and on paper.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

/** Tabs until the focus is there, as somebody does who has no mouse; where the focus is can be seen. */
async function tabTo(page, target, most = 60) {
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press("Tab");
    const [here, seen] = await target.evaluate((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return [element === document.activeElement, outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0];
    });
    if (here) {
      assert.ok(seen, "the focus can be seen");
      return;
    }
  }
  throw new Error(`not reached by ${most} tabs`);
}

/** Waits until the focus is there: it moves a moment after what it moves to has come. */
const focused = (target) => target.and(target.page().locator(":focus")).waitFor();

scenario("the keyboard reaches every page's main action", async ({ person }) => {
  const partner = await person("partner");
  await tabTo(partner, partner.getByRole("link", { name: "Zum Inhalt" }), 1);
  await partner.keyboard.press("Enter");
  await tabTo(partner, partner.getByRole("button", { name: "Neue Anfrage" }), 3);
  await partner.keyboard.press("Enter");
  await tabTo(partner, partner.getByRole("link", { name: "Demo-Kit anfragen" }), 2);
  await partner.keyboard.press("Enter");
  await partner.getByRole("heading", { level: 1, name: "Katalog" }).waitFor();
  await tabTo(partner, partner.getByRole("link", { name: "E-Paper-Display anfragen" }));
  await partner.keyboard.press("Enter");
  await partner.getByRole("heading", { level: 1, name: "Demo-Kit anfragen" }).waitFor();
  await tabTo(partner, partner.getByRole("button", { name: "Anfrage senden" }));
  await partner.keyboard.press("Enter");
  await partner.getByRole("alert").waitFor();
  await focused(partner.getByRole("alert"));

  await partner.goto("/");
  const answer = partner.getByRole("link", { name: /^Antworten/ }).first();
  await answer.waitFor();
  await tabTo(partner, answer);
  await partner.keyboard.press("Enter");
  const dialog = partner.getByRole("dialog");
  await dialog.waitFor();
  await partner.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  const opener = partner.getByRole("button", { name: "Antworten", exact: true });
  await tabTo(partner, opener);
  await partner.keyboard.press("Enter");
  await dialog.waitFor();
  // The focus stays in the dialog, and returns to where it was.
  await tabTo(partner, dialog.getByLabel("Ihre Antwort"), 3);
  await partner.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await focused(opener);

  const approver = await person("approver", { viewport: { width: 1440, height: 900 } });
  const decide = approver.getByRole("link", { name: "Entscheiden: 1 × Türschild-Set + 1" });
  await decide.waitFor();
  // A full board is long; its order is the tab order.
  await tabTo(approver, decide, 150);
  await approver.keyboard.press("Enter");
  await tabTo(approver, approver.getByRole("button", { name: "Genehmigen", exact: true }), 150);
});

scenario("Back brings the filters again, and what they showed", async ({ person }) => {
  const page = await person("manager");
  await page.goto("/requests");
  const table = page.getByRole("table", { name: "Vorgänge" });
  const rows = () => table.getByRole("row").count();
  await table.waitFor();
  await page.getByRole("link", { name: "Erledigt" }).click();
  await page.waitForURL(/section=done/);
  await page.getByLabel("Art", { exact: true }).selectOption({ label: "Demo-Kits" });
  await page.getByLabel("Nummer, Betreff, Referenz, Kunde").fill("SW-455");
  await page.waitForURL(/q=SW-455/);
  await table.getByRole("link", { name: /Raumsensor/ }).waitFor();
  await table.getByRole("link", { name: /Appliance/ }).waitFor({ state: "detached" });
  const [before, here] = [await rows(), page.url()];
  assert.equal(before, 2);
  await table.getByRole("link", { name: /Raumsensor/ }).click();
  await page.getByRole("heading", { level: 1, name: /Raumsensor/ }).waitFor();
  await page.goBack();
  await table.getByRole("link", { name: /Raumsensor/ }).waitFor();
  assert.equal(page.url(), here);
  assert.equal(await rows(), before);
  assert.equal(await page.getByLabel("Nummer, Betreff, Referenz, Kunde").inputValue(), "SW-455");
  assert.equal(await page.getByLabel("Art", { exact: true }).inputValue(), "demo_kit");
  assert.equal(await page.getByRole("link", { name: "Erledigt" }).getAttribute("aria-current"), "true");
  await page.goForward();
  await page.getByRole("heading", { level: 1, name: /Raumsensor/ }).waitFor();
  // The same by address: a reload, and a bookmark.
  await page.goto(here);
  await table.getByRole("link", { name: /Raumsensor/ }).waitFor();
  assert.equal(await rows(), before);
  // Nothing found: the way out is one click.
  await page.getByLabel("Nummer, Betreff, Referenz, Kunde").fill("gibt es nicht");
  await page.getByText("Nichts passt zu diesen Filtern.").waitFor();
  await axe(page);
  await page.getByRole("link", { name: "Filter entfernen" }).click();
  await table.getByRole("link", { name: /Appliance/ }).first().waitFor();
  assert.equal(new URL(page.url()).search, "");
});

scenario("an address that does not exist leads on", async ({ person }) => {
  const page = await person("partner");
  await page.goto("/nowhere/at/all?x=1");
  await page.getByRole("heading", { level: 1, name: "Diese Seite gibt es nicht" }).waitFor();
  assert.match(await page.title(), /Diese Seite gibt es nicht/);
  await page.getByRole("main").getByRole("link", { name: "Zur Übersicht" }).click();
  await page.getByRole("heading", { name: /^Bei Ihnen/ }).waitFor();
  for (const path of ["/demo-kits/nothing", "/enquiries/nothing", "/deliveries/nothing", "/catalogue/nothing"]) {
    await page.goto(path);
    await page.getByText("Das gibt es nicht, oder es ist nicht für Sie.").first().waitFor();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await axe(page);
  }
});

scenario("without a network a quiet bar says so, and goes when it is back", async ({ person }) => {
  const page = await person("partner");
  // The list's program is here by then; what it lists is not.
  await page.getByRole("link", { name: "Vorgänge", exact: true }).click();
  await page.getByRole("table", { name: "Vorgänge" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: /^Bei Ihnen/ }).waitFor();
  await page.context().setOffline(true);
  await page.getByRole("link", { name: "Vorgänge", exact: true }).click();
  const bar = page.getByRole("status").filter({ hasText: "Keine Verbindung. Eingaben sind gesichert; es geht von selbst weiter." });
  await bar.waitFor();
  await page.getByRole("heading", { level: 1, name: "Vorgänge" }).waitFor();
  await axe(page);
  await page.context().setOffline(false);
  await bar.waitFor({ state: "detached", timeout: 20_000 });
  // What could not be read is read by itself.
  await page.getByRole("table", { name: "Vorgänge" }).getByRole("link").first().waitFor();
});

scenario("what is loaded later and could not be, loads by itself when the network is back", async ({ open, person }) => {
  const page = await person("partner");
  const there = await open();
  await there.context().addCookies(await page.context().cookies());
  let asked = 0;
  let away = true;
  await there.route(/_later\.wasm/, (route) => {
    asked += 1;
    return away ? route.abort() : route.continue();
  });
  await there.goto("/");
  await there.getByRole("heading", { name: /^Bei Ihnen/ }).waitFor();
  await there.context().setOffline(true);
  await there.getByRole("link", { name: "Katalog", exact: true }).click();
  await there.getByText(/^Diese Seite ließ sich nicht laden/).waitFor();
  await there.getByText(/^Keine Verbindung/).waitFor();
  await axe(there);
  assert.ok(asked > 0, "it stands in a file of its own");
  away = false;
  await there.context().setOffline(false);
  await there.getByRole("heading", { level: 1, name: "Katalog" }).waitFor({ timeout: 20_000 });
  await there.getByRole("link", { name: "E-Paper-Display anfragen" }).waitFor();
});

scenario("on paper: the request whole, and nothing to click", async ({ person }) => {
  const page = await person("partner");
  await page.goto("/requests?q=HKA-2085");
  await page.getByRole("table").getByRole("link", { name: /E-Paper/ }).click();
  const history = page.getByRole("list", { name: "Verlauf" });
  await history.getByRole("listitem").last().waitFor();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByRole("navigation").first().isVisible(), false);
  for (const button of await page.getByRole("button").all()) assert.equal(await button.isVisible(), false);
  assert.equal(await page.getByLabel("Nachricht").isVisible(), false);
  assert.ok(await page.getByRole("heading", { level: 1 }).isVisible());
  for (const entry of await history.getByRole("listitem").all()) assert.ok(await entry.isVisible());
  assert.deepEqual(await cut(page), []);

  await page.emulateMedia({ media: "screen" });
  await page.goto("/requests?limit=1000");
  await page.getByRole("table", { name: "Vorgänge" }).getByRole("link").first().waitFor();
  await page.emulateMedia({ media: "print" });
  assert.deepEqual(await cut(page), []);
});

/** What would be cut off or left out on paper: boxes that scroll or hide what is in them, and what is laid out only when it is in sight. */
function cut(page) {
  return page.getByRole("main").evaluate((main) =>
    [main, ...main.querySelectorAll("*")]
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const style = getComputedStyle(element);
        const hides = style.overflow !== "visible" && style.clipPath === "none";
        const spills = element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1;
        return (hides && spills && element.clientHeight > 1) || style.contentVisibility !== "visible";
      })
      .map((element) => `${element.localName}.${element.className}`),
  );
}
