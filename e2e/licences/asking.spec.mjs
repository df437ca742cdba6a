// Asking for a key: what is known stands there before anything is sent, what is typed is kept, and who must not get it does not.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { mail, mails } from "../support/mail.mjs";
import { fits } from "../support/shot.mjs";
import { world } from "../support/world.mjs";
import { asked, begin, send, writes } from "./ask.mjs";

const { scenario } = world();

const message = (page) => page.getByLabel(/^Was wir noch wissen sollten/);
const version = (page) => page.getByLabel(/^Version, die dort/);
const saved = (page) => page.getByText(/^Gesichert \d\d:\d\d$/).waitFor();

scenario("a draft survives a reload, and is found on the board", async ({ person }) => {
  const page = await person("partner");
  await begin(page, "hka-signs", "renew");
  await page.getByLabel("Nicht an den Kunden").check();
  await page.getByRole("button", { name: "Weiterer Empfänger" }).click();
  await page.getByLabel("Name oder Stelle").fill("Leitstelle");
  await page.getByLabel("Ja, bitte rufen Sie zurück").check();
  await page.getByLabel("Telefonnummer").fill("040 1234, ab 10 Uhr");
  await page.getByLabel("Ihre Referenz").fill("ENTWURF-7");
  await message(page).fill("Bitte vor dem Wochenende.");
  // At once, before anything has been saved.
  await page.reload();
  await message(page).waitFor();
  const stands = async () => {
    assert.equal(await message(page).inputValue(), "Bitte vor dem Wochenende.");
    assert.equal(await version(page).inputValue(), "2.1.0");
    assert.equal(await page.getByLabel("Name oder Stelle").inputValue(), "Leitstelle");
    assert.equal(await page.getByLabel("Telefonnummer").inputValue(), "040 1234, ab 10 Uhr");
    assert.ok(await page.getByLabel("Nicht an den Kunden").isChecked());
    assert.equal(await page.getByRole("checkbox", { name: /^Der Kunde/ }).count(), 0);
  };
  await stands();
  await saved(page);
  await page.goto("/");
  await page.getByRole("link", { name: /^Weiterschreiben: .*ENTWURF-7/ }).click();
  await message(page).waitFor();
  await stands();
});

scenario("what is known about a version stands there while it is typed, with its day, before anything is sent", async ({ person }) => {
  const page = await person("partner");
  await page.goto("/licences/new");
  await page.getByRole("searchbox", { name: /^Suchen/ }).fill("hka-backup");
  await page.getByRole("button", { name: /Archivar 9\.1\.0, hka-backup-01/ }).click();
  await page.getByText("Dazu ist uns etwas bekannt").waitFor();
  await page.getByText("Schlüssel des Generators für 9.x gelten nur für 8.x").waitFor();
  await page.getByText(/^Bekannt seit dem? ?\d|^Bekannt seit .*\d{4}/).first().waitFor();
  await page.getByText(/Er stellt einen passenden von Hand aus/).waitFor();
  // And what happens if the key does not fit, before anybody has tried.
  await page.getByText(/Passt er nicht, bekommt ihn niemand/).waitFor();
  await axe(page);
  await fits(page);
  // Another version, which it does not touch.
  await version(page).fill("8.3.0");
  await page.getByText("Dazu ist uns etwas bekannt").waitFor({ state: "detached" });
  await version(page).fill("9.1.3");
  await page.getByText("Dazu ist uns etwas bekannt").waitFor();
  assert.equal((await (await page.request.get("/api/v1/licences?q=hka-backup-01")).json()).items.length, 1, "nothing was sent");
});

