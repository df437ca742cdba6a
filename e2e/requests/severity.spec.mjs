// Severity: the admin promises more for what is critical, a partner says that it is and sees the date before asking, an approver corrects it.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { mail } from "../support/mail.mjs";
import { fits } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

/** What the form says will be decided by when. */
async function promised(page) {
  const line = page.getByText(/bis \S+, \d+\. \S+, \d+:\d+/).last();
  await line.waitFor();
  return line.innerText();
}

scenario("the admin adds a row for what is critical, and sees by when it would be promised", async ({ person }) => {
  const admin = await person("admin");
  await admin.goto("/calendars");
  const policies = admin.getByRole("form", { name: "Zusagen" });
  await policies.getByRole("button", { name: "Zeile für Stufe oder Schweregrad hinzufügen" }).click();
  await policies.getByLabel("Art der Anfrage, Zeile 6").selectOption({ label: "Anfrage" });
  await policies.getByLabel("Schweregrad, Zeile 6").selectOption({ label: "Kritisch" });
  await policies.getByLabel("Antwort, Zeile 6").fill("1");
  await policies.getByLabel("Entscheidung, Zeile 6").fill("48");
  await policies.getByLabel("Erfüllung, Zeile 6").fill("8");
  await policies.getByRole("button", { name: "Speichern" }).click();
  await policies.getByText("Höchstens 24 Arbeitsstunden: So viel wird schon beim Schweregrad „Normal“ zugesagt.").first().waitFor();
  await axe(admin);
  await policies.getByLabel("Entscheidung, Zeile 6").fill("2");
  const trial = admin.getByRole("region", { name: "Probe" });
  await trial.getByLabel("Tag").fill("2026-11-27");
  await trial.getByLabel("Art der Anfrage").selectOption({ label: "Anfrage" });
  await trial.getByText("würde zugesagt bis Mi., 2. Dezember").waitFor();
  await trial.getByLabel("Schweregrad").selectOption({ label: "Kritisch" });
  await trial.getByText("würde zugesagt bis Mo., 30. November, 10:40.").waitFor();
  await admin.setViewportSize({ width: 320, height: 700 });
  await fits(admin);
  await policies.getByRole("button", { name: "Speichern" }).click();
  await admin.getByText("Gespeichert. Es gilt für alles, was von jetzt an zugesagt wird.").waitFor();
});

scenario("what is critical has the shorter date before it is sent; lowered, it keeps it, and both see why", async ({ person, server }) => {
  const subject = "Die Etiketten im Laden bleiben leer";
  const partner = await person("partner");
  await partner.goto("/enquiries/new");
  await partner.getByLabel("Worum geht es?").fill(subject);
  const normal = await promised(partner);
  // By keyboard alone.
  const severity = partner.getByLabel("Schweregrad");
  await severity.focus();
  await partner.keyboard.press("End");
  assert.equal(await severity.inputValue(), "critical");
  await partner.getByText(normal, { exact: true }).waitFor({ state: "hidden" });
  const critical = await promised(partner);
  assert.notEqual(critical, normal);
  await axe(partner);
  // It is part of the draft.
  await partner.getByText(/^Gesichert/).first().waitFor();
  await partner.reload();
  await partner.getByLabel("Worum geht es?").waitFor();
  assert.equal(await partner.getByLabel("Schweregrad").inputValue(), "critical");
  assert.notEqual(await promised(partner), normal);
  await partner.getByRole("button", { name: "Anfrage senden" }).click();
  await partner.getByRole("heading", { level: 1, name: subject }).waitFor();
  await partner.getByText("Schweregrad: Kritisch").first().waitFor();
  const due = await partner.getByText(/ entscheidet bis /).first().innerText();
  await axe(partner);
  const path = new URL(partner.url()).pathname;

  const approver = await person("approver");
  await approver.goto("/requests?severity=critical");
  await approver.getByRole("table").getByRole("link", { name: subject }).waitFor();
  await axe(approver);
  await approver.goto(path);
  await approver.getByRole("heading", { level: 1, name: subject }).waitFor();
  await approver.getByRole("button", { name: "Weiteres" }).focus();
  await approver.keyboard.press("Enter");
  const item = approver.getByRole("button", { name: "Schweregrad ändern" });
  await item.focus();
  await approver.keyboard.press("Enter");
  const dialog = approver.getByRole("dialog");
  await dialog.getByLabel("Neuer Schweregrad").waitFor();
  await dialog.getByRole("button", { name: "Schweregrad ändern" }).click();
  await dialog.getByRole("alert").waitFor();
  await axe(approver);
  await dialog.getByLabel("Neuer Schweregrad").selectOption("normal");
  await dialog.getByLabel("Warum? Beide Seiten lesen es.").fill("Der Laden druckt auf dem zweiten Drucker.");
  await dialog.getByRole("button", { name: "Schweregrad ändern" }).click();
  await dialog.waitFor({ state: "hidden" });
  for (const page of [approver, partner]) {
    await page.goto(path);
    await page.getByText("ändert den Schweregrad von „Kritisch“ auf „Normal“").waitFor();
    await page.getByText("Der Laden druckt auf dem zweiten Drucker.").first().waitFor();
    await page.getByText(due, { exact: true }).first().waitFor();
    assert.equal(await page.getByText("Schweregrad: Kritisch").count(), 0);
    await axe(page);
  }
  assert.match(await mail(server, "partner@eyelevel.example", "Etwas hat sich geändert"), /von „Kritisch“ auf „Normal“/);
});
