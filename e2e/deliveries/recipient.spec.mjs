// The recipient's page, by the link of their mail: without an account, without a script, in their language.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { sql } from "../support/database.mjs";
import { linkIn, mail, mails } from "../support/mail.mjs";
import { fits, matrix, shot } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const reception = async (server) => linkIn(await mail(server, "empfang@hafenklinik.example", "unterwegs"));

/** Without a script, as for who has switched them off; axe is one. */
const PLAIN = { javaScriptEnabled: false };

scenario("in each language, every light and width, without a finding", async ({ open, server }) => {
  const link = await reception(server);
  const page = await open();
  for (const [language, heading, wrong] of [
    ["de", /^Ihre Lieferung/, "Etwas stimmt nicht"],
    ["en", /^Your delivery|^Arriving/, "Something is wrong"],
    ["pl", /^Planowana dostawa|^Państwa dostawa|^Dostawa/, "Coś jest nie w porządku"],
  ]) {
    await page.goto(`${link}?lang=${language}`);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), language);
    await matrix(page, `recipient-${language}`, async () => {
      await fits(page);
      await axe(page);
    });
    await page.getByText(wrong, { exact: true }).click();
    await matrix(page, `recipient-${language}-wrong`, async () => {
      await fits(page);
      await axe(page);
    });
  }
  // All seven are a click away, and stay chosen.
  assert.equal(await page.getByRole("navigation").getByRole("link").count(), 6);
  await page.getByRole("link", { name: "Français" }).click();
  await page.getByText("De la part de Kranich Systems").waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "fr");
});

