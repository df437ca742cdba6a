// Coming in and going out: sign-in, a forgotten password, the language, the end of all sessions; the pages for it in every light and width.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { linkIn, mail, mails } from "../support/mail.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { signIn } from "../support/sign_in.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

async function everyLight(page, name) {
  await matrix(page, name, async () => {
    await fits(page);
    await axe(page);
  });
}

scenario("the pages before the portal, in both languages, every light and width", async ({ page }) => {
  const headings = { "/sign-in": ["Anmelden", "Sign in"], "/forgot": ["Neues Passwort setzen", "Set a new password"] };
  for (const [path, names] of Object.entries(headings)) {
    for (const [i, language] of ["de", "en"].entries()) {
      await page.goto(`${path}?lang=${language}`);
      await page.getByRole("heading", { level: 1, name: names[i] }).waitFor();
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      await everyLight(page, `${path.slice(1)}-${language}`);
    }
  }
});

scenario("a wrong password is said, the address stays, and nobody learns which addresses exist", async ({ page }) => {
  const said = [];
  for (const email of ["ledger@eyelevel.example", "niemand@eyelevel.example"]) {
    await page.goto("/sign-in");
    await page.getByLabel("E-Mail-Adresse").fill(email);
    await page.getByLabel("Passwort").fill("nicht das richtige");
    await page.getByRole("button", { name: "Anmelden" }).click();
    await page.getByRole("alert").waitFor();
    assert.equal(await page.getByLabel("E-Mail-Adresse").inputValue(), email);
    said.push(await page.getByRole("alert").innerText());
    await axe(page);
  }
  assert.equal(said[0], said[1]);
});

scenario("a forgotten password: a mail, a link that works once, and every other session ends", async ({ page, open, person, server }) => {
  const elsewhere = await person("other-owner");
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Passwort vergessen?" }).click();
  await page.getByLabel("E-Mail-Adresse").fill("other-owner@eyelevel.example");
  await page.getByRole("button", { name: "Link senden" }).click();
  await page.getByRole("heading", { level: 1, name: "Bitte sehen Sie in Ihr Postfach" }).waitFor();
  await axe(page);
  const answer = await page.getByRole("main").innerText();
  const link = linkIn(await mail(server, "other-owner@eyelevel.example", "/reset/"));

  // An address that nobody has gets the same answer, and no mail.
  await page.goto("/forgot");
  await page.getByLabel("E-Mail-Adresse").fill("niemand@eyelevel.example");
  await page.getByRole("button", { name: "Link senden" }).click();
  await page.getByRole("heading", { level: 1, name: "Bitte sehen Sie in Ihr Postfach" }).waitFor();
  assert.equal(await page.getByRole("main").innerText(), answer);
  assert.equal((await mails(server)).filter((part) => part.includes("niemand@eyelevel.example")).length, 0);

  await page.goto(link);
  await page.getByRole("heading", { level: 1, name: "Ein neues Passwort für Georg Haas" }).waitFor();
  await everyLight(page, "reset-de");
  await page.getByLabel("Neues Passwort").fill("ein ganz neuer Satz");
  await page.getByRole("button", { name: "Passwort setzen" }).click();
  await page.getByRole("heading", { level: 1, name: /warte/i }).waitFor();

  await elsewhere.goto("/me");
  await elsewhere.waitForURL(/\/sign-in\?next=/);
  const late = await open();
  await late.goto(link);
  await late.getByRole("heading", { level: 1, name: "Dieser Link gilt nicht mehr" }).waitFor();
  await late.getByRole("link", { name: "Neuen Link anfordern" }).click();
  await late.getByRole("heading", { level: 1, name: "Neues Passwort setzen" }).waitFor();
});

scenario("the profile: who somebody is, and their language at once and for good", async ({ person, open }) => {
  const sales = await person("partner");
  await sales.getByRole("button", { name: /Menü/ }).click();
  await sales.getByRole("link", { name: "Mein Profil" }).click();
  await sales.getByRole("heading", { level: 1, name: "Mein Profil" }).waitFor();
  await sales.getByText("partner@eyelevel.example").waitFor();
  await sales.getByText("fragt Demo-Kits an und beantwortet Rückfragen").waitFor();
  await axe(sales);
  await sales.getByRole("button", { name: "English" }).click();
  await sales.getByRole("heading", { level: 1, name: "My profile" }).waitFor();
  assert.equal(await sales.locator("html").getAttribute("lang"), "en");
  await axe(sales);
  const elsewhere = await signIn(await open(), "partner");
  await elsewhere.getByRole("link", { name: "Requests", exact: true }).waitFor();
  await sales.getByRole("button", { name: "Deutsch" }).click();
  await sales.getByRole("heading", { level: 1, name: "Mein Profil" }).waitFor();
});

scenario("signing out everywhere ends the session in another browser, too", async ({ person }) => {
  const [here, there] = [await person("partner"), await person("partner")];
  await here.goto("/me");
  await here.getByRole("main").getByRole("button", { name: "Auf allen Geräten abmelden" }).click();
  await here.waitForURL(/\/sign-in/);
  await there.getByRole("link", { name: "Katalog", exact: true }).click();
  await there.waitForURL(/\/sign-in\?next=/);
  // And it goes on where it was left.
  await there.getByLabel("E-Mail-Adresse").fill("partner@eyelevel.example");
  await there.getByLabel("Passwort").fill("eyelevel-demo");
  await there.getByRole("button", { name: "Anmelden" }).click();
  await there.getByRole("heading", { level: 1, name: "Katalog" }).waitFor();
});

scenario("what was typed and not sent is named before signing out", async ({ person }) => {
  const partner = await person("partner");
  await partner.getByRole("link", { name: /^Ansehen/ }).first().click();
  await partner.getByLabel("Nachricht").fill("Noch nicht gesendet");
  await partner.getByRole("button", { name: /Menü/ }).click();
  await partner.getByRole("button", { name: "Abmelden", exact: true }).click();
  const dialog = partner.getByRole("dialog", { name: "Nicht alles ist gesendet" });
  await axe(partner);
  await dialog.getByRole("button", { name: "Abbrechen" }).click();
  assert.equal(await partner.getByLabel("Nachricht").inputValue(), "Noch nicht gesendet");
});