scenario("what is wrong stands at its field, what was typed stays, and the next attempt sends it", async ({ person }) => {
  const page = await person("partner");
  await begin(page, "thomsen-nas", "rejected");
  await page.getByLabel(/^Was sagt das Programm/).fill("Fehler 17");
  await page.getByRole("checkbox", { name: /^Ich: Jana Petersen/ }).uncheck();
  await page.getByRole("button", { name: "Weiterer Empfänger" }).click();
  await page.getByLabel("E-Mail").fill("keine-adresse");
  await page.getByLabel("Ja, in einer Fernsitzung mit unserem Werkzeug").check();
  await page.getByRole("button", { name: "Anfrage senden" }).click();
  const alert = page.getByRole("alert");
  for (const wrong of [/^Der Schlüssel, wie Sie ihn bekommen haben: Bitte/, /^Name oder Stelle: Bitte/, /^E-Mail: Das ist keine/, /^Adresse der Sitzung: Bitte/]) {
    await alert.getByRole("link", { name: wrong }).waitFor();
  }
  await axe(page);
  // A link of the summary leads to its field.
  await alert.getByRole("link", { name: /^E-Mail/ }).click();
  assert.ok(await page.getByLabel("E-Mail").evaluate((field) => field === document.activeElement));
  assert.equal(await page.getByLabel(/^Was sagt das Programm/).inputValue(), "Fehler 17");
  await page.getByLabel(/^Der Schlüssel, wie/).fill("key/abgeschnitten");
  await page.getByLabel("Name oder Stelle").fill("Leitstelle");
  // By mail it goes to an address; a link is handed over with one or without.
  await page.getByLabel("E-Mail").fill("");
  await page.getByRole("button", { name: "Anfrage senden" }).click();
  await alert.getByRole("link", { name: /^E-Mail: Bitte/ }).waitFor();
  await page.getByLabel("E-Mail").fill("leitstelle@thomsen.example");
  await page.getByLabel("Weg", { exact: true }).selectOption("Link, den ich übergebe");
  await page.getByLabel(/^Warum/).fill("Führt die Lizenzen");
  await page.getByLabel("Adresse der Sitzung").fill("https://hilfe.example/8271");
  // A version of which there are no keys.
  await version(page).fill("12.0.0");
  await page.getByRole("button", { name: "Anfrage senden" }).click();
  await page.getByRole("alert").getByRole("link", { name: /^Version, die dort läuft/ }).waitFor();
  await version(page).fill("8.3.0");
  const path = await send(page);
  const { asked: what, recipients } = await asked(page, path);
  assert.equal(what.program_says, "Fehler 17");
  assert.deepEqual(recipients.map(({ recipient: r }) => [r.name, r.channel, r.why]), [["Leitstelle", "download", "Führt die Lizenzen"]]);
  await page.getByText("Über einen Link, den der Anfragende übergibt, Deutsch").waitFor();
  await page.getByText("Führt die Lizenzen").waitFor();
});

scenario("who upgrades to what runs there, or moves to where it stands, is told that nothing would change", async ({ person }) => {
  const page = await person("partner");
  await begin(page, "hka-signs", "upgrade");
  await page.getByRole("button", { name: "Anfrage senden" }).click();
  await page.getByRole("alert").getByRole("link", { name: /Das ist schon so/ }).waitFor();
  await begin(page, "hka-signs", "move");
  await page.getByLabel("Neues Gerät (Host)").fill("HKA-SIGNS");
  await page.getByRole("button", { name: "Anfrage senden" }).click();
  await page.getByRole("alert").getByRole("link", { name: /^Neues Gerät.*Das ist schon so/ }).waitFor();
});

scenario("a contract in the past: that a person looks is said before, and by when stands there afterwards", async ({ person, server }) => {
  const page = await person("sales", { locale: "de-DE" });
  await page.goto("/licences/new");
  await page.getByRole("searchbox").fill("Kiel");
  await page.getByRole("button", { name: /Archivar 7\.4\.2/ }).click();
  // Tom Clausen reads English.
  await page.getByText("Goes to a person").waitFor();
  await page.getByText("The maintenance contract has ended.").waitFor();
  await page.getByText("Henrik Lund answers within 4 business hours.").waitFor();
  await page.getByRole("button", { name: "Send request" }).click();
  await page.waitForURL(/\/licences\/[0-9a-f]{8}-/);
  await page.getByText(/Henrik Lund decides by/).first().waitFor();
  await page.getByText("The maintenance contract has ended.").first().waitFor();
  await axe(page);
  const { page: spine, keys } = await asked(page, new URL(page.url()).pathname);
  assert.deepEqual([spine.request.state, keys.length], ["submitted", 0]);
  await mail(server, "approver2@eyelevel.example", spine.request.number);
});

