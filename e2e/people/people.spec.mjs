// People: a colleague is invited and comes in, roles change, and who may not is told why.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { linkIn, mail } from "../support/mail.mjs";
import { fits } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const NEEDS_OWNER = "Dafür braucht es eine dieser Rollen: Inhaber.";

/** The button is there, can be reached by keyboard, does nothing and says why. */
async function refused(page, name, why) {
  const button = page.getByRole("button", { name });
  await button.waitFor();
  await button.focus();
  assert.equal(await button.getAttribute("aria-disabled"), "true", name);
  assert.equal(await button.getAttribute("title"), why);
  await button.press("Enter");
  assert.equal(await page.getByRole("dialog").count(), 0);
}

scenario("a colleague is invited, chooses a password, and is in", async ({ person, open, server }) => {
  const owner = await person("owner");
  await owner.getByRole("navigation").getByRole("button", { name: "Mehr" }).click();
  await owner.getByRole("link", { name: "Personen", exact: true }).click();
  await owner.getByRole("heading", { level: 1, name: "Personen bei Nordlicht IT" }).waitFor();
  await axe(owner);
  await owner.getByRole("button", { name: "Einladen", exact: true }).click();
  const dialog = owner.getByRole("dialog");
  await dialog.getByRole("button", { name: "Einladung senden" }).click();
  const alert = dialog.getByRole("alert");
  for (const field of ["Name", "E-Mail", "Rollen"]) await alert.getByRole("link", { name: new RegExp(`^${field}: `) }).waitFor();
  await axe(owner);
  await dialog.getByLabel("Name").fill("Piet Olsen");
  await dialog.getByLabel("E-Mail").fill("piet@nordlicht");
  await dialog.getByLabel("Technik").check();
  await dialog.getByRole("button", { name: "Einladung senden" }).click();
  await alert.getByRole("link", { name: /^E-Mail: Das ist keine Mailadresse/ }).waitFor();
  await dialog.getByLabel("E-Mail").fill("partner@eyelevel.example");
  await dialog.getByRole("button", { name: "Einladung senden" }).click();
  await alert.getByRole("link", { name: "E-Mail: Das ist schon vergeben." }).waitFor();
  assert.equal(await dialog.getByLabel("Name").inputValue(), "Piet Olsen");
  assert.equal(await dialog.getByLabel("Technik").isChecked(), true);
  await dialog.getByLabel("E-Mail").fill("piet@nordlicht.example");
  await dialog.getByRole("button", { name: "Einladung senden" }).click();
  await owner.getByText("Einladung gesendet.").waitFor();
  const row = owner.getByRole("row", { name: /Piet Olsen/ });
  await row.getByText("eingeladen").waitFor();

  const link = linkIn(await mail(server, "piet@nordlicht.example", "Ihre Einladung"));
  const piet = await open();
  await piet.goto(link);
  await piet.getByRole("heading", { level: 1, name: "Willkommen, Piet Olsen" }).waitFor();
  await axe(piet);
  await piet.getByLabel("Neues Passwort").fill("kurz");
  await piet.getByRole("button", { name: "Passwort setzen" }).click();
  await piet.getByText("Mindestens 10 Zeichen.", { exact: true }).waitFor();
  await axe(piet);
  await piet.getByLabel("Neues Passwort").fill("ein Satz aus dem Norden");
  await piet.getByRole("button", { name: "Passwort setzen" }).click();
  await piet.getByRole("button", { name: "Neue Anfrage" }).waitFor();
  // Once: the link is used up, and asks for another invitation.
  const late = await open();
  await late.goto(link);
  await late.getByRole("heading", { level: 1, name: "Dieser Link gilt nicht mehr" }).waitFor();
  await axe(late);
  await late.goto("/sign-in");
  await late.getByLabel("E-Mail-Adresse").fill("piet@nordlicht.example");
  await late.getByLabel("Passwort").fill("ein Satz aus dem Norden");
  await late.getByRole("button", { name: "Anmelden" }).click();
  await late.getByRole("button", { name: "Neue Anfrage" }).waitFor();

  await owner.reload();
  await row.getByText("aktiv").waitFor();
  assert.equal(await row.getByRole("button", { name: /noch einmal einladen/ }).count(), 0);
});

scenario("roles change, and what they allow with them", async ({ person }) => {
  const owner = await person("owner");
  await owner.goto("/people");
  const row = owner.getByRole("row", { name: /Uwe Brandt/ });
  await row.getByRole("button", { name: "Uwe Brandt ändern" }).click();
  const dialog = owner.getByRole("dialog");
  await dialog.getByLabel("Buchhaltung").uncheck();
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await dialog.getByRole("alert").getByRole("link", { name: /^Rollen: / }).waitFor();
  await dialog.getByLabel("Buchhaltung").check();
  await dialog.getByLabel("Vertrieb").check();
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await owner.getByText("Gespeichert.").waitFor();
  await row.getByText("Vertrieb, Buchhaltung").waitFor();
  const accounts = await person("accounts");
  await accounts.getByRole("button", { name: "Neue Anfrage" }).waitFor();
});

