// The board of both sides: in both languages, light and dark, narrow and wide; without a finding, without sideways scrolling.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

scenario("the partner's board in every light and width", async ({ person }) => {
  const partner = await person("partner");
  await partner.getByRole("heading", { name: /^Bei Ihnen/ }).waitFor();
  await matrix(partner, "board-partner", async (page) => {
    await fits(page);
    await axe(page);
  });
});

scenario("the vendor's board in every light and width, in English", async ({ person }) => {
  const manager = await person("manager");
  await manager.getByRole("button", { name: /Menü/ }).click();
  await manager.getByRole("button", { name: "English" }).click();
  await manager.getByRole("heading", { name: /most urgent first/ }).waitFor();
  await matrix(manager, "board-vendor", async (page) => {
    await fits(page);
    await axe(page);
  });
});

scenario("the queue has the tightest promise first, and deciding takes two clicks", async ({ person }) => {
  const approver = await person("approver", { viewport: { width: 1440, height: 1000 } });
  await approver.getByRole("heading", { name: /das Dringendste zuerst/ }).waitFor();
  const rows = await approver.getByRole("list").filter({ hasText: "Entscheiden" }).first().getByRole("listitem").allInnerTexts();
  assert.match(rows[0], /Zusage nicht gehalten/);
  await approver.getByRole("link", { name: "Entscheiden: 1 × Türschild-Set + 1" }).click();
  await approver.getByRole("button", { name: "Genehmigen", exact: true }).click();
  await approver.getByText("Genehmigt.").waitFor();
});

scenario("on a phone, something new is at hand, and its choices are on the screen", async ({ person }) => {
  const partner = await person("partner", { viewport: { width: 360, height: 740 } });
  await partner.getByRole("button", { name: "Neue Anfrage" }).click();
  const kit = partner.getByRole("link", { name: "Demo-Kit anfragen" });
  await kit.waitFor();
  const { x, y, width, height } = await kit.boundingBox();
  assert.ok(x >= 0 && y >= 0 && x + width <= 360 && y + height <= 740, `at ${x}, ${y}`);
  await axe(partner);
  await kit.click();
  await partner.getByRole("heading", { level: 1, name: "Katalog" }).waitFor();
});

scenario("nobody else's requests are on a board", async ({ person }) => {
  const other = await person("other");
  await other.getByRole("heading", { name: /^Bei Ihnen|^Bei Kranich/ }).first().waitFor();
  assert.equal(await other.getByText("DK-1017").count(), 0);
});
