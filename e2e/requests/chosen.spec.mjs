// The list in groups, and the same step with several requests: each is handed over by itself, and what can't be stays chosen, with the reason.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const boxes = (page) => page.getByRole("checkbox", { name: /auswählen$|^Choose / });
const bar = (page) => page.getByRole("region", { name: /Ausgewählte Vorgänge|Chosen requests/ });
scenario("an approver chooses several by keyboard and hands them over with one reason; what can't be stays, and says why", async ({ person }) => {
  const approver = await person("approver");
  await approver.goto("/requests?section=with_vendor");
  await boxes(approver).first().waitFor();
  const shown = await boxes(approver).count();
  assert.ok(shown > 3, `${shown} rows`);
  assert.equal(await bar(approver).count(), 0, "nothing is chosen");

  await boxes(approver).nth(0).focus();
  await approver.keyboard.press("Space");
  await bar(approver).getByText("1 Vorgang ausgewählt").waitFor();
  await bar(approver).getByRole("button", { name: "Alle gezeigten auswählen" }).press("Enter");
  await bar(approver).getByText(`${shown} Vorgänge ausgewählt`).waitFor();
  await matrix(approver, "chosen", async (page) => {
    await fits(page);
    // At the end of the list the bar hides no row.
    await page.getByRole("contentinfo").scrollIntoViewIfNeeded();
    await axe(page);
  });
  await approver.getByRole("searchbox").fill("DK-");
  await approver.waitForURL(/q=DK-/);
  await bar(approver).waitFor({ state: "detached" });
  assert.equal(await approver.getByRole("checkbox", { name: /auswählen$/, checked: true }).count(), 0, "what another filter hides is chosen no more");
  await approver.goto("/requests?section=with_vendor");

  // One is this colleague's already: it is handed over to nobody, and the others are.
  const rows = approver.getByRole("row").filter({ has: approver.getByRole("checkbox") });
  await rows.first().waitFor();
  const owners = await rows.evaluateAll((all) => all.map((row) => row.querySelector("td:nth-of-type(5)")?.textContent ?? ""));
  const name = "Henrik Lund";
  const theirs = owners.findIndex((owner) => owner === name);
  const others = owners.map((owner, n) => [owner, n]).filter(([owner]) => owner !== name).map(([, n]) => n).slice(0, 2);
  assert.ok(theirs >= 0 && others.length === 2, owners.join(", "));
  for (const n of [theirs, ...others]) await boxes(approver).nth(n).check();
  const number = (await rows.nth(theirs).getByRole("cell").first().innerText()).trim();
  await bar(approver).getByRole("button", { name: "Übergeben" }).click();
  const dialog = approver.getByRole("dialog", { name: "Übergeben" });
  await dialog.getByRole("button", { name: "Übergeben" }).click();
  await dialog.getByText("Bitte füllen Sie dies aus.").first().waitFor();
  await dialog.getByLabel("An wen?").selectOption({ label: (await dialog.getByRole("option").allInnerTexts()).find((text) => text.startsWith(name)) });
  await dialog.getByLabel("Warum?").fill("Urlaub ab morgen");
  await dialog.getByRole("button", { name: "Übergeben" }).click();
  await dialog.getByText("2 von 3 übergeben.").waitFor();
  await dialog.getByRole("listitem").filter({ hasText: number }).waitFor();
  await matrix(approver, "chosen-stayed", async (page) => {
    await fits(page);
    await axe(page);
  });
  await approver.keyboard.press("Escape");
  await bar(approver).getByText("1 Vorgang ausgewählt").waitFor();
  const now = await rows.evaluateAll((all) => all.map((row) => row.querySelector("td:nth-of-type(5)")?.textContent ?? ""));
  assert.equal(now.filter((owner) => owner === name).length, owners.filter((owner) => owner === name).length + 2);

  // Read, and back.
  await bar(approver).getByRole("button", { name: "Als gelesen markieren" }).click();
  await approver.getByText("1 Vorgang ist als gelesen markiert.").waitFor();
  await approver.getByRole("button", { name: "Rückgängig" }).click();
  await boxes(approver).first().waitFor();
});

scenario("the list in groups: open ones stay open, one alone is a list that can be shared and saved", async ({ person }) => {
  const approver = await person("approver");
  await approver.getByRole("link", { name: "Gruppiert" }).click();
  await approver.waitForURL(/section=with_vendor&group=owner$/);
  const groups = approver.getByRole("group");
  await groups.first().waitFor();
  const people = await groups.count();
  assert.ok(people > 1, `${people} owners`);
  await matrix(approver, "groups", async (page) => {
    await fits(page);
    await axe(page);
  });
  // The first has the nearest date; by keyboard.
  await groups.first().locator("summary").press("Enter");
  await groups.first().getByRole("row").nth(1).waitFor();
  await matrix(approver, "groups-open", async (page) => {
    await fits(page);
    await axe(page);
  });
  const count = Number((await groups.first().locator("summary").innerText()).match(/(\d+) Vorg/)[1]);
  assert.equal(await groups.first().getByRole("row").count(), count + 1);
  await boxes(approver).first().check();
  await bar(approver).getByText("1 Vorgang ausgewählt").waitFor();
  await groups.first().getByRole("link").first().click();
  await approver.waitForURL((url) => !url.pathname.startsWith("/requests?"));
  await approver.goBack();
  await groups.first().getByRole("row").nth(1).waitFor();

  // By customer, in the other language and for the other side: their own customers alone.
  const partner = await person("sales", { locale: "en-GB" });
  await partner.goto("/requests?group=customer");
  await partner.getByText("No customer named").waitFor();
  assert.equal(await partner.getByLabel("Group", { exact: true }).getByRole("option", { name: "By partner" }).count(), 0);
  await partner.getByText("No customer named").click();
  const whole = partner.getByRole("group").filter({ hasText: "No customer named" }).getByRole("row");
  await whole.nth(1).waitFor();
  await partner.goto("/requests?customer=none");
  await partner.getByText("Only requests that name no customer are shown.").waitFor();
  await partner.getByRole("link", { name: "Remove this filter" }).click();
  await partner.waitForURL(/\/requests$/);
});
