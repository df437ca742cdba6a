// The signing keys: one signs, the earlier ones go on proving what they signed, and before one is replaced it is said what happens.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const ring = async (page) => (await (await page.request.get("/.well-known/licence-keys.json")).json()).keys;

scenario("a signing key is replaced and retired, each after it was said what that means", async ({ person }) => {
  const admin = await person("admin");
  await admin.goto("/products");
  await admin.getByRole("link", { name: "Signaturschlüssel" }).click();
  await admin.getByRole("heading", { level: 1, name: "Signaturschlüssel" }).waitFor();
  await admin.getByRole("link", { name: /\/\.well-known\/licence-keys\.json$/ }).waitFor();
  const rotate = admin.getByRole("button", { name: "Ablösen" });
  const dialog = admin.getByRole("dialog");
  const confirm = async (button, name) => {
    await button.click();
    await dialog.getByText("Die Lizenzschlüssel der Kunden gelten weiter").waitFor();
    await axe(admin);
    // Not yet.
    const before = await ring(admin);
    await dialog.getByRole("button", { name: "Abbrechen" }).click();
    await dialog.waitFor({ state: "detached" });
    assert.deepEqual(await ring(admin), before);
    await button.click();
    await dialog.getByRole("button", { name }).click();
    await dialog.waitFor({ state: "detached" });
  };
  await confirm(rotate, "Ablösen");
  await admin.getByText("Abgelöst. Der neue Schlüssel signiert.").waitFor();
  const [now] = await ring(admin);
  await admin.getByRole("row", { name: new RegExp(`^${now.id}`) }).getByText("signiert", { exact: true }).waitFor();
  await confirm(rotate, "Ablösen");
  await admin.getByRole("row", { name: new RegExp(`^${now.id}.*zurückgezogen`) }).getByText("beweist weiter, was davor signiert wurde").waitFor();
  const [next] = await ring(admin);
  assert.notEqual(next.id, now.id);
  await confirm(admin.getByRole("button", { name: `Zurückziehen: ${next.id}` }), "Zurückziehen");
  await admin.getByRole("row", { name: new RegExp(`^${next.id}.*zurückgezogen`) }).waitFor();
  assert.ok((await ring(admin)).every((key) => key.retired_at !== null));
  assert.equal(await admin.getByRole("button", { name: /^Zurückziehen:/ }).count(), 0);
  await rotate.click();
  await dialog.getByRole("button", { name: "Ablösen" }).click();
  await admin.getByText("signiert", { exact: true }).waitFor();
  await matrix(admin, "signing-keys", async () => axe(admin));

  const support = await person("support");
  await support.goto("/licences/signing-keys");
  await support.getByRole("button", { name: "Ablösen" }).and(support.locator("[aria-disabled=true]")).waitFor();
});
