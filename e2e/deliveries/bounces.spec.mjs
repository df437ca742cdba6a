// A mail that comes back: the delivery says so to both sides, and the vendor's admins see all of them, with what was said and what followed.
import assert from "node:assert/strict";
import { after } from "node:test";

import { axe } from "../support/axe.mjs";
import { post, report } from "../support/post.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const office = await post();
after(() => office.close());
const { scenario } = world({ env: office.env });
const NOBODY = "550 5.1.1 <@>: Recipient address rejected: User unknown in virtual mailbox table; please look at https://mx.example/help/unknown-users";

scenario("what came back for good and what will be tried again, in German and English", async ({ server, person, open }) => {
  const admin = await person("admin");
  await admin.goto("/mail/bounces");
  await admin.getByText("Keine Mail ist zurückgekommen.").waitFor();
  const approver = await office.mail("approver@eyelevel.example", "");
  assert.equal(await office.handIn(server.url, report(approver, { action: "failed", status: "4.2.2", said: "452 4.2.2 Mailbox full" })), "again");
  const jana = await office.mail("partner@eyelevel.example", "");
  const slow = report(jana, { action: "delayed", status: "4.4.1", said: "421 4.4.1 connection timed out" });
  assert.equal(await office.handIn(server.url, slow), "delayed");
  const gone = report(jana, { action: "failed", status: "5.1.1", said: NOBODY.replace("@", jana.to) });
  assert.equal(await office.handIn(server.url, gone), "bounced");
  assert.equal(await office.handIn(server.url, gone), "known", "the same one again changes nothing");

  await admin.goto("/mail/bounces");
  const table = admin.getByRole("table");
  await table.getByText("aufgegeben", { exact: true }).waitFor();
  await table.getByText("wird noch einmal gesendet").waitFor();
  assert.equal(await table.getByRole("row").count(), 4, "the head and three");
  await axe(admin);
  await matrix(admin, "bounces-de", async (page) => fits(page));

  await admin.getByRole("button", { name: /Menü/ }).click();
  await admin.getByRole("button", { name: "English" }).click();
  await admin.getByRole("heading", { level: 1, name: "Returned mail" }).waitFor();
  await matrix(admin, "bounces-en", async (page) => fits(page));
  await axe(admin);

  const partner = await person("partner");
  await partner.goto("/mail/bounces");
  await partner.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await partner.getByText("User unknown").count(), 0, "that is the vendor's");
  const anybody = await open();
  assert.equal((await anybody.request.post(`${server.url}/api/v1/mail/bounces`, { data: gone.join("\r\n") })).status(), 401);
});
