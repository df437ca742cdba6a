// Every page of the portal for each kind of person: without a finding, without sideways scrolling, in both languages.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { fits } from "../support/shot.mjs";
import { world } from "../support/world.mjs";
import { pagesOf } from "./pages.mjs";

const { scenario } = world();

/** Words that are the same in both languages. */
const SAME = /^(Name|Status|Support|Version|Deutsch|English|Partner|Mail|Text|\d[\d.,]*|PDF|\{[a-z_]+\}|)$/;

async function open(page, path, name) {
  await page.goto(path);
  const heading = page.getByRole("heading", { level: 1 });
  await (typeof name === "string" ? heading.getByText(name, { exact: true }) : heading.filter({ hasText: name })).waitFor();
  // What is still being read has no heading to wait for.
  await page.getByText(/^(Wird geladen|Loading)/).first().waitFor({ state: "detached" });
}

/** The portal's own words on a page: buttons, tabs, columns' headers. */
async function words(page) {
  const main = page.getByRole("main");
  const all = [];
  for (const role of ["button", "columnheader"]) all.push(...(await main.getByRole(role).allInnerTexts()));
  // What has several lines is a thing to choose, and called as it is called.
  return all.map((text) => text.trim()).filter((text) => !text.includes("\n"));
}

for (const account of ["partner", "approver", "support", "admin", "accounts", "ledger"]) {
  scenario(`every page of ${account}`, async ({ person }) => {
    const page = await person(account);
    const pages = await pagesOf(page, account);
    const german = {};
    await page.setViewportSize({ width: 320, height: 700 });
    for (const [path, name] of pages) {
      await open(page, path, name);
      assert.equal(await page.locator("html").getAttribute("lang"), "de", path);
      await fits(page);
      await axe(page);
      german[path] = await words(page);
    }
    await page.goto("/me");
    await page.getByRole("main").getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { level: 1, name: "My profile" }).waitFor();
    // Now wide, and in the other light.
    await page.emulateMedia({ colorScheme: "dark" });
    for (const [path, , name] of pages) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await open(page, path, name);
      assert.equal(await page.locator("html").getAttribute("lang"), "en", path);
      await axe(page);
      await page.setViewportSize({ width: 320, height: 700 });
      await fits(page);
      const left = (await words(page)).filter((word) => german[path].includes(word) && !SAME.test(word));
      assert.deepEqual(left, [], `German is left on ${path}`);
    }
  });
}