scenario("not to the customer: that is kept, whoever asks and by whatever way", async ({ person, server }) => {
  const page = await person("partner");
  await begin(page, "thomsen-nas", "renew");
  const customer = page.getByRole("checkbox", { name: "Der Kunde: Reederei Thomsen" });
  await customer.check();
  await page.getByRole("group", { name: /^Kunde/ }).getByLabel("Name oder Stelle").fill("Kapitän");
  await page.getByRole("group", { name: /^Kunde/ }).getByLabel("E-Mail").fill("kapitaen@thomsen.example");
  await page.getByText("Geht an: Jana Petersen, Kapitän").waitFor();
  // They change their mind: the customer is gone from the list, and can't be ticked any more.
  await page.getByLabel("Nicht an den Kunden").check();
  await page.getByText("Geht an: Jana Petersen", { exact: true }).waitFor();
  await page.getByText("Nicht an den Kunden.", { exact: true }).waitFor();
  await customer.waitFor({ state: "hidden" });
  await axe(page);
  const path = await send(page);
  await page.getByText("nichts, so gewünscht").waitFor();
  assert.deepEqual((await asked(page, path)).recipients.map((r) => r.whom), ["requester"]);
  // Support may not even propose it; nor the API in anybody's name.
  const support = await person("support");
  const recipient = { whom: "customer", name: "Kapitän", organisation: "", email: "kapitaen@thomsen.example", lang: "de" };
  const data = { change: "added", recipient_id: null, recipient, reason: "Er hat uns geschrieben." };
  const answer = await support.request.post(`${server.url}/api/v1${path}/consents`, { data, headers: writes(server) });
  assert.equal(answer.status(), 422);
  assert.ok(!(await mails(server)).some((each) => each.includes("kapitaen@thomsen.example")));
});

scenario("production is down: who answers when, the number, how many are left; then a key at once, and both sides know", async ({ person, server }) => {
  const page = await person("partner");
  await page.getByRole("link", { name: "Produktion steht" }).click();
  await page.getByRole("searchbox").fill("thomsen-nas");
  await page.getByRole("button", { name: /thomsen-nas/ }).click();
  await page.getByText("Der Schlüssel gilt 7 Tage.").waitFor();
  await page.getByText("Für diese Installation sind noch 3 von 3 im Jahr frei.").waitFor();
  await page.getByText(/Henrik Lund ist (jetzt|wieder) erreichbar/).waitFor();
  await page.getByText("Notfallnummer").waitFor();
  assert.equal(await page.getByRole("link", { name: "+49 30 23125 100" }).getAttribute("href"), "tel:+493023125100");
  await axe(page);
  await fits(page);
  // What is down has to be said: the people who see it on the record know why.
  await page.getByRole("button", { name: "Anfrage senden" }).click();
  await page.getByRole("alert").getByRole("link", { name: /^Was steht/ }).waitFor();
  await page.getByLabel("Was steht?").fill("Nichts wird mehr gesichert.");
  const path = await send(page);
  await page.getByText(/^Geprüft /).first().waitFor();
  const { asked: what, keys, page: spine } = await asked(page, path);
  assert.equal(keys.length, 1);
  const days = (what.expires - keys[0].issued_at) / 86_400_000;
  assert.ok(days > 6.9 && days < 7.1, `valid for ${days} days`);
  for (const account of ["partner", "approver2"]) {
    await mail(server, `${account}@eyelevel.example`, spine.request.number);
  }
  await begin(page, "thomsen-nas", "bridge");
  await page.getByText("Für diese Installation sind noch 2 von 3 im Jahr frei.").waitFor();
});

scenario("a call-back, or a session with the partner's own tool: asked for, held, and both sides see what came of it", async ({ person }) => {
  const page = await person("partner");
  await begin(page, "hka-signs", "renew");
  await page.getByLabel("Ja, in einer Fernsitzung mit unserem Werkzeug").check();
  await page.getByLabel("Adresse der Sitzung").fill("https://hilfe.example/4711");
  const path = await send(page);
  await page.getByText("Fernsitzung gewünscht: https://hilfe.example/4711").waitFor();
  const support = await person("support");
  await support.goto(path);
  await support.getByText("Fernsitzung gewünscht: https://hilfe.example/4711").waitFor();
  await support.getByRole("button", { name: "Ergebnis festhalten" }).click();
  await support.getByRole("dialog").getByLabel("Was kam heraus?").fill("Zusammen eingespielt, läuft.");
  await support.getByRole("dialog").getByRole("button", { name: "Speichern" }).click();
  await support.getByRole("dialog").waitFor({ state: "detached" });
  await axe(support);
  await page.reload();
  await page.getByText("Zusammen eingespielt, läuft.").first().waitFor();
  await page.getByText("Selim Aydin hält fest, was besprochen wurde").waitFor();
  await axe(page);
});