scenario("two change one person: the second is told, and what they typed stays", async ({ person }) => {
  const [first, second] = [await person("owner"), await person("owner")];
  for (const page of [first, second]) {
    await page.goto("/people");
    await page.getByRole("button", { name: "Tom Clausen ändern" }).click();
  }
  await first.getByRole("dialog").getByLabel("Name").fill("Tom C. Clausen");
  await first.getByRole("dialog").getByRole("button", { name: "Speichern" }).click();
  await first.getByText("Gespeichert.").waitFor();
  const dialog = second.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Thomas Clausen");
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await dialog.getByRole("alert").waitFor();
  assert.equal(await dialog.getByLabel("Name").inputValue(), "Thomas Clausen");
  await first.reload();
  await first.getByRole("row", { name: /Tom C. Clausen/ }).waitFor();
  assert.equal(await first.getByRole("row", { name: /Thomas Clausen/ }).count(), 0);
});

scenario("who may not manage people or organisations sees a button that says why", async ({ person }) => {
  const partner = await person("partner");
  await partner.goto("/people");
  await refused(partner, "Einladen", NEEDS_OWNER);
  assert.equal(await partner.getByRole("button", { name: /ändern$/ }).count(), 0);
  await axe(partner);

  const approver = await person("approver");
  await approver.goto("/organisations");
  await refused(approver, "Neuer Partner", "Dafür braucht es eine dieser Rollen: Administration.");
  await axe(approver);
  await approver.getByRole("link", { name: "Personen bei Nordlicht IT" }).click();
  await approver.getByRole("heading", { level: 1, name: "Personen bei Nordlicht IT" }).waitFor();
  await refused(approver, "Einladen", "Dafür braucht es eine dieser Rollen: Administration.");
});

scenario("a partner keeps its customers, and nobody else sees them", async ({ person }) => {
  const partner = await person("partner");
  await partner.getByRole("link", { name: "Kunden", exact: true }).click();
  await partner.getByRole("row", { name: /Hafenklinik Altona/ }).waitFor();
  await axe(partner);
  await partner.getByRole("button", { name: "Neuer Kunde" }).click();
  const dialog = partner.getByRole("dialog");
  await dialog.getByRole("button", { name: "Anlegen" }).click();
  await dialog.getByRole("alert").getByRole("link", { name: "Name der Firma: Bitte füllen Sie dies aus." }).waitFor();
  await dialog.getByLabel("Name der Firma").fill("Werft am Deich");
  await dialog.getByRole("button", { name: "Anlegen" }).click();
  await partner.getByText("Werft am Deich ist angelegt.").waitFor();
  await partner.getByRole("button", { name: "Werft am Deich umbenennen" }).click();
  await dialog.getByLabel("Name der Firma").fill("Werft am Neuen Deich");
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await partner.getByRole("row", { name: /Werft am Neuen Deich/ }).waitFor();
  for (const account of ["other", "manager"]) {
    const page = await person(account);
    await page.goto("/organisations");
    await page.getByRole("table").waitFor();
    assert.equal(await page.getByText("Werft am Neuen Deich").count(), 0, account);
  }
});

scenario("an admin adds a partner and its first person; distributors have a tab", async ({ person, server }) => {
  const admin = await person("admin");
  await admin.getByRole("link", { name: "Partner", exact: true }).click();
  await admin.getByRole("button", { name: "Neuer Partner" }).click();
  await admin.getByRole("dialog").getByLabel("Name der Firma").fill("Förde Netze");
  await admin.getByRole("dialog").getByRole("button", { name: "Anlegen" }).click();
  await admin.getByText("Förde Netze ist angelegt.").waitFor();
  await admin.getByRole("link", { name: "Personen bei Förde Netze" }).click();
  await admin.getByRole("heading", { level: 1, name: "Personen bei Förde Netze" }).waitFor();
  await admin.getByText("Hier ist noch niemand.").waitFor();
  await admin.getByRole("button", { name: "Einladen", exact: true }).click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Grete Jansen");
  await dialog.getByLabel("E-Mail").fill("grete@foerde.example");
  // A partner's roles, not the vendor's.
  assert.equal(await dialog.getByLabel("Entscheidung").count(), 0);
  await dialog.getByLabel("Inhaber").check();
  await dialog.getByLabel("Sprache").selectOption({ label: "Englisch" });
  await dialog.getByRole("button", { name: "Einladung senden" }).click();
  await admin.getByRole("row", { name: /Grete Jansen/ }).waitFor();
  await mail(server, "grete@foerde.example", "/invitation/");
  await admin.goto("/organisations");
  await admin.getByRole("link", { name: "Distributoren" }).click();
  await admin.getByRole("row", { name: /Elbtal Distribution/ }).waitFor();
  await admin.getByRole("button", { name: "Neuer Distributor" }).waitFor();
  await admin.setViewportSize({ width: 320, height: 700 });
  await fits(admin);
  await axe(admin);
});
