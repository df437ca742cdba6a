// The first story, as it goes here: a generator that is broken for 9.x, the stopped key, the honest message, the key made by hand that can't
// go elsewhere, the bridging key, the good key, the running system; every step of it on record, on the same page for both sides.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { linkIn, mail, mails } from "../support/mail.mjs";
import { matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

/** Chooses the installation that the story is about, and what for. */
async function begin(page, intent) {
  const { items } = await (await page.request.get("/api/v1/installations?q=hka-backup-01")).json();
  await page.goto(`/licences/new?installation=${items[0].id}&intent=${intent}`);
  await page.getByRole("heading", { level: 1, name: "Lizenzschlüssel anfragen" }).waitFor();
}

scenario("a wrong key reaches nobody, and the right one reaches who was named", async ({ person, server }) => {
  const page = await person("partner");
  // What is known stands right there, with the day since when, before anything is sent.
  await begin(page, "renew");
  await page.getByText("Dazu ist uns etwas bekannt").first().waitFor();
  await axe(page);
  await page.getByRole("button", { name: "Anfrage senden" }).or(page.getByRole("button", { name: "Absenden" })).first().click();
  await page.waitForURL(/\/licences\/[0-9a-f-]{36}/);
  const address = page.url();

  // The honest message: what was made, what was asked for, that nobody was sent anything, who is on it, until when.
  await page.getByText("Der Generator machte einen Schlüssel für 8.x; angefragt war 9.1.0").first().waitFor();
  await page.getByText("Niemand hat etwas bekommen.").first().waitFor();
  await page.getByText(/ist daran, zugesagt bis/).first().waitFor();
  await axe(page);
  await matrix(page, "licence-stopped");
  const number = (await page.getByText(/^LK-\d+$/).first().innerText()).trim();
  assert.match(await mail(server, "partner@eyelevel.example", `${number}: `), /angehalten/);

  // Production is down: the form says who answers when and the number, before anything is sent.
  await page.getByRole("link", { name: "Produktion steht" }).first().click();
  await page.waitForURL(/intent=bridge/);
  await page.getByText("Notfallnummer").first().waitFor();
  await page.locator('a[href^="tel:"]').first().waitFor();

  // Support makes one by hand: first a wrong one, which the gate stops as well.
  const support = await person("support");
  await support.goto(new URL(address).pathname);
  const byHand = async (key) => {
    await support.getByRole("button", { name: "Schlüssel von Hand eingeben" }).first().click();
    const dialog = support.getByRole("dialog");
    await dialog.getByLabel("Schlüssel", { exact: true }).fill(key);
    return dialog;
  };
  let dialog = await byHand("AR8-1234-ABCD-HAND");
  // Leaving the requester out needs their word: the dialog says so, and the server refuses.
  const tick = dialog.getByRole("checkbox").first();
  await tick.uncheck();
  await dialog.getByText(/So geht es erst, wenn/).waitFor();
  assert.equal(await dialog.getByRole("button", { name: "Prüfen und senden" }).getAttribute("aria-disabled"), "true");
  const toNobody = { data: { key: "AR8-1234-ABCD-HAND", recipient_ids: [] }, headers: { Origin: server.url } };
  assert.equal((await support.request.post(`${server.url}/api/v1${new URL(address).pathname}/hand-made`, toNobody)).status(), 409);
  await axe(support);
  await tick.check();
  await dialog.getByRole("button", { name: "Prüfen und senden" }).click();
  await dialog.waitFor({ state: "detached" });
  await support.getByText(/machte einen Schlüssel für 8\.x|lieferte einen Schlüssel/).first().waitFor();
  assert.equal((await mails(server)).filter((each) => each.includes("AR8-1234-ABCD-HAND")).length, 0, "it reached nobody");

  // The generator is mended, and asked once more.
  await support.request.post("/dev/generator", { headers: { origin: server.url } });
  await support.getByRole("button", { name: "Erneut ausstellen" }).first().click();
  await support.getByText(/^Geprüft/).first().waitFor();
  await page.goto(new URL(address).pathname);
  await page.getByText(/AR9-\d{4}-[A-Z]{4}-/).first().waitFor();
  const letter = await mail(server, "partner@eyelevel.example", "AR9-");
  assert.match(letter, /Ihr Lizenzschlüssel/);
  const recipient = await page.context().newPage();
  await recipient.goto(linkIn(letter));
  await recipient.getByRole("button", { name: "Schlüssel anzeigen" }).click();
  await recipient.getByText(/AR9-\d{4}-[A-Z]{4}-/).first().waitFor();
  await axe(recipient);
  await recipient.close();
  await axe(page);
  await matrix(page, "licence-issued");

  // The running system.
  await page.getByRole("button", { name: "Es läuft" }).click();
  await page.getByText("erledigt").first().waitFor();
  for (const step of [/Ein Schlüssel wurde angehalten/, /Ein Schlüssel für 9\.1\.0 ist gemacht und geprüft/, /Es läuft/]) {
    await page.getByRole("listitem").filter({ hasText: step }).first().waitFor();
  }
  const other = await person("other");
  assert.equal((await other.request.get(`/api/v1${new URL(address).pathname}`)).status(), 404);
});
