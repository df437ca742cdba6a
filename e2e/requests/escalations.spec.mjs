// The ladder: the partner takes a request to the team lead, reads who has it and what they answer; a silent management is said, with a number to call.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { sql } from "../support/database.mjs";
import { inDays } from "../support/days.mjs";
import { mail } from "../support/mail.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

async function ask(partner, text) {
  await partner.goto("/enquiries/new");
  await partner.getByLabel("Worum geht es?").fill(text);
  await partner.getByRole("button", { name: "Anfrage senden" }).click();
  await partner.getByRole("heading", { level: 1, name: text }).waitFor();
  return new URL(partner.url()).pathname;
}

async function escalate(page, why) {
  await page.getByRole("button", { name: "Eskalieren" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Eskalieren" }).click();
  await dialog.getByText("Bitte").first().waitFor();
  await dialog.getByLabel("Was ist schiefgegangen?").fill(why);
  await axe(page);
  await dialog.getByRole("button", { name: "Eskalieren" }).click();
  await dialog.waitFor({ state: "hidden" });
}

scenario("a named person has it, answers, and the decision ends it", async ({ person, server }) => {
  const partner = await person("partner");
  const path = await ask(partner, "Seit Wochen keine Antwort?");
  await escalate(partner, "Zwei Wochen Stille.");
  await partner.getByText(/Henrik Lund \(Teamleitung\) hat es und antwortet bis/).waitFor();
  assert.match(await mail(server, "approver2@eyelevel.example", "Zwei Wochen Stille."), /escalation by Nordlicht IT/);

  const lead = await person("approver2");
  const board = lead.getByRole("region", { name: /.*/ }).or(lead.locator("section")).filter({ hasText: "Escalated to you" }).first();
  await board.waitFor();
  await board.getByRole("link", { name: /^Answer: EN-/ }).click();
  await lead.getByRole("button", { name: "Answer the escalation" }).click();
  const dialog = lead.getByRole("dialog");
  await dialog.getByLabel("What happens now, as the partner reads it").fill("Ich kümmere mich heute selbst darum.");
  // No date yet: it is said at its field, and what was typed stays.
  await dialog.getByRole("button", { name: "Answer", exact: true }).click();
  await dialog.getByText("Please fill this in").first().waitFor();
  const soon = inDays(3);
  await dialog.getByLabel("Done by").fill(soon);
  await dialog.getByRole("button", { name: "Answer", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  await axe(lead);

  await partner.goto(path);
  await partner.getByText("Ich kümmere mich heute selbst darum.").first().waitFor();
  await matrix(partner, "escalation", async (page) => fits(page));
  await axe(partner);
  const download = partner.waitForEvent("download");
  await partner.getByRole("link", { name: "Ganzer Vorgang als PDF" }).first().click();
  assert.match((await download).suggestedFilename(), /^Vorgang-EN-\d+\.pdf$/);

  await lead.getByRole("button", { name: /^Yes/ }).click();
  await lead.getByRole("dialog").getByLabel("Your answer").fill("Ja, ab Mai.");
  await lead.getByRole("dialog").getByRole("button", { name: "Send" }).click();
  await partner.goto(path);
  await partner.getByText("Ja, ab Mai.").first().waitFor();
  assert.equal(await partner.getByText(/hat es und antwortet bis/).count(), 0);
});

scenario("the management is silent: the page says so, and whom to call", async ({ person, server }) => {
  const partner = await person("partner");
  const path = await ask(partner, "Und jetzt?");
  await escalate(partner, "Stille.");
  await partner.getByText(/Henrik Lund \(Teamleitung\) hat es/).waitFor();
  await escalate(partner, "Immer noch Stille.");
  await partner.getByText(/Dr\. Anna Weiss \(Leitung\) hat es/).waitFor();
  const button = partner.getByRole("button", { name: "Eskalieren" });
  assert.equal(await button.getAttribute("aria-disabled"), "true");
  // A day passes without a word.
  await sql(server, "UPDATE escalations SET due_at = 1 WHERE over_at IS NULL");
  await partner.getByText("Auch die letzte Stufe war nicht rechtzeitig.").waitFor({ timeout: 90_000 });
  assert.match(await partner.getByRole("link", { name: /^\+49/ }).getAttribute("href"), /^tel:\+49/);
  await axe(partner);
  await matrix(partner, "escalation-silent", async (page) => fits(page));
  assert.equal(new URL(partner.url()).pathname, path);
});
