// A program of a partner's: a token made by keyboard and shown once, used against the API, revoked.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { inDays } from "../support/days.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world({ env: { EYELEVEL_API_RATE_LIMIT: "20" } });

scenario("a token: made by keyboard, shown once, used by a program, revoked", async ({ person, server }) => {
  const partner = await person("partner");
  await partner.goto("/me");
  await partner.getByRole("link", { name: "API-Tokens" }).click();
  await partner.getByRole("heading", { level: 1, name: "API-Tokens" }).waitFor();
  await partner.getByText("Noch kein Token.").waitFor();
  await matrix(partner, "tokens-none", async (page) => {
    await fits(page);
    await axe(page);
  });

  // Without a name nothing is made; what was typed stays.
  await partner.getByRole("button", { name: "Token anlegen" }).focus();
  await partner.keyboard.press("Enter");
  const dialog = partner.getByRole("dialog", { name: "Token anlegen" });
  assert.equal(await dialog.getByLabel("Gültig bis").inputValue(), inDays(90));
  assert.ok(await dialog.getByRole("radio", { name: /^Nur lesen/ }).isChecked());
  await dialog.getByRole("button", { name: "Token anlegen" }).focus();
  await partner.keyboard.press("Enter");
  await dialog.getByText("Bitte füllen Sie dies aus.").first().waitFor();
  await axe(partner);
  await dialog.getByLabel("Name").focus();
  await partner.keyboard.type("Warenwirtschaft");
  await dialog.getByRole("radio", { name: /^Nur lesen/ }).focus();
  await partner.keyboard.press("ArrowDown");
  assert.ok(await dialog.getByRole("radio", { name: /^Lesen und schreiben/ }).isChecked());
  await matrix(partner, "tokens-form", async (page) => {
    await fits(page);
    await axe(page);
  });
  await dialog.getByLabel("Name").focus();
  await partner.keyboard.press("Enter");

  const shown = partner.getByRole("dialog", { name: "Ihr neues Token" });
  await shown.getByText("Es wird nur dieses eine Mal gezeigt.").waitFor();
  const token = /eyt_[\w-]{43}/.exec(await shown.innerText())?.[0];
  assert.ok(token, await shown.innerText());
  await matrix(partner, "tokens-made", async (page) => {
    await fits(page);
    await axe(page);
  });
  await partner.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await shown.getByRole("button", { name: "Kopieren" }).click();
  await partner.getByText("Kopiert").waitFor();
  assert.equal(await partner.evaluate(() => navigator.clipboard.readText()), token);
  await shown.getByRole("button", { name: "Ich habe es eingetragen" }).focus();
  await partner.keyboard.press("Enter");
  await partner.getByText("Warenwirtschaft").waitFor();
  assert.ok(!(await partner.locator("body").innerText()).includes(token), "it is not shown again");

  // A program, which is no browser.
  const ask = (path, init = {}) =>
    fetch(`${server.url}/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${token}`, "content-type": "application/json" } });
  const me = await ask("/me");
  assert.equal((await me.json()).email, "partner@eyelevel.example");
  assert.equal(me.headers.get("ratelimit-policy"), '"default";q=20;w=60');
  assert.match(me.headers.get("ratelimit"), /^"default";r=19;t=\d+$/);
  const sent = await ask("/enquiries", { method: "POST", body: JSON.stringify({ text: "Gibt es das auch in Blau?" }) });
  assert.equal(sent.status, 201);
  assert.equal((await ask("/me/tokens", { method: "POST", body: "{}" })).status, 403);

  await partner.reload();
  await partner.getByText("lesen und schreiben").waitFor();
  assert.equal(await partner.getByText("noch nie").count(), 0, "when it was used last");
  await matrix(partner, "tokens", async (page) => {
    await fits(page);
    await axe(page);
  });
  await partner.getByRole("button", { name: "Widerrufen: Warenwirtschaft" }).click();
  const sure = partner.getByRole("dialog", { name: "Token widerrufen" });
  await axe(partner);
  await sure.getByRole("button", { name: "Abbrechen" }).click();
  assert.equal((await ask("/me")).status, 200);
  await partner.getByRole("button", { name: "Widerrufen: Warenwirtschaft" }).click();
  await sure.getByRole("button", { name: "Widerrufen", exact: true }).click();
  await partner.getByText("Noch kein Token.").waitFor();
  const late = await ask("/me");
  assert.equal(late.status, 401);
  assert.match(late.headers.get("www-authenticate"), /^Bearer .*invalid_token/);

  // What a program did stands in the trail under its person's name.
  const admin = await person("admin");
  await admin.goto("/audit?action=request");
  await admin.getByRole("link", { name: "mit einem API-Token" }).first().click();
  await admin.getByText("API-Token widerrufen").waitFor();
  await admin.getByText("API-Token angelegt").waitFor();
  await axe(admin);
});

scenario("in English", async ({ person }) => {
  const partner = await person("sales");
  await partner.goto("/me");
  await partner.getByRole("button", { name: "English" }).click();
  await partner.getByRole("link", { name: "API tokens" }).click();
  await partner.getByRole("button", { name: "Make a token" }).click();
  const dialog = partner.getByRole("dialog", { name: "Make a token" });
  await dialog.getByLabel("Name").fill("ERP");
  await dialog.getByLabel("Good until").fill(inDays(367));
  await dialog.getByRole("button", { name: "Make a token" }).click();
  await dialog.getByText("At most 366 days from today.").first().waitFor();
  await dialog.getByLabel("Good until").fill(inDays(0));
  await dialog.getByRole("button", { name: "Make a token" }).click();
  await matrix(partner, "tokens-made-en", async (page) => fits(page));
  await partner.getByRole("dialog", { name: "Your new token" }).getByRole("button", { name: "I have entered it" }).click();
  await partner.getByText("ERP").waitFor();
  await matrix(partner, "tokens-en", async (page) => {
    await fits(page);
    await axe(page);
  });
});
