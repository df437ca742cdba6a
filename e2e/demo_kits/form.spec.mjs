// The form for a demo kit: from the board to a number, an owner and a promised day; what is wrong is said at its field.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { counted } from "../support/clicks.mjs";
import { inDays } from "../support/days.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";
import { address } from "./fill.mjs";

const { scenario } = world();

scenario("a new kit takes five clicks from the board, with the customer's reception as second recipient", async ({ person }) => {
  const page = await person("partner");
  const { click, clicks } = counted(page);
  await click("button", "Neue Anfrage");
  await click("link", "Demo-Kit anfragen");
  await click("link", "E-Paper-Display anfragen");
  await click("button", "Weiterer Empfänger");
  await page.getByRole("group", { name: /^Empfänger 2/ }).getByLabel("Name oder Stelle").fill("Empfang");
  await page.getByLabel("Ausführung").selectOption({ label: "7,5 Zoll, schwarz/weiß/rot, 4 frei" });
  await page.getByLabel("Stück für Jana Petersen").fill("1");
  await page.getByLabel("Stück für Empfang").fill("2");
  await page.getByLabel("Was haben Sie damit vor?").fill("Digitale Türschilder für die Hafenklinik, zum Anfassen.");
  await page.getByLabel("Kunde").selectOption({ label: "Hafenklinik Altona" });
  await page.getByLabel("Veranstaltung").fill(inDays(20));
  await page.getByLabel("Rückgabe am").fill(inDays(30));
  await address(page, /^Empfänger 1/, { street: "Kai 7", postal_code: "20457", city: "Hamburg" });
  await address(page, /^Empfänger 2/, { street: "Paul-Ehrlich-Straße 1", postal_code: "22763", city: "Hamburg" });
  await page.getByLabel("Ihre Referenz").fill("HK-2026-11");
  await click("button", "Anfrage senden");
  assert.equal(clicks(), 5);
  // The request's page: number, owner, promised day.
  await page.getByRole("heading", { level: 1, name: "3 × E-Paper-Display" }).or(page.getByRole("heading", { level: 1, name: /E-Paper-Display/ })).waitFor();
  await page.getByText(/Claudia Berg entscheidet bis/).first().waitFor();
  await page.getByText(/DK-\d{4}/).first().waitFor();
  await page.getByText("HK-2026-11").waitFor();
  // Back does not lead into a form that has been sent.
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Katalog" }).waitFor();
  assert.equal(await page.getByText("Angefangen, noch nicht gesendet").count(), 0);
});

scenario("an earlier kit is repeated in two clicks", async ({ person }) => {
  const page = await person("partner");
  await page.goto("/requests?kind=demo_kit");
  await page.getByRole("link", { name: /E-Paper-Display/ }).first().click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  const { click, clicks } = counted(page);
  await click("button", "Weiteres");
  await click("button", "Noch einmal anfragen");
  assert.equal(clicks(), 2);
  await page.getByRole("heading", { level: 1, name: "Demo-Kit anfragen" }).waitFor();
  assert.notEqual(await page.getByLabel("Was haben Sie damit vor?").inputValue(), "");
  await page.getByRole("heading", { level: 3, name: "E-Paper-Display" }).first().waitFor();
});

scenario("what is wrong is listed, linked and said at its field; nothing typed is lost", async ({ person }) => {
  const page = await person("partner");
  await page.goto("/demo-kits/new");
  await page.getByRole("button", { name: "Anfrage senden" }).click();
  const summary = page.getByRole("alert");
  await summary.getByText("Was Sie brauchen: Bitte füllen Sie dies aus.").waitFor();
  await page.getByRole("button", { name: "Produkt hinzufügen" }).click();
  await page.getByRole("dialog").getByRole("button", { name: /Türschild-Set/ }).click();
  await page.getByLabel("Stück").fill("1000000");
  await page.getByLabel("Veranstaltung").fill(inDays(-1));
  await page.getByLabel("Rückgabe am").fill(inDays(-3));
  await page.getByLabel("Was haben Sie damit vor?").fill("x".repeat(2001));
  await page.getByLabel("E-Mail").fill("niemand@nirgends");
  await page.getByRole("button", { name: "Anfrage senden" }).click();
  for (const fault of [
    "Türschild-Set, Ausführung: Bitte füllen Sie dies aus.",
    "Türschild-Set, Stück: Höchstens 500.",
    "Was haben Sie damit vor?: Bitte höchstens 2.000 Zeichen.",
    "Veranstaltung: Bitte wählen Sie einen Tag in der Zukunft.",
    "Rückgabe am: Bitte wählen Sie einen Tag in der Zukunft.",
    /Empfänger 1, E-Mail: Das ist keine Mailadresse/,
    "Empfänger 1, Straße und Hausnummer: Bitte füllen Sie dies aus.",
  ]) {
    await summary.getByRole("link", { name: fault }).waitFor();
  }
  await axe(page);
  await summary.getByRole("link", { name: "Türschild-Set, Stück: Höchstens 500." }).click();
  assert.equal(await page.evaluate(() => document.activeElement.value), "1000000");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("0");
  await page.getByLabel("Rückgabe am").fill(inDays(10));
  await page.getByLabel("Veranstaltung").fill(inDays(12));
  await page.getByRole("button", { name: "Anfrage senden" }).click();
  await summary.getByRole("link", { name: "Türschild-Set, Stück: Mindestens 1." }).waitFor();
  await summary.getByRole("link", { name: "Rückgabe am: Das endet, bevor die Veranstaltung beginnt." }).waitFor();
  assert.equal(await page.getByLabel("E-Mail").inputValue(), "niemand@nirgends");
});

