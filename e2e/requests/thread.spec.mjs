// A request's page: questions, answers, messages, files; what was typed survives a reload, a lost network, the end of the session.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { PASSWORD } from "../support/sign_in.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

scenario("a question is answered in two clicks; a reload in between loses nothing", async ({ person }) => {
  const partner = await person("partner");
  await partner.getByRole("link", { name: /^Antworten/ }).first().click();
  const dialog = partner.getByRole("dialog");
  await dialog.waitFor();
  await axe(partner);
  await dialog.getByRole("button", { name: "Senden" }).click();
  await dialog.getByRole("alert").waitFor();
  await axe(partner);
  await partner.getByLabel("Ihre Antwort").fill("Firmware 4.2.1, zwölf Etiketten.");
  await partner.reload();
  await partner.getByRole("button", { name: "Antworten" }).click();
  assert.equal(await partner.getByLabel("Ihre Antwort").inputValue(), "Firmware 4.2.1, zwölf Etiketten.");
  await dialog.getByRole("button", { name: "Senden" }).click();
  await partner.getByText(/antwortet; die Uhr läuft weiter/).waitFor();
  await axe(partner);
});

scenario("a lost network keeps the message, and it goes on by itself", async ({ person }) => {
  const partner = await person("partner");
  await partner.getByRole("link", { name: /^Ansehen/ }).first().click();
  const message = partner.getByLabel("Nachricht");
  await message.waitFor();
  await partner.context().setOffline(true);
  await message.fill("Ohne Netz geschrieben");
  await partner.getByRole("button", { name: "Senden" }).click();
  await partner.getByText("Nicht gesendet. Ihr Text ist gesichert.").waitFor();
  await partner.getByText(/^Keine Verbindung/).waitFor();
  await axe(partner);
  await partner.context().setOffline(false);
  await partner.getByText(/^Keine Verbindung/).waitFor({ state: "detached", timeout: 20_000 });
  assert.equal(await message.inputValue(), "Ohne Netz geschrieben");
  await partner.getByRole("button", { name: "Senden" }).click();
  await partner.getByRole("list", { name: "Verlauf" }).getByText("Ohne Netz geschrieben").waitFor();
});

scenario("the end of the session keeps the message", async ({ person }) => {
  const partner = await person("partner");
  await partner.getByRole("link", { name: /^Ansehen/ }).first().click();
  await partner.getByLabel("Nachricht").fill("Vor dem Ende der Sitzung");
  await partner.context().clearCookies();
  await partner.getByRole("button", { name: "Senden" }).click();
  await partner.waitForURL(/\/sign-in/);
  await partner.getByLabel(/e-?mail/i).fill("partner@eyelevel.example");
  await partner.getByLabel(/^(passwort|kennwort)/i).fill(PASSWORD);
  await partner.getByRole("button", { name: /^Anmelden/ }).click();
  assert.equal(await partner.getByLabel("Nachricht").inputValue(), "Vor dem Ende der Sitzung");
});

scenario("a file of the wrong kind is refused with its reason", async ({ person }) => {
  const partner = await person("partner");
  await partner.getByRole("link", { name: /^Ansehen/ }).first().click();
  const files = partner.getByLabel("Dateien hinzufügen");
  await files.setInputFiles({ name: "notiz.txt", mimeType: "text/plain", buffer: Buffer.from("Guten Tag") });
  await partner.getByRole("link", { name: "notiz.txt" }).waitFor();
  await files.setInputFiles({ name: "programm.exe", mimeType: "application/octet-stream", buffer: Buffer.from([0x4d, 0x5a, 0, 1, 255, 254]) });
  await partner.getByText("Diese Art von Inhalt wird hier nicht angenommen.").waitFor();
  assert.equal(await partner.getByRole("link", { name: "programm.exe" }).count(), 0);
});

scenario("an internal note is for the vendor alone", async ({ person }) => {
  const approver = await person("approver");
  await approver.goto("/requests?q=DK-1017");
  await approver.getByRole("table").getByRole("link", { name: /E-Paper/ }).click();
  await approver.getByLabel("Nachricht").fill("Nur für uns");
  await approver.getByLabel(/^Interne Notiz/).check();
  await approver.getByRole("button", { name: "Notiz speichern" }).click();
  await approver.getByText("nur intern").waitFor();
  const partner = await person("partner");
  await partner.goto(new URL(approver.url()).pathname);
  await partner.getByRole("heading", { name: "Verlauf" }).waitFor();
  assert.equal(await partner.getByText("Nur für uns").count(), 0);
  assert.equal(await partner.getByLabel(/^Interne Notiz/).isVisible(), false);
});