scenario("some pieces are fine, one is dead, with a photo: both sides see which", async ({ open, person, server }) => {
  const link = linkIn(await mail(server, "empfang@hafenklinik.example", "unterwegs"));
  const page = await open(PLAIN);
  await page.goto(link);
  await page.getByText("Etwas stimmt nicht").click();
  const pieces = page.getByLabel(/^Seriennummer /);
  const count = await pieces.count();
  if (count > 0) await pieces.last().selectOption({ label: "defekt" });
  else await page.getByLabel("defekt").first().fill("1");
  // A picture of one pixel with a word in it that is nobody's business.
  const canvas = await open();
  const bytes = await canvas.evaluate(async () => {
    const one = document.createElement("canvas");
    one.width = one.height = 8;
    const blob = await new Promise((done) => one.toBlob(done, "image/jpeg"));
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const exif = Buffer.from([0xff, 0xe1, 0, 18, ...Buffer.from("Exif\0\0MM\0*GPS53N")]);
  const photo = Buffer.concat([Buffer.from(bytes.slice(0, 2)), exif, Buffer.from(bytes.slice(2))]);
  await page.getByLabel("Fotos").setInputFiles({ name: "IMG_0001.jpg", mimeType: "image/jpeg", buffer: photo });
  await page.getByRole("button", { name: "Mitteilen" }).click();
  await page.getByRole("heading", { level: 1, name: "Wir wissen, dass etwas nicht stimmt" }).waitFor();
  await page.getByText(/1 × defekt/).waitFor();
  await page.getByText("Kranich Systems und Nordlicht IT wurden informiert.").waitFor();
  await mail(server, "partner@eyelevel.example", "1 × defekt");

  const partner = await person("partner");
  await partner.goto("/deliveries");
  await partner.getByRole("table").getByRole("link", { name: "Empfang" }).first().click();
  await partner.getByRole("list", { name: "Verlauf" }).getByText(/1 × defekt/).waitFor();
  const files = await partner.evaluate(async () => {
    const list = await (await fetch("/api/v1/deliveries")).json();
    const id = list.items.find((one) => one.recipient === "Empfang").request_id;
    const kit = await (await fetch(`/api/v1/demo-kits/${id}`)).json();
    const file = kit.page.attachments.find((one) => one.name.startsWith("falsch-"));
    const text = await (await fetch(`/api/v1/attachments/${file.id}`)).text();
    return { kind: file.media_type, secret: text.includes("GPS") };
  });
  assert.deepEqual(files, { kind: "image/jpeg", secret: false });
});

scenario("a key behind the link is shown after a click, and then again", async ({ open, server, t }) => {
  const found = (await mails(server)).find((one) => one.includes("it@hafenklinik.example") && one.includes("Lizenzschlüssel"));
  if (!found) return t.skip("the demo has mailed no key to a customer");
  const link = linkIn(found);
  const page = await open(PLAIN);
  const early = await page.goto(`${link}/file`);
  assert.ok(early.url().endsWith(link), "the file leads to the page before it was shown");
  assert.equal(await page.getByRole("textbox", { name: "Ihr Schlüssel" }).count(), 0);
  await shot(page, "recipient-key-hidden");
  await page.getByRole("button", { name: "Schlüssel anzeigen" }).click();
  await page.getByRole("textbox", { name: "Ihr Schlüssel" }).waitFor();
  await page.reload();
  await page.getByRole("textbox", { name: "Ihr Schlüssel" }).waitFor();
  await shot(page, "recipient-key-shown");
});

scenario("what is wrong is told, a missing word is said at its field, and then everything has arrived", async ({ open, person, server }) => {
  const link = await reception(server);
  const page = await open(PLAIN);
  await page.goto(link);
  await page.locator("summary", { hasText: "Etwas stimmt nicht" }).click();
  await page.getByLabel("Was stimmt nicht?").fill("   ");
  await page.getByRole("button", { name: "Mitteilen" }).click();
  await page.getByText("Bitte sagen Sie hier, was nicht stimmt").waitFor();
  await page.getByLabel("Was stimmt nicht?").fill("Ein Netzteil fehlt.");
  await page.getByRole("button", { name: "Mitteilen" }).click();
  await page.getByRole("heading", { level: 1, name: "Wir wissen, dass etwas nicht stimmt" }).waitFor();
  await mail(server, "partner@eyelevel.example", "Ein Netzteil fehlt.");
  await page.getByRole("button", { name: "Alles erhalten" }).click();
  await page.getByRole("heading", { level: 1, name: "Alles ist angekommen" }).waitFor();
  // There is nothing more to answer, and looking again changes nothing.
  assert.equal(await page.getByRole("button", { name: "Alles erhalten" }).count(), 0);
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Alles ist angekommen" }).waitFor();

  const partner = await person("partner");
  await partner.goto("/deliveries?open=false");
  await partner.getByRole("table").getByRole("link", { name: "Empfang" }).first().click();
  await partner.getByText("Erhalten und bestätigt").waitFor();
  await partner.getByRole("list", { name: "Verlauf" }).getByText("Ein Netzteil fehlt.").waitFor();
});

scenario("an expired link and an unknown one look the same; a new one goes to the pinned address alone", async ({ open, server, t }) => {
  const link = await reception(server);
  if (!(await sql(server, "UPDATE links SET expires_at = 1 WHERE purpose = 'recipient'"))) return t.skip("neither node:sqlite nor python3");
  const shown = {};
  const page = await open();
  for (const [name, path] of [["expired", link], ["unknown", `${link.slice(0, -4)}AAAA`], ["nonsense", "/r/nothing"]]) {
    const answer = await page.goto(path);
    assert.equal(answer.status(), 404, name);
    await page.getByRole("heading", { level: 1, name: "Dieser Link gilt nicht mehr" }).waitFor();
    await axe(page);
    const before = await page.locator("body").innerText();
    const known = (await mails(server)).length;
    await page.getByRole("button", { name: "Neuen Link anfordern" }).click();
    await page.getByRole("heading", { level: 1, name: "Bitte sehen Sie in Ihr Postfach" }).waitFor();
    await axe(page);
    shown[name] = [before, await page.locator("body").innerText()];
    if (name === "expired") {
      const again = linkIn(await mail(server, "empfang@hafenklinik.example", "Ihr neuer Link"));
      assert.notEqual(again, link);
      await page.goto(again);
      await page.getByText("im Auftrag von Nordlicht IT").waitFor();
    } else {
      assert.equal((await mails(server)).length, known, name);
    }
  }
  assert.deepEqual(shown.expired, shown.unknown);
  assert.deepEqual(shown.expired, shown.nonsense);
});
