// From an empty installation to its first request: the handbook's command, the guide, an invitation by mail, and a partner who asks.
import assert from "node:assert/strict";
import { after } from "node:test";

import { axe } from "../support/axe.mjs";
import { linkIn } from "../support/mail.mjs";
import { post } from "../support/post.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const office = await post();
after(() => office.close());
const vendor = { company: "Lotse Systeme", name: "Ada Winter", email: "ada@lotse.example" };
const { scenario } = world({ vendor, env: office.env });
const PASSWORD = "ein Satz aus dem Norden";

async function enter(page, door) {
  await page.goto(door);
  await page.getByLabel("Neues Passwort").fill(PASSWORD);
  await page.getByRole("button", { name: "Passwort setzen" }).click();
  await page.waitForURL((url) => url.pathname === "/");
}

scenario("the guide leads from nothing to a request with an owner and a promise", async ({ server, page: ada, open }) => {
  await enter(ada, new URL(server.door).pathname);
  await ada.getByText("Noch hat niemand etwas angefragt.").waitFor();
  await axe(ada);
  await matrix(ada, "guide-board", async (page) => fits(page));
  await ada.getByRole("main").getByRole("link", { name: "Erste Schritte" }).press("Enter");
  await ada.getByRole("heading", { level: 1, name: "Erste Schritte" }).waitFor();
  await ada.getByText("1 von 4 nötigen Schritten ist getan").waitFor();
  const step = (name) => ada.getByRole("listitem").filter({ has: ada.getByRole("heading", { name, exact: true }) });
  await step("Mails gehen hinaus").getByText("getan", { exact: true }).waitFor();
  await step("Jemand beim Partner").getByText("wartet", { exact: true }).waitFor();
  await axe(ada);
  await matrix(ada, "guide", async (page) => fits(page));

  await ada.getByRole("link", { name: "Partner anlegen" }).click();
  await ada.getByRole("button", { name: "Neuer Partner" }).click();
  await ada.getByRole("dialog").getByLabel("Name der Firma").fill("Nordlicht IT");
  await ada.getByRole("dialog").getByRole("button", { name: "Anlegen" }).click();
  await ada.getByText("Nordlicht IT ist angelegt.").waitFor();
  await ada.goto("/guide");
  await step("Ein Partner").getByText("getan", { exact: true }).waitFor();
  await ada.getByRole("link", { name: "Person einladen" }).click();
  await ada.getByRole("heading", { level: 1, name: "Personen bei Nordlicht IT" }).waitFor();
  await ada.getByRole("button", { name: "Einladen", exact: true }).click();
  const dialog = ada.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Jana Petersen");
  await dialog.getByLabel("E-Mail").fill("jana@nordlicht.example");
  await dialog.getByLabel("Technik").check();
  await dialog.getByRole("button", { name: "Einladung senden" }).click();
  await ada.getByText("Einladung gesendet.").waitFor();
  await ada.goto("/guide");
  await ada.getByText(/Jetzt ist Ihr Partner dran/).waitFor();

  const jana = await open();
  const invitation = await office.mail("jana@nordlicht.example", "/invitation/");
  await enter(jana, linkIn(invitation.text));
  await jana.getByRole("button", { name: "Neue Anfrage" }).click();
  await jana.getByRole("link", { name: "Idee oder Frage" }).click();
  await jana.getByLabel("Worum geht es?").fill("Passt das Schild an eine Glastür?");
  await jana.getByRole("button", { name: "Anfrage senden" }).click();
  await jana.getByText(/Ada Winter .*bis/).first().waitFor();

  await ada.reload();
  await ada.getByText("4 von 4 nötigen Schritten sind getan").waitFor();
  await axe(ada);
  await matrix(ada, "guide-done", async (page) => fits(page));
  await ada.getByRole("link", { name: "Zur Übersicht" }).click();
  await ada.getByText("Passt das Schild an eine Glastür?").first().waitFor();
});

scenario("in English", async ({ page, server }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-Mail-Adresse").fill(vendor.email);
  await page.getByLabel("Passwort").fill(PASSWORD);
  await page.getByRole("button", { name: "Anmelden" }).click();
  await page.getByRole("button", { name: /Menü/ }).click();
  // Kept before the next page is asked for.
  await Promise.all([
    page.waitForResponse((answer) => answer.url().endsWith("/api/v1/me") && answer.request().method() === "PUT"),
    page.getByRole("button", { name: "English" }).click(),
  ]);
  await page.goto("/guide");
  await page.getByRole("heading", { level: 1, name: "First steps" }).waitFor();
  await page.getByRole("heading", { level: 2, name: "Somebody decides" }).waitFor();
  await matrix(page, "guide-en", async (one) => fits(one));
  assert.ok(server.door, "the installation was empty");
});
