// The request's page: who gets the key is the requester's to say, whoever makes it by hand; a decision, a key taken back, and how far each
// recipient is.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { axe } from "../support/axe.mjs";
import { inDays } from "../support/days.mjs";
import { linkIn, mail, mails } from "../support/mail.mjs";
import { fits } from "../support/shot.mjs";
import { world } from "../support/world.mjs";
import { ME, askByApi, asked, begin, send, writes } from "./ask.mjs";

const { scenario } = world();

const pageOf = (licence) => `/licences/${licence.page.request.id}`;
const CUSTOMER = { whom: "customer", name: "Ruth Albers", organisation: "Hafenklinik Altona", email: "ruth@hafenklinik.example", lang: "de" };

/** A request whose key was stopped, for the requester and her customer. */
async function stopped(page, server) {
  const licence = await askByApi(page, server, "hka-backup-01", { recipients: [ME, CUSTOMER] });
  assert.deepEqual([licence.keys.length, licence.stopped.length], [0, 1]);
  return licence;
}

scenario("a key made by hand can't go to the customer alone: the button says why, and the API refuses", async ({ person, server }) => {
  const partner = await person("partner");
  const licence = await stopped(partner, server);
  const support = await person("support");
  await support.goto(pageOf(licence));
  await support.getByRole("button", { name: "Schlüssel von Hand eingeben" }).click();
  const dialog = support.getByRole("dialog");
  await dialog.getByLabel("Schlüssel", { exact: true }).fill("AR9-1234-ABCD-HAND");
  const button = dialog.getByRole("button", { name: "Prüfen und senden" });
  assert.equal(await button.getAttribute("aria-disabled"), null);
  await dialog.getByRole("checkbox", { name: /^Jana Petersen/ }).uncheck();
  await dialog.getByText(/^Jana Petersen: So geht es erst, wenn Jana Petersen zugestimmt hat/).waitFor();
  assert.equal(await button.getAttribute("aria-disabled"), "true");
  const why = await button.evaluate((it) => document.getElementById(it.getAttribute("aria-describedby")).textContent);
  assert.match(why, /erst, wenn Jana Petersen zugestimmt hat/);
  await axe(support);
  await button.click({ force: true });
  await dialog.getByText(/So geht es erst/).waitFor();
  // Nobody gets round it: not the customer alone, not nobody, not somebody else's recipient.
  const url = `${server.url}/api/v1${pageOf(licence)}/hand-made`;
  const theirs = licence.recipients.find((r) => r.whom === "customer").recipient.id;
  for (const recipient_ids of [[theirs], [], [crypto.randomUUID()]]) {
    const data = { key: "AR9-1234-ABCD-HAND", recipient_ids };
    const answer = await support.request.post(url, { data, headers: writes(server) });
    assert.equal(answer.status(), 409, JSON.stringify(recipient_ids));
  }
  assert.ok(!(await mails(server)).some((each) => each.includes("AR9-1234-ABCD-HAND")), "it reached nobody");
  // Without the customer it is the same: whoever is left out, it is the requester who agrees.
  await dialog.getByRole("checkbox", { name: /^Jana Petersen/ }).check();
  await dialog.getByRole("checkbox", { name: /^Ruth Albers/ }).uncheck();
  await dialog.getByText(/^Ruth Albers: So geht es erst, wenn Jana Petersen zugestimmt hat/).waitFor();
  await dialog.getByRole("checkbox", { name: /^Ruth Albers/ }).check();
  // To both, as they were pinned, it may go.
  await button.click();
  await dialog.waitFor({ state: "detached" });
  await support.getByText("AR9-1234-ABCD-HAND").first().waitFor();
  for (const to of ["partner@eyelevel.example", CUSTOMER.email]) await mail(server, to, "AR9-1234-ABCD-HAND");
  await partner.goto(pageOf(licence));
  await partner.getByText("Von Hand gemacht von").waitFor();
  await axe(partner);
});

