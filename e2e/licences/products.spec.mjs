// Products: editions, versions, and which key fits which version; contradictions are said at their field.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const save = (page) => page.getByRole("button", { name: "Speichern" }).click();

scenario("a product whose ranges contradict each other is told so at the field; right, it can be asked for", async ({ person }) => {
  const admin = await person("admin");
  await admin.getByRole("navigation").getByRole("button", { name: "Mehr" }).click();
  await admin.getByRole("link", { name: "Produkte", exact: true }).click();
  await admin.getByRole("heading", { level: 1, name: "Produkte" }).waitFor();
  await admin.getByRole("row", { name: /Archivar.*9\.x: vom Generator.*7\.x: aus dem Vorrat/ }).waitFor();
  await axe(admin);
  await admin.getByRole("link", { name: "Neues Softwareprodukt" }).click();
  await admin.getByRole("heading", { level: 1, name: "Neues Softwareprodukt" }).waitFor();
  await save(admin);
  const alert = admin.getByRole("alert");
  await alert.getByRole("link", { name: "Name: Bitte füllen Sie dies aus.", exact: true }).waitFor();
  await axe(admin);
  const fill = async (values) => {
    for (const [label, value] of Object.entries(values)) await admin.getByLabel(label, { exact: true }).fill(value);
  };
  await fill({
    Name: "Leitstand",
    "Ausgabe 1, Name": "Werk",
    "Ausgabe 1, Code": "werk",
    "Regel 1, Versionen": ">=5, <4",
  });
  await admin.getByLabel(/^Code/).fill("Leit Stand");
  await admin.getByRole("button", { name: "Regel hinzufügen" }).click();
  await fill({ "Regel 2, Versionen": "vier" });
  await admin.getByLabel("Regel 2, Herkunft").selectOption({ label: "Vorrat an fertigen Schlüsseln" });
  await admin.getByLabel(/^Regel 2, Muster/).fill("*");
  await admin.getByRole("button", { name: "Version hinzufügen" }).click();
  await fill({ "Version 1, Nummer": "5.0", "Version 1, veröffentlicht am": "2026-03-01" });
  await save(admin);
  for (const fault of [
    /^Code: Bitte nur Kleinbuchstaben/,
    "Regel 1, Versionen: In diesen Bereich fällt keine Version. Bitte prüfen Sie Anfang und Ende.",
    /^Regel 2, Versionen: Das ist kein Versionsbereich/,
    /^Regel 2, Muster: Das ist kein Schlüsselmuster/,
  ]) {
    await alert.getByRole("link", { name: fault }).waitFor();
  }
  await axe(admin);
  await admin.getByLabel(/^Code/).fill("leitstand");
  await fill({ "Regel 1, Versionen": ">=5", "Regel 2, Versionen": ">=4, <5.2" });
  await admin.getByLabel(/^Regel 2, Muster/).fill("LS4-####-*");
  await save(admin);
  await alert.getByRole("link", { name: "Regel 2, Versionen: Das überschneidet sich mit >=5. Es muss eindeutig sein, welcher Eintrag gilt." }).click();
  assert.equal(await admin.evaluate(() => document.activeElement.value), ">=4, <5.2", "the field has the focus, and what was typed");
  // Nothing is lost by a reload.
  await admin.reload();
  await admin.getByLabel("Regel 2, Versionen").fill("4.x");
  assert.equal(await admin.getByLabel("Name", { exact: true }).inputValue(), "Leitstand");
  await save(admin);
  await admin.getByText("Das Produkt ist angelegt.").waitFor();
  await admin.getByRole("heading", { level: 1, name: "Leitstand" }).waitFor();
  await admin.getByText("Vorrat leer", { exact: true }).waitFor();

  const partner = await person("partner");
  await partner.goto("/licences/new?intent=trial");
  await partner.getByLabel("Produkt").selectOption({ label: "Leitstand" });
});

scenario("a product is changed; its code and its editions stay; two who edit at once see both versions", async ({ person }) => {
  const [first, second] = [await person("admin"), await person("admin")];
  for (const page of [first, second]) {
    await page.goto("/products");
    await page.getByRole("link", { name: "Signwart" }).click();
    await page.getByRole("heading", { level: 1, name: "Signwart" }).waitFor();
  }
  assert.equal(await first.getByLabel(/^Code/).first().getAttribute("readonly"), "");
  assert.equal(await first.getByRole("button", { name: "Ausgabe 1 entfernen" }).count(), 0);
  await first.getByLabel("Ausgabe 1, Name").fill("Basic");
  await save(first);
  await first.getByText("Gespeichert. Ab jetzt wird danach geprüft.").waitFor();
  await first.getByRole("row", { name: /Signwart.*Basic/ }).waitFor();
  await second.getByLabel("Regel 1, Versionen").fill("2.x");
  await second.getByText("Hier stehen Änderungen, die noch nicht gespeichert sind.").waitFor();
  await save(second);
  const both = second.getByRole("alert").filter({ hasText: "Zwei Fassungen" });
  await both.getByRole("row", { name: /^Ausgabe 1, Name/ }).getByText("Basic").waitFor();
  await axe(second);
  await both.getByRole("button", { name: "Diese hier behalten" }).click();
  await second.getByText("Gespeichert. Ab jetzt wird danach geprüft.").waitFor();
  await second.getByRole("row", { name: /Signwart.*Basis.*2\.x: hier signiert/ }).waitFor();
});

scenario("who does not keep products sees what there is, and no way to change it; the pages in every light and width", async ({ person }) => {
  const support = await person("support");
  assert.equal(await support.getByRole("link", { name: "Produkte", exact: true }).count(), 0);
  await support.goto("/products");
  await support.getByRole("button", { name: "Neues Softwareprodukt" }).and(support.locator("[aria-disabled=true]")).waitFor();
  await support.getByRole("link", { name: "Archivar" }).click();
  await support.getByRole("heading", { level: 1, name: "Archivar" }).waitFor();
  assert.equal(await support.getByRole("button", { name: "Speichern" }).count(), 0);
  await axe(support);
  const admin = await person("admin");
  await admin.goto("/products");
  await admin.getByRole("row", { name: /Archivar/ }).waitFor();
  await matrix(admin, "products", async () => axe(admin));
  await admin.getByRole("link", { name: "Archivar" }).click();
  await admin.getByRole("heading", { level: 1, name: "Archivar" }).waitFor();
  await admin.getByRole("link", { name: "Nachfüllen: 7.x" }).waitFor();
  await matrix(admin, "product", async () => axe(admin));
});