scenario("a recipient to whom nothing goes is named; removed and fetched back, they keep what they had", async ({ person }) => {
  const page = await person("partner");
  await page.goto("/catalogue");
  await page.getByRole("link", { name: "Tischtelefon-Paar anfragen" }).click();
  await page.getByRole("button", { name: "Weiterer Empfänger" }).click();
  await page.keyboard.type("Empfang");
  await page.getByRole("group", { name: "Empfänger 2: Empfang" }).getByText("Bekommt noch nichts").waitFor();
  await page.getByRole("button", { name: "Anfrage senden" }).click();
  await page.getByRole("alert").getByText("Empfänger 2: Hierhin geht noch nichts.").waitFor();
  await page.getByLabel("Stück für Empfang").fill("2");
  await page.getByRole("group", { name: "Empfänger 2: Empfang" }).getByText("Bekommt 2 × Tischtelefon-Paar").waitFor();
  await page.getByRole("button", { name: "Empfang entfernen" }).click();
  await page.getByRole("group", { name: /^Empfänger 2/ }).waitFor({ state: "detached" });
  assert.equal(await page.getByLabel("Stück").inputValue(), "1");
  await page.getByRole("button", { name: "Rückgängig" }).click();
  assert.equal(await page.getByLabel("Stück für Empfang").inputValue(), "2");
  assert.equal(await page.getByLabel("Stück für Jana Petersen").inputValue(), "1");
});

scenario("what is only sold can't be lent, and the form says so before it is sent", async ({ person }) => {
  const page = await person("sales", { locale: "en-GB" });
  await page.goto("/catalogue");
  await page.getByRole("link", { name: "Request Room sensor" }).click();
  await page.getByText("This product can only be bought.").waitFor();
  await page.getByLabel("To buy").check();
  await page.getByText("This product can only be bought.").waitFor({ state: "detached" });
  await page.getByText("becomes binding only once you accept our quote").waitFor();
  await page.getByLabel("Pieces").fill("3");
  await page.getByText(/By the catalogue €[\d,.]+ net/).waitFor();
  await axe(page);
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("alert").getByRole("link", { name: /Billing address, City/ }).waitFor();
});

scenario("a customer is added right in the form", async ({ person }) => {
  const page = await person("partner");
  await page.goto("/demo-kits/new");
  await page.getByRole("button", { name: "Neuer Kunde" }).click();
  await page.getByLabel("Name der Firma").fill("Fährhaus Wedel");
  await page.keyboard.press("Enter");
  await page.getByText("Fährhaus Wedel ist angelegt.").waitFor();
  await page.getByLabel("Kunde").locator("option:checked").filter({ hasText: "Fährhaus Wedel" }).waitFor({ state: "attached" });
});

scenario("the form in every light and width, in both languages", async ({ person }) => {
  for (const [account, item, more] of [["partner", "E-Paper-Display anfragen", "Weiterer Empfänger"], ["sales", "Request E-paper display", "Another recipient"]]) {
    const page = await person(account);
    await page.goto("/catalogue");
    await matrix(page, `catalogue-${account}`, async () => {
      await fits(page);
      await axe(page);
    });
    await page.getByRole("link", { name: item }).click();
    await page.getByRole("button", { name: more }).click();
    await page.getByRole("heading", { level: 3, name: /E-[Pp]aper/ }).first().waitFor();
    await matrix(page, `kit-form-${account}`, async () => {
      await fits(page);
      await axe(page);
    });
  }
});
