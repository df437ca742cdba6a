// Known issues: written down, published once, and then in sight of every partner whom they touch, by mail as well.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { mail, mails } from "../support/mail.mjs";
import { matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const TITLE = "Sicherung bricht bei 2 TB ab";

async function fill(page, more = {}) {
  const dialog = page.getByRole("dialog");
  const values = {
    "Was nicht stimmt, auf Deutsch": TITLE,
    "Was nicht stimmt, auf Englisch": "Backup stops at 2 TB",
    "Betroffene Versionen": ">=8.0.0, <9.0.0",
    "Bekannt seit": "2026-01-15",
    "Was man tun kann, auf Deutsch": "Die Sicherung teilen.",
    "Was man tun kann, auf Englisch": "Split the backup.",
    ...more,
  };
  await dialog.getByLabel("Produkt").selectOption({ label: "Archivar" });
  for (const [label, value] of Object.entries(values)) await dialog.getByLabel(label).fill(value);
  return dialog;
}

scenario("support writes one down; what can't be is said at its field; published, its partners see it and have a mail", async ({ person, server }) => {
  const support = await person("support");
  await support.getByRole("navigation").getByRole("button", { name: "Mehr" }).click();
  await support.getByRole("link", { name: "Bekannte Fehler" }).click();
  await support.getByRole("heading", { level: 1, name: "Bekannte Fehler" }).waitFor();
  await support.getByRole("button", { name: "Fehler aufschreiben" }).click();
  const dialog = await fill(support, { "Betroffene Versionen": ">=9, <8" });
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await dialog.getByLabel("Betroffene Versionen").and(support.locator("[aria-invalid=true]")).waitFor();
  assert.equal(await dialog.getByLabel("Was nicht stimmt, auf Deutsch").inputValue(), TITLE, "what was typed stays");
  await axe(support);
  await dialog.getByLabel("Betroffene Versionen").fill(">=8.0.0, <9.0.0");
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await support.getByRole("heading", { name: TITLE }).waitFor();
  await support.getByText("Entwurf: nur für uns sichtbar").waitFor();

  const partner = await person("partner");
  await partner.goto("/known-issues");
  await partner.getByRole("heading", { level: 1, name: "Bekannte Fehler" }).waitFor();
  await partner.getByRole("navigation", { name: "Auswahl" }).waitFor();
  assert.equal(await partner.getByRole("heading", { name: TITLE }).count(), 0, "a draft is the vendor's alone");
  assert.equal(await partner.getByRole("button", { name: "Fehler aufschreiben" }).count(), 0);

  // Whom it will reach is said before: by name, and the same when it is made wider later.
  await support.getByRole("button", { name: `Veröffentlichen: ${TITLE}` }).click();
  await support.getByRole("dialog").getByText(/^Das sagen wir jetzt 3 Partnern.*: Helvetia Netz, Nordlicht IT, Südwerk Systemhaus\./).waitFor();
  await axe(support);
  await support.getByRole("dialog").getByRole("button", { name: "Veröffentlichen" }).click();
  await support.getByText("Veröffentlicht. Die Mails sind auf dem Weg.").waitFor();
  await partner.reload();
  await partner.getByRole("link", { name: "Bei meinen Kunden" }).click();
  await partner.getByRole("heading", { name: TITLE }).waitFor();
  await partner.getByText("Die Sicherung teilen.").waitFor();
  await partner.getByText("noch nicht behoben").first().waitFor();
  await mail(server, "partner@eyelevel.example", TITLE);
});

scenario("made wider, it tells the newly affected when it is saved, says so before, and tells nobody twice", async ({ person, server }) => {
  const title = "Schlüssel des Generators für 9.x gelten nur für 8.x";
  const support = await person("support");
  await support.goto("/known-issues");
  await support.getByRole("button", { name: `Neuen Betroffenen melden: ${title}` }).click();
  let dialog = support.getByRole("dialog");
  // Everybody knows: there is nothing to tell, and the button says so.
  await dialog.getByText(/^Eine Mail bekommt jetzt niemand/).waitFor();
  assert.equal(await dialog.getByRole("button", { name: "Neuen Betroffenen melden" }).getAttribute("aria-disabled"), "true");
  await dialog.getByRole("button", { name: "Abbrechen" }).click();
  await support.getByRole("button", { name: `Ändern: ${title}` }).click();
  dialog = support.getByRole("dialog");
  await dialog.getByText("Beim Speichern bekommt niemand eine Mail: Er betrifft niemanden, der es nicht schon weiß.").waitFor();
  await dialog.getByLabel("Betroffene Versionen").fill(">=8.2.0");
  await dialog.getByText("Beim Speichern bekommt 1 Partner, der es noch nicht weiß, eine Mail: Helvetia Netz.").waitFor();
  await axe(support);
  const before = (await mails(server)).filter((each) => each.includes(title)).length;
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await dialog.waitFor({ state: "detached" });
  await mail(server, "helvetia@eyelevel.example", title);
  const after = (await mails(server)).filter((each) => each.includes(title));
  assert.equal(after.length, before + 1, "nobody who was told");
});

scenario("who may not write one down is told why; the page in every light and width", async ({ person }) => {
  const ledger = await person("ledger");
  await ledger.goto("/known-issues");
  const add = ledger.getByRole("button", { name: "Fehler aufschreiben" });
  await add.waitFor();
  assert.equal(await add.getAttribute("aria-disabled"), "true");
  const partner = await person("partner");
  await partner.goto("/known-issues");
  await partner.getByRole("heading", { level: 2 }).first().waitFor();
  await matrix(partner, "known-issues", async () => axe(partner));
});
