// Keeping the catalogue: an item in both languages, its stock and price; what is wrong is said at its field, and nobody's edit is overwritten.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { fits } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

async function edit(page, item) {
  await page.goto("/catalogue");
  await page.getByRole("link", { name: `${item} bearbeiten` }).click();
  await page.getByRole("heading", { level: 1, name: item }).waitFor();
}

const save = (page) => page.getByRole("button", { name: "Speichern" }).click();
const saved = (page) => page.getByText("Gespeichert. Der Katalog zeigt es jetzt so.").waitFor();

/** The card of an item. */
const card = (page, item) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: item }) });

scenario("names, stock and price change, and partners see them in their language at once", async ({ person }) => {
  const admin = await person("admin");
  await edit(admin, "Raumsensor");
  await axe(admin);
  await admin.getByLabel("Name, Deutsch").fill("Raumsensor Plus");
  await admin.getByLabel("Name, Englisch").fill("Room sensor plus");
  await admin.getByLabel("Preis je Stück, netto").fill("71,25");
  await admin.getByLabel("Variante 1, Im Haus").fill("123");
  assert.equal(await admin.getByLabel("Gewährleistung in Monaten").inputValue(), "24");
  await admin.getByLabel("Gewährleistung in Monaten").fill("36");
  await admin.getByText("Hier stehen Änderungen, die noch nicht gespeichert sind.").waitFor();
  await admin.setViewportSize({ width: 320, height: 700 });
  await fits(admin);
  await axe(admin);
  await save(admin);
  await saved(admin);
  await admin.getByRole("heading", { level: 1, name: "Katalog" }).waitFor();
  await card(admin, "Raumsensor Plus").getByText(/von 123 frei/).waitFor();
  await edit(admin, "Raumsensor Plus");
  assert.equal(await admin.getByLabel("Gewährleistung in Monaten").inputValue(), "36");

  const partner = await person("partner");
  await partner.goto("/catalogue");
  await card(partner, "Raumsensor Plus").waitFor();
  // A technician sees no price; the stock is a number that is free, not what is in the house.
  assert.equal(await partner.getByText("71,25").count(), 0);
  assert.equal(await partner.getByText(/von 123 frei/).count(), 0);
  assert.equal(await partner.getByRole("link", { name: /bearbeiten$/ }).count(), 0);
  const sales = await person("sales");
  await sales.goto("/catalogue");
  await card(sales, "Room sensor plus").getByText(/€71\.25/).waitFor();
});

scenario("what is wrong is said at its field, and everything typed is kept, also over a reload", async ({ person }) => {
  const admin = await person("admin");
  await edit(admin, "Türschild-Set");
  await admin.getByLabel("Name, Englisch").fill("");
  await admin.getByLabel("Preis je Stück, netto").fill("viel");
  await admin.getByLabel("Variante 2, Im Haus").fill("-4");
  await admin.getByLabel("Bei Ankunft defekt, in Tagen").fill("1000");
  await admin.getByLabel("Teil 1, Deutsch").fill("x".repeat(300));
  await save(admin);
  const alert = admin.getByRole("alert");
  await alert.getByRole("link", { name: "Preis je Stück, netto: Bitte einen Betrag wie 189,00." }).waitFor();
  await axe(admin);
  await admin.getByLabel("Preis je Stück, netto").fill("9999999,00");
  await save(admin);
  for (const fault of [
    "Name, Englisch: Bitte füllen Sie dies aus.",
    /^Teil 1, Deutsch: Bitte höchstens 120 Zeichen\./,
    "Variante 2, Im Haus: Mindestens 0.",
    "Preis je Stück, netto: Höchstens 1.000.000.",
    "Bei Ankunft defekt, in Tagen: Höchstens 365.",
  ]) {
    await alert.getByRole("link", { name: fault }).waitFor();
  }
  await axe(admin);
  await alert.getByRole("link", { name: "Variante 2, Im Haus: Mindestens 0." }).click();
  assert.equal(await admin.evaluate(() => document.activeElement.value), "-4");
  await admin.reload();
  await admin.getByLabel("Name, Deutsch").waitFor();
  assert.equal(await admin.getByLabel("Name, Englisch").inputValue(), "");
  assert.equal(await admin.getByLabel("Variante 2, Im Haus").inputValue(), "-4");
  // Fewer than are promised is the server's to know.
  await admin.getByLabel("Name, Englisch").fill("Door sign set");
  await admin.getByLabel("Preis je Stück, netto").fill("940,00");
  await admin.getByLabel("Teil 1, Deutsch").fill("6 Türschilder");
  await admin.getByLabel("Variante 2, Im Haus").fill("0");
  await admin.getByLabel("Bei Ankunft defekt, in Tagen").fill("30");
  await save(admin);
  await alert.getByRole("link", { name: /^Variante 2, Im Haus: Mindestens \d/ }).waitFor();
  await admin.getByRole("button", { name: "Änderungen verwerfen" }).click();
  assert.equal(await admin.getByLabel("Variante 2, Im Haus").inputValue(), "3");
  await admin.goto("/catalogue");
  await card(admin, "Türschild-Set").getByText("940,00").waitFor();
});

