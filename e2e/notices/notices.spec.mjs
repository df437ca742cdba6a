// What somebody is told of: the list, what they would like by mail and when, one mail for many events, and the link that turns mails off.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { sql } from "../support/database.mjs";
import { mail, mails } from "../support/mail.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();
const JANA = "partner@eyelevel.example";

/** An enquiry of the partner's; its address. */
async function enquiry(partner, text) {
  await partner.goto("/enquiries/new");
  await partner.getByLabel("Worum geht es?").fill(text);
  await partner.getByRole("button", { name: "Anfrage senden" }).click();
  await partner.getByRole("heading", { level: 1, name: text }).waitFor();
  return new URL(partner.url()).pathname;
}

/** Somebody of the vendor writes there, as their page would. */
async function write(person, path, text) {
  const status = await person.evaluate(
    async ([id, text]) => {
      const body = JSON.stringify({ text, internal: false });
      const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
      return (await fetch(`/api/v1/requests/${id}/messages`, { method: "POST", headers, body })).status;
    },
    [path.split("/").at(-1), text],
  );
  assert.equal(status, 201);
}

const toMe = async (server) => (await mails(server)).filter((one) => one.includes(JANA));

scenario("one mail a day for many events, and the portal has them all", async ({ server, person }) => {
  const partner = await person("partner");
  await partner.goto("/");
  await partner.getByRole("navigation").getByRole("button", { name: "Mehr" }).click();
  await partner.getByRole("navigation").getByRole("link", { name: "Mitteilungen" }).click();
  await partner.getByRole("heading", { level: 1, name: "Mitteilungen" }).waitFor();
  await partner.getByRole("link", { name: "Mitteilungen einstellen" }).click();
  await partner.getByRole("heading", { level: 1, name: "Mitteilungen einstellen" }).waitFor();
  await partner.getByText("Was man Ihnen schuldet:", { exact: false }).waitFor();
  assert.equal(await partner.getByLabel("Was ich zu tun habe").count(), 0, "that is the vendor's");

  // What is sent in this test waits, by day and by night. Half of quiet hours is none.
  await partner.getByLabel("Nachrichten").selectOption("digest");
  await partner.getByLabel("Wie es mit meinen Anfragen weitergeht").selectOption("digest");
  await partner.getByLabel("Von").fill("22:00");
  await partner.getByRole("button", { name: "Speichern" }).click();
  await partner.getByText("Bitte füllen Sie dies aus.").first().waitFor();
  await axe(partner);
  await partner.getByLabel("Bis").fill("06:30");
  await matrix(partner, "notice-settings", async (page) => {
    await fits(page);
    await axe(page);
  });
  await partner.getByRole("button", { name: "Speichern" }).click();
  await partner.getByRole("heading", { level: 1, name: "Mitteilungen" }).waitFor();
  await partner.goto("/notices/settings");
  assert.equal(await partner.getByLabel("Nachrichten").inputValue(), "digest");
  assert.equal(await partner.getByLabel("Bis").inputValue(), "06:30");

  const path = await enquiry(partner, "Ein Regal mit Etiketten");
  const admin = await person("admin");
  await admin.goto("/");
  for (let n = 1; n <= 10; n += 1) await write(admin, path, `Nummer ${n}`);

  await partner.goto("/notices");
  await partner.getByText(/\d+ ungelesen/).waitFor();
  assert.equal(await partner.getByRole("link", { name: "Eine neue Nachricht" }).count(), 10);
  await matrix(partner, "notices", async (page) => {
    await fits(page);
    await axe(page);
  });

  // The night is over.
  if (await sql(server, "UPDATE notices SET due_at = 1 WHERE due_at IS NOT NULL AND outbox_id IS NULL")) {
    // What else waited (of a parcel, of a loan that ends) depends on the hour, and is in it too.
    const digest = await mail(server, JANA, path);
    assert.match(digest, /1\d Neuigkeiten für Sie/);
    assert.equal(digest.split("eine neue Nachricht").length - 1, 10, digest);
    assert.equal(digest.split(`${path}"`).length - 1, 1, "one link to the request");
    const about = (await toMe(server)).filter((one) => one.includes(path));
    assert.equal(about.length, 1, "the receipt and ten messages are one mail");
  }

  // One that is opened is read; then all are.
  await partner.goto("/notices");
  const many = async () => Number.parseInt(await partner.getByText(/\d+ ungelesen/).innerText(), 10);
  const unread = await many();
  await partner.getByRole("link", { name: "Eine neue Nachricht" }).first().click();
  await partner.getByRole("heading", { level: 1, name: "Ein Regal mit Etiketten" }).waitFor();
  await partner.goto("/notices");
  assert.equal(await many(), unread - 1);
  await partner.getByRole("button", { name: "Alle als gelesen markieren" }).press("Enter");
  await partner.getByText("Alle sind gelesen.").waitFor();
});

scenario("a mail's link turns its kind off, and looking at it does not", async ({ server, person, open }) => {
  const admin = await person("admin");
  const partner = await person("partner");
  const path = await enquiry(partner, "Ein Schild am Tor");
  await partner.goto("/notices/settings");
  await partner.getByLabel("Nachrichten").selectOption("at_once");
  await partner.getByRole("button", { name: "Speichern" }).click();
  await partner.getByRole("heading", { level: 1, name: "Mitteilungen" }).waitFor();
  await admin.goto("/");
  if (!(await sql(server, "UPDATE notice_settings SET quiet_from = NULL, quiet_until = NULL"))) return;
  await write(admin, path, "Gelb oder blau?");
  const sent = await mail(server, JANA, "Gelb oder blau?");
  const link = sent.match(/\/unsubscribe\/[a-z0-9.]+/)[0];

  const anybody = await open();
  await anybody.goto(link);
  await anybody.getByRole("heading", { level: 1, name: "Diese E-Mails abbestellen?" }).waitFor();
  await anybody.getByText("Nachrichten", { exact: true }).waitFor();
  await axe(anybody);
  await matrix(anybody, "unsubscribe", async (page) => fits(page));
  await partner.goto("/notices/settings");
  assert.equal(await partner.getByLabel("Nachrichten").inputValue(), "at_once");
  await anybody.getByRole("button", { name: "Abbestellen" }).click();
  await anybody.getByRole("heading", { level: 1, name: "Abbestellt" }).waitFor();
  await axe(anybody);
  await anybody.goto(`${link}x`);
  await anybody.getByRole("heading", { level: 1, name: "Dieser Link gilt nicht" }).waitFor();

  await partner.goto("/notices/settings");
  assert.equal(await partner.getByLabel("Nachrichten").inputValue(), "portal");
  const before = (await toMe(server)).length;
  await write(admin, path, "Es wird blau.");
  await partner.goto("/notices");
  await partner.getByRole("row", { name: /Eine neue Nachricht.*Ein Schild am Tor/ }).nth(1).waitFor();
  assert.equal((await toMe(server)).length, before, "it stands in the portal alone");
});

scenario("in English, and for who has been told of nothing", { locale: "en-GB" }, async ({ person }) => {
  const agent = await person("agent");
  await agent.goto("/notices");
  await agent.getByText(/You were told of nothing yet|Ihnen wurde noch nichts mitgeteilt/).waitFor();
  await axe(agent);
});