scenario("support asks for another recipient: nothing goes there until the requester agrees, and a no is kept", async ({ person, server }) => {
  const partner = await person("partner");
  const licence = await stopped(partner, server);
  const support = await person("support");
  await support.goto(pageOf(licence));
  const propose = async (name, email) => {
    await support.getByRole("button", { name: "Anderen Empfänger vorschlagen" }).click();
    const dialog = support.getByRole("dialog");
    await dialog.getByLabel("Name oder Stelle").fill(name);
    await dialog.getByLabel("E-Mail").fill(email);
    await dialog.getByLabel("Warum?").fill("Sitzt vor dem Gerät.");
    await axe(support);
    await dialog.getByRole("button", { name: "Um Zustimmung bitten" }).click();
    await dialog.waitFor({ state: "detached" });
    await support.getByText("Wartet auf die Zustimmung von Jana Petersen.").first().waitFor();
  };
  await propose("Martin Roth", "roth@hafenklinik.example");
  await support.getByRole("button", { name: "Schlüssel von Hand eingeben" }).click();
  await support.getByText("An Martin Roth noch nicht: Jana Petersen hat nicht zugestimmt.").waitFor();
  assert.equal(await support.getByRole("checkbox", { name: /Martin Roth/ }).count(), 0);
  await support.keyboard.press("Escape");
  assert.match(await mail(server, "partner@eyelevel.example", "mit anderen Empfängern einverstanden"), /Selim Aydin/);

  // She says no: the list stays as it is.
  await partner.goto(pageOf(licence));
  await partner.getByText(/^Selim Aydin möchte den Schlüssel auch an Martin Roth/).waitFor();
  await partner.getByText("Bis Sie zustimmen, ändert sich nichts.").waitFor();
  await axe(partner);
  await fits(partner);
  await partner.getByRole("button", { name: "Nicht zustimmen" }).click();
  await partner.getByText("Jana Petersen stimmt nicht zu: Martin Roth").waitFor();
  assert.deepEqual((await asked(partner, pageOf(licence))).recipients.map((r) => r.recipient.name), ["Jana Petersen", "Ruth Albers"]);

  // Somebody else she agrees to; a colleague may not do it for her.
  await support.reload();
  await support.getByText("Jana Petersen stimmt nicht zu: Martin Roth").waitFor();
  await propose("Ilse Brandt", "brandt@hafenklinik.example");
  const sales = await person("sales");
  await sales.goto(pageOf(licence));
  const agree = sales.getByRole("button", { name: "Agree", exact: true });
  await agree.waitFor();
  assert.equal(await agree.getAttribute("aria-disabled"), "true");
  await sales.getByText("Waiting for the consent of Jana Petersen.").waitFor();
  await axe(sales);
  await partner.reload();
  await partner.getByRole("button", { name: "Zustimmen", exact: true }).click();
  await partner.getByText("Jana Petersen stimmt zu: Ilse Brandt").waitFor();
  await support.reload();
  await support.getByRole("button", { name: "Schlüssel von Hand eingeben" }).click();
  const dialog = support.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: /^Ilse Brandt/ }).waitFor();
  await dialog.getByLabel("Schlüssel", { exact: true }).fill("AR9-4321-DCBA-HAND");
  await dialog.getByRole("button", { name: "Prüfen und senden" }).click();
  await dialog.waitFor({ state: "detached" });
  await mail(server, "brandt@hafenklinik.example", "AR9-4321-DCBA-HAND");
  assert.ok(!(await mails(server)).some((each) => each.includes("roth@hafenklinik.example")), "a no is a no");
});

scenario("the requester changes who gets it: at once, and on record", async ({ person, server }) => {
  const partner = await person("partner");
  const licence = await stopped(partner, server);
  await partner.goto(pageOf(licence));
  await partner.getByRole("button", { name: "Auslassen: Ruth Albers" }).click();
  const dialog = partner.getByRole("dialog");
  await dialog.getByLabel("Warum?").fill("Sie ist im Urlaub.");
  await dialog.getByRole("button", { name: "Auslassen" }).click();
  await dialog.waitFor({ state: "detached" });
  await partner.getByText("Bekommt nichts; so zugestimmt").waitFor();
  const support = await person("support");
  await support.request.post(`${server.url}/dev/generator`, { headers: { origin: server.url } });
  await support.goto(pageOf(licence));
  await support.getByRole("button", { name: "Erneut ausstellen" }).click();
  await support.getByText(/^Geprüft /).first().waitFor();
  // Broken again, for the scenarios after this one.
  await support.request.post(`${server.url}/dev/generator`, { headers: { origin: server.url } });
  await mail(server, "partner@eyelevel.example", "AR9-");
  const theirs = (await mails(server)).filter((each) => each.includes(CUSTOMER.email) && each.includes(licence.page.request.number));
  assert.equal(theirs.length, 0);
});