scenario("two edit one item: the second is told, sees both versions, and nothing is overwritten", async ({ person }) => {
  const [first, second] = [await person("admin"), await person("admin")];
  for (const page of [first, second]) await edit(page, "Tischtelefon-Paar");
  await first.getByLabel("Name, Deutsch").fill("Tischtelefone, zwei");
  await first.getByLabel("Variante 1, Im Haus").fill("40");
  await save(first);
  await saved(first);
  await second.getByLabel("Name, Deutsch").fill("Zwei Tischtelefone");
  await save(second);
  const both = second.getByRole("alert").filter({ hasText: "Zwei Fassungen" });
  const row = both.getByRole("row", { name: /^Name, Deutsch/ });
  await row.getByText("Zwei Tischtelefone").waitFor();
  await row.getByText("Tischtelefone, zwei").waitFor();
  await both.getByRole("row", { name: /Im Haus/ }).getByText("40").waitFor();
  await axe(second);
  await first.reload();
  await card(first, "Tischtelefone, zwei").waitFor();
  // Theirs is taken: what they wrote stands in the form, and can be gone on from.
  await both.getByRole("button", { name: "Die andere übernehmen" }).click();
  assert.equal(await second.getByLabel("Name, Deutsch").inputValue(), "Tischtelefone, zwei");
  assert.equal(await second.getByLabel("Variante 1, Im Haus").inputValue(), "40");
  await second.getByLabel("Name, Deutsch").fill("Tischtelefon-Paar");
  await save(second);
  await saved(second);
  await card(second, "Tischtelefon-Paar").getByText(/von 40 frei/).waitFor();
});

scenario("a new item: both languages, a part, a variant, and it is there to be asked for", async ({ person }) => {
  const admin = await person("admin");
  await admin.goto("/catalogue");
  await admin.getByRole("link", { name: "Neues Produkt" }).click();
  await admin.getByRole("heading", { level: 1, name: "Neues Produkt" }).waitFor();
  await axe(admin);
  await save(admin);
  await admin.getByRole("alert").getByRole("link", { name: "Name, Deutsch: Bitte füllen Sie dies aus." }).waitFor();
  await axe(admin);
  const fields = {
    "Name, Deutsch": "Funktaster",
    "Name, Englisch": "Radio button",
    "Beschreibung, Deutsch": "Ein Druck, eine Meldung.",
    "Beschreibung, Englisch": "One press, one message.",
    "Teil 1, Deutsch": "Taster",
    "Teil 1, Englisch": "Button",
    "Variante 1, Deutsch": "weiß",
    "Variante 1, Englisch": "white",
    "Variante 1, Im Haus": "12",
  };
  for (const [label, value] of Object.entries(fields)) await admin.getByLabel(label, { exact: true }).fill(value);
  await save(admin);
  await admin.getByText("Das Produkt steht im Katalog. Jetzt das Bild?").waitFor();
  await admin.getByRole("heading", { level: 1, name: "Funktaster" }).waitFor();
  const picture = { name: "taster.png", mimeType: "image/png", buffer: Buffer.from("kein Bild") };
  await admin.getByLabel("Bild wählen").setInputFiles(picture);
  await admin.getByText("Diese Art von Inhalt wird hier nicht angenommen.").waitFor();
  const partner = await person("partner");
  await partner.goto("/catalogue?q=Funktaster");
  await partner.getByRole("link", { name: "Funktaster anfragen" }).click();
  await partner.getByRole("heading", { level: 3, name: "Funktaster" }).waitFor();
});

scenario("who does not keep the catalogue sees an item's card, and accounts are told why they can't ask", async ({ person }) => {
  const admin = await person("admin");
  await edit(admin, "E-Paper-Display");
  const path = new URL(admin.url()).pathname;
  const approver = await person("approver");
  await approver.goto(path);
  await approver.getByRole("heading", { level: 1, name: "E-Paper-Display" }).waitFor();
  assert.equal(await approver.getByRole("button", { name: "Speichern" }).count(), 0);
  await axe(approver);
  const accounts = await person("accounts");
  await accounts.goto(path);
  const ask = accounts.getByRole("button", { name: "E-Paper-Display anfragen" });
  assert.equal(await ask.getAttribute("aria-disabled"), "true");
  assert.match(await ask.getAttribute("title"), /^Dafür braucht es eine dieser Rollen: /);
  await axe(accounts);
});
