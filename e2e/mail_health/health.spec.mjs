// How mail is: the servers, what waits, and what the sender's domain lacks, with the record to publish. DNS is a server of the test on loopback.
import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { after, before } from "node:test";

import { axe } from "../support/axe.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const TXT = 16;
const RECORDS = new Map([
  ["portal.example.com", ["v=spf1 include:_spf.example.net -all"]],
  ["_spf.example.net", ["v=spf1 ip4:198.51.100.0/24 ~all"]],
  ["_dmarc.example.com", ["v=DMARC1; p=none"]],
]);
const ADDRESS = 1;

/** The texts above, one address for every server, and nothing else. */
function answer(query) {
  const labels = [];
  let at = 12;
  while (query[at] > 0) {
    labels.push(query.toString("ascii", at + 1, at + 1 + query[at]));
    at += query[at] + 1;
  }
  const kind = query.readUInt16BE(at + 1);
  const name = labels.join(".").toLowerCase();
  const data = [];
  if (kind === TXT) for (const text of RECORDS.get(name) ?? []) data.push(Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]));
  if (kind === ADDRESS && name === "mail.example.com") data.push(Buffer.from([203, 0, 113, 25]));
  const head = Buffer.alloc(12);
  head.writeUInt16BE(query.readUInt16BE(0), 0);
  head.writeUInt16BE(data.length > 0 ? 0x8180 : 0x8183, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 6);
  const records = data.map((bytes) => {
    const record = Buffer.from([0xc0, 12, 0, kind, 0, 1, 0, 0, 0, 60, 0, bytes.length]);
    return Buffer.concat([record, bytes]);
  });
  return Buffer.concat([head, query.subarray(12, at + 5), ...records]);
}

const env = {
  EYELEVEL_MAIL_FROM: "portal@example.com",
  EYELEVEL_RETURN_PATH: "bounces@portal.example.com",
  EYELEVEL_SMTP_URL: "smtp://mail.example.com:1,smtp://127.0.0.1:1",
};
const dns = createSocket("udp4");
before(async () => {
  dns.on("message", (query, from) => dns.send(answer(query), from.port, from.address));
  await new Promise((bound) => dns.bind(0, "127.0.0.1", bound));
  env.EYELEVEL_DNS_SERVER = `127.0.0.1:${dns.address().port}`;
});
after(() => dns.close());

const { scenario } = world({ env });

scenario("an admin sees what to change, and copies the record", async ({ person }) => {
  const admin = await person("admin");
  await admin.goto("/");
  await admin.getByRole("navigation").getByRole("button", { name: "Mehr" }).click();
  await admin.getByRole("navigation").getByRole("link", { name: "E-Mail", exact: true }).click();
  await admin.getByRole("heading", { level: 1, name: "E-Mail" }).waitFor();
  await admin.getByRole("row", { name: /^mail\.example\.com:1/ }).waitFor();
  await admin.getByText("Der Server mail.example.com darf nach diesem Eintrag nicht für portal.example.com senden", { exact: false }).waitFor();
  await admin.getByText("v=spf1 a:mail.example.com include:_spf.example.net -all", { exact: true }).waitFor();
  await admin.getByText("Für portal.example.com nimmt niemand E-Mails an", { exact: false }).waitFor();
  await admin.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await admin.getByRole("button", { name: "Den Wert für portal.example.com kopieren" }).first().click();
  const copied = await admin.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, "v=spf1 a:mail.example.com include:_spf.example.net -all");
  // What is published is seen at the next look.
  RECORDS.set("portal.example.com", [copied]);
  await admin.getByRole("button", { name: "Erneut nachsehen" }).click();
  await admin.getByText("Server dürfen für portal.example.com senden", { exact: false }).waitFor();
  await matrix(admin, "mail-health", async () => {
    await fits(admin);
    await axe(admin);
  });
});

scenario("in English, too", async ({ person }) => {
  const admin = await person("admin");
  await admin.getByRole("button", { name: /Menü/ }).click();
  // Kept before the next page is asked for.
  await Promise.all([
    admin.waitForResponse((answer) => answer.url().endsWith("/api/v1/me") && answer.request().method() === "PUT"),
    admin.getByRole("button", { name: "English" }).click(),
  ]);
  await admin.goto("/mail");
  await admin.getByRole("heading", { level: 2, name: "Mail servers" }).waitFor();
  await admin.getByRole("heading", { level: 3, name: "What becomes of forgeries (DMARC)" }).waitFor();
  await matrix(admin, "mail-health-english", async () => fits(admin));
});

scenario("nobody else is offered it, and whoever comes all the same is told why", async ({ person }) => {
  for (const account of ["support", "partner"]) {
    const page = await person(account);
    await page.goto("/mail");
    await page.getByRole("heading", { level: 1, name: "E-Mail" }).waitFor();
    assert.equal(await page.getByRole("link", { name: "E-Mail", exact: true }).count(), 0);
    assert.equal(await page.getByRole("table").count(), 0);
    assert.equal((await page.request.get("/api/v1/mail/health")).status(), 403);
  }
});