scenario("what no contract covers is decided: a yes has its key at once, a no its reason and an alternative", async ({ person, server }) => {
  const partner = await person("sales");
  const ask = () => askByApi(partner, server, "kiel-eg", { account: "sales" });
  const [first, second] = [await ask(), await ask()];
  assert.deepEqual([first.page.request.state, first.asked.needs_person], ["submitted", "no_contract"]);
  const approver = await person("approver");
  await approver.goto(pageOf(first));
  await approver.getByText("Kein Wartungsvertrag").or(approver.getByText(/kein Wartungsvertrag/)).first().waitFor();
  await axe(approver);
  await approver.getByRole("button", { name: "Ja …" }).click();
  let dialog = approver.getByRole("dialog");
  await dialog.getByLabel(/^Gültig bis/).fill("2020-01-01");
  await dialog.getByRole("button", { name: "Genehmigen und ausstellen" }).click();
  await dialog.getByRole("alert").getByRole("link", { name: /^Gültig bis/ }).waitFor();
  await axe(approver);
  const until = inDays(90);
  await dialog.getByLabel(/^Gültig bis/).fill(until);
  await dialog.getByRole("button", { name: "Genehmigen und ausstellen" }).click();
  await dialog.waitFor({ state: "detached" });
  await approver.getByText(/^Geprüft /).first().waitFor();

  await approver.goto(pageOf(second));
  await approver.getByRole("button", { name: "Ablehnen …" }).click();
  dialog = approver.getByRole("dialog");
  const no = dialog.getByRole("button", { name: "Ablehnen" });
  await no.click();
  await dialog.getByRole("alert").waitFor();
  await dialog.getByLabel("Grund, den der Partner liest").fill("Ohne Vertrag gibt es keine Verlängerung.");
  await dialog.getByLabel("Was ist stattdessen möglich?").fill("Ein Vertrag für ein Jahr: 120 € im Jahr.");
  await no.click();
  await dialog.waitFor({ state: "detached" });
  await partner.goto(pageOf(second));
  await partner.getByText(/Ohne Vertrag gibt es keine Verlängerung/).first().waitFor();
  await partner.getByText(/120 € im Jahr/).first().waitFor();
  assert.equal((await asked(partner, pageOf(second))).keys.length, 0);
  await axe(partner);
});

scenario("how far each recipient is; the key to copy, to load as a file, and on the recipient's page", async ({ person, server, open }) => {
  const partner = await person("partner");
  const walk = { whom: "other", name: "Brücke", organisation: "Reederei Thomsen", email: "", lang: "de" };
  const mailed = { ...CUSTOMER, name: "Kapitän", organisation: "Reederei Thomsen", email: "kapitaen@thomsen.example" };
  const licence = await askByApi(partner, server, "thomsen-nas", { recipients: [ME, mailed, walk] });
  assert.equal(licence.keys.length, 1);
  const [{ key }] = licence.keys;
  await partner.goto(pageOf(licence));
  const recipient = (name) => partner.getByRole("complementary").getByRole("listitem").filter({ hasText: name });
  const letter = await mail(server, mailed.email, "Ihr Lizenzschlüssel");
  await partner.reload();
  await recipient("Kapitän").getByText("verschickt").waitFor();
  // Without an address there is no mail: their link is printed.
  await recipient("Brücke").getByText("geplant").waitFor();
  await recipient("Brücke").getByRole("button", { name: /Link/ }).waitFor();

  const desk = await open({ viewport: { width: 360, height: 740 } });
  await desk.goto(linkIn(letter));
  // A program that opens the link sees none of it.
  assert.equal(await desk.getByText(key).count(), 0);
  await desk.getByRole("button", { name: "Schlüssel anzeigen" }).click();
  await desk.getByText(key).first().waitFor();
  await axe(desk);
  await fits(desk);
  const shown = await desk.locator("body").innerText();
  for (const secret of ["Jana", "Brücke", "thomsen-nas-other"]) assert.ok(!shown.includes(secret), secret);
  await desk.getByRole("button", { name: "Alles erhalten" }).click();
  await partner.reload();
  await recipient("Kapitän").getByText("erhalten", { exact: true }).waitFor();

  // To copy, and to load.
  await partner.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await partner.getByRole("button", { name: "Kopieren" }).click();
  await partner.getByText("Kopiert.").waitFor();
  assert.equal(await partner.evaluate(() => navigator.clipboard.readText()), key);
  const [download] = await Promise.all([
    partner.waitForEvent("download"),
    partner.getByRole("link", { name: "Lizenzdatei laden" }).click(),
  ]);
  assert.match(await readFile(await download.path(), "utf8"), /^-----BEGIN LICENSE FILE-----\n/);

  // The books of both sides see no licence request at all, and the management the proof without the key.
  for (const books of ["accounts", "ledger"]) {
    const account = await person(books);
    assert.equal((await account.request.get(`/api/v1${pageOf(licence)}`)).status(), 404, books);
  }
  const manager = await person("manager");
  await manager.goto(pageOf(licence));
  await manager.getByText("Sie sehen den Nachweis, nicht den Schlüssel.").waitFor();
  assert.ok(!(await manager.locator("body").innerText()).includes(key));
});

