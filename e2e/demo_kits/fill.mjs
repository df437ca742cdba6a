// Filling in the form, as a person does.

import { inDays } from "../support/days.mjs";

const LABELS = { street: "Straße und Hausnummer", postal_code: "Postleitzahl", city: "Ort" };

/** Fills in the address of a recipient, by the name of their group. */
export async function address(page, recipient, parts) {
  const group = page.getByRole("group", { name: recipient });
  for (const [part, value] of Object.entries(parts)) await group.getByLabel(LABELS[part]).fill(value);
}

/** A whole, valid request for two desk phones, not sent yet. */
export async function wholeKit(page, purpose) {
  await page.goto("/catalogue");
  await page.getByRole("link", { name: "Tischtelefon-Paar anfragen" }).click();
  await page.getByLabel("Was haben Sie damit vor?").fill(purpose);
  await page.getByLabel("Rückgabe am").fill(inDays(30));
  await address(page, /^Empfänger 1/, { street: "Kai 7", postal_code: "20457", city: "Hamburg" });
}
