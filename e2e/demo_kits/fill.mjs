// Filling in the form, as a person does.

/** The day so many days from today, as a date field takes it. */
export function day(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

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
  await page.getByLabel("Rückgabe am").fill(day(30));
  await address(page, /^Empfänger 1/, { street: "Kai 7", postal_code: "20457", city: "Hamburg" });
}