scenario("a key is taken back with its reason, another one is made, and the old one is folded away", async ({ person, server }) => {
  const partner = await person("partner");
  const licence = await askByApi(partner, server, "thomsen-nas");
  const admin = await person("approver2", { locale: "de-DE" });
  await admin.goto(pageOf(licence));
  // The key's mail may be on its way yet: when it has left, the page is made anew, and its menu is shut.
  const take = admin.getByRole("button", { name: "Take the key back" });
  for (let tries = 0; tries < 10 && !(await take.isVisible()); tries += 1) {
    await admin.locator("#main").getByRole("button", { name: "More" }).click();
    await take.waitFor({ timeout: 2_000 }).catch(() => {});
  }
  await take.click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByLabel("The reason, as the partner reads it").fill("Er stand auf einem Bildschirmfoto.");
  await dialog.getByRole("button", { name: "Take the key back" }).click();
  await dialog.waitFor({ state: "detached" });
  await mail(server, "partner@eyelevel.example", "wurde zurückgezogen");
  await partner.goto(pageOf(licence));
  await partner.getByText(/^Zurückgezogen /).first().waitFor();
  await partner.getByText("Grund: Er stand auf einem Bildschirmfoto.").waitFor();
  // Another one.
  await admin.locator("#main").getByRole("button", { name: "More" }).click();
  await admin.getByRole("button", { name: "Issue again" }).click();
  await admin.getByText(/^Checked /).first().waitFor();
  await partner.reload();
  await partner.getByText(/^Geprüft /).first().waitFor();
  const old = partner.getByText(/^Früherer Schlüssel, zurückgezogen/);
  await old.waitFor();
  const reason = partner.getByText("Grund: Er stand auf einem Bildschirmfoto.").first();
  assert.ok(!(await reason.isVisible()), "it is folded away");
  await old.click();
  assert.ok(await reason.isVisible());
  await axe(partner);
});

scenario("a trial is issued at once, and who asked for it says that it runs", async ({ person }) => {
  const page = await person("partner");
  await page.goto("/licences/new?intent=trial");
  await page.getByLabel("Produkt").selectOption({ label: "Signwart" });
  await page.getByLabel("Ausgabe").selectOption({ label: "Basis" });
  await page.getByRole("combobox", { name: /^Kunde/ }).selectOption({ label: "Stadtbücherei Kiel" });
  await page.getByLabel(/^Version, die dort laufen wird/).fill("2.1.0");
  const path = await send(page);
  await page.getByText(/^Geprüft /).first().waitFor();
  // It has no installation whose key could be made anew: the button says so, and what to do.
  const rejected = page.getByRole("button", { name: "Schlüssel abgelehnt" });
  assert.equal(await rejected.getAttribute("aria-disabled"), "true");
  await axe(page);
  await page.getByRole("button", { name: "Es läuft" }).click();
  await page.getByText("erledigt").first().waitFor();
  assert.equal((await asked(page, path)).page.request.state, "closed");
});

scenario("who may not make keys sees the page, and no way to make one", async ({ person, server }) => {
  const partner = await person("partner");
  await begin(partner, "hka-signs", "renew");
  const path = await send(partner);
  const manager = await person("manager");
  await manager.goto(path);
  await manager.getByText(/^Geprüft /).first().waitFor();
  assert.equal(await manager.getByRole("button", { name: /von Hand|Erneut ausstellen|zurückziehen/ }).count(), 0);
  for (const [verb, data] of [["issue", {}], ["hand-made", { key: "AR9-1111-AAAA-X", recipient_ids: [] }]]) {
    const answer = await manager.request.post(`${server.url}/api/v1${path}/${verb}`, { data, headers: writes(server) });
    assert.equal(answer.status(), 403, verb);
  }
});
