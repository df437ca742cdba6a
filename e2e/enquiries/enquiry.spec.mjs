// An enquiry: one text field, and the same number, owner, promise and honest answer as everything else.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { mail, mails } from "../support/mail.mjs";
import { fits } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

/** From the board to the enquiry's page, with one text field. */
async function ask(partner, text) {
  await partner.goto("/");
  await partner.getByRole("button", { name: "Neue Anfrage" }).click();
  await partner.getByRole("link", { name: "Idee oder Frage" }).click();
  await partner.getByLabel("Worum geht es?").fill(text);
  await partner.getByRole("button", { name: "Anfrage senden" }).click();
  await partner.getByRole("heading", { level: 1, name: text }).waitFor();
  return new URL(partner.url()).pathname;
}

/** Opens the enquiry; gives its page. */
async function look(page, path, subject) {
  await page.goto(path);
  await page.getByRole("heading", { level: 1, name: subject }).waitFor();
  return page;
}

async function decline(page, reason) {
  await page.getByRole("button", { name: "Nein …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Grund/).fill(reason);
  await dialog.getByLabel("Es gibt keine Alternative").check();
  await dialog.getByRole("button", { name: "Ablehnen" }).click();
  await page.getByText(`Nein, weil: ${reason}`).waitFor();
}

scenario("an idea has a number, an owner and a promised day at once, and an answer", async ({ person, server }) => {
  const partner = await person("partner");
  const subject = "Ein Regal voller Displays als Schaufenster?";
  await partner.getByRole("button", { name: "Neue Anfrage" }).click();
  await partner.getByRole("link", { name: "Idee oder Frage" }).click();
  await partner.getByRole("heading", { level: 1, name: "Idee oder Frage" }).waitFor();
  await axe(partner);
  await partner.getByRole("button", { name: "Anfrage senden" }).click();
  await partner.getByRole("alert").getByRole("link", { name: "Worum geht es?: Bitte füllen Sie dies aus." }).waitFor();
  await axe(partner);
  const path = await ask(partner, subject);
  await partner.getByText(/^EN-\d+/).first().waitFor();
  await partner.getByText(/(Claudia Berg|Henrik Lund) entscheidet bis/).first().waitFor();
  await partner.setViewportSize({ width: 320, height: 700 });
  await fits(partner);
  await axe(partner);
  assert.match(await mail(server, "partner@eyelevel.example", subject), /Zuständig: (Claudia Berg|Henrik Lund)/);

  // Another partner's technician finds nothing of it.
  const other = await person("other");
  await other.goto(path);
  await other.getByText("Das gibt es nicht, oder es ist nicht für Sie.").first().waitFor();

  const approver = await look(await person("approver"), path, subject);
  await approver.getByRole("button", { name: "Ja …" }).click();
  const dialog = approver.getByRole("dialog");
  await dialog.getByRole("button", { name: "Senden" }).click();
  await dialog.getByRole("alert").getByRole("link", { name: "Ihre Antwort: Bitte füllen Sie dies aus." }).waitFor();
  await axe(approver);
  await dialog.getByLabel("Ihre Antwort").fill("Gern. Selim Aydin ruft Sie diese Woche an.");
  await dialog.getByRole("button", { name: "Senden" }).click();
  await approver.getByText("Beantwortet.").waitFor();

  await look(partner, path, subject);
  await partner.getByText("Gern. Selim Aydin ruft Sie diese Woche an.").first().waitFor();
  assert.match(await mail(server, "partner@eyelevel.example", "Selim Aydin ruft Sie diese Woche an"), new RegExp(subject.replace("?", "\\?")));
  assert.equal((await mails(server)).filter((part) => part.includes("other@eyelevel.example") && part.includes(subject)).length, 0);
});

scenario("a no names an alternative, or says that there is none", async ({ person }) => {
  const partner = await person("partner");
  const subject = "Dürfen wir das Gehäuse selbst drucken?";
  const path = await ask(partner, subject);
  const approver = await look(await person("approver"), path, subject);
  await approver.getByRole("button", { name: "Nein …" }).click();
  const dialog = approver.getByRole("dialog");
  await dialog.getByLabel(/^Grund/).fill("Die Zulassung hängt am Gehäuse.");
  await dialog.getByRole("button", { name: "Ablehnen" }).click();
  await dialog.getByRole("alert").getByRole("link", { name: /^Was ist stattdessen möglich\?/ }).waitFor();
  await axe(approver);
  assert.equal(await dialog.getByLabel(/^Grund/).inputValue(), "Die Zulassung hängt am Gehäuse.");
  await dialog.getByLabel("Was ist stattdessen möglich?").fill("Unser Werk druckt Ihr Logo auf.");
  await dialog.getByRole("button", { name: "Ablehnen" }).click();
  await approver.getByText("Abgelehnt.").waitFor();
  await look(partner, path, subject);
  await partner.getByText("Nein, weil: Die Zulassung hängt am Gehäuse.").waitFor();
  await partner.getByText("Alternative: Unser Werk druckt Ihr Logo auf.").waitFor();
  await axe(partner);
});

scenario("after a no, another person looks once more; a second time the button says why not", async ({ person }) => {
  const partner = await person("partner");
  const subject = "Zwei Messestände für eine Woche?";
  const path = await ask(partner, subject);
  const first = await look(await person("approver"), path, subject);
  await decline(first, "Die Stände sind vergeben.");

  await look(partner, path, subject);
  await partner.getByRole("button", { name: "Zweite Prüfung" }).click();
  const dialog = partner.getByRole("dialog");
  await dialog.getByLabel("Was wurde übersehen?").fill("Eine halbe Woche genügt uns.");
  await axe(partner);
  await dialog.getByRole("button", { name: "Senden" }).click();
  await partner.getByText(/Henrik Lund entscheidet bis/).first().waitFor();

  // Who said no does not look again, and is told why.
  await look(first, path, subject);
  for (const name of ["Ja …", "Nein …"]) {
    const button = first.getByRole("button", { name });
    assert.equal(await button.getAttribute("aria-disabled"), "true", name);
    assert.equal(await button.getAttribute("title"), "Eine zweite Prüfung übernimmt jemand anderes.");
    await button.press("Enter");
  }
  assert.equal(await first.getByRole("dialog").count(), 0);

  const second = await person("approver2");
  await second.getByRole("button", { name: /menu/i }).click();
  await second.getByRole("button", { name: "Deutsch" }).click();
  await second.getByRole("heading", { name: /warten auf Sie/ }).waitFor();
  await look(second, path, subject);
  await decline(second, "Auch die halbe Woche ist vergeben.");

  await look(partner, path, subject);
  await partner.getByText("Nein, weil: Auch die halbe Woche ist vergeben.").waitFor();
  const again = partner.getByRole("button", { name: "Zweite Prüfung" });
  assert.equal(await again.getAttribute("aria-disabled"), "true");
  assert.equal(await again.getAttribute("title"), "Das geht einmal und ist bereits geschehen.");
  await again.press("Enter");
  assert.equal(await partner.getByRole("dialog").count(), 0);
  await axe(partner);
});
