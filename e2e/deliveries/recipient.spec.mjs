// The recipient's page, by the link of their mail: without an account, without a script, in their language.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { sql } from "../support/database.mjs";
import { linkIn, mail, mails } from "../support/mail.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const reception = async (server) => linkIn(await mail(server, "empfang@hafenklinik.example", "unterwegs"));

/** Without a script, as for who has switched them off; axe is one. */
const PLAIN = { javaScriptEnabled: false };

scenario("in both languages, every light and width, without a finding", async ({ open, server }) => {
  const link = await reception(server);
  const page = await open();
  for (const [language, heading] of [["de", /^Ihre Lieferung/], ["en", /^Your delivery|^Arriving/]]) {
    await page.goto(`${link}?lang=${language}`);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), language);
    await matrix(page, `recipient-${language}`, async () => {
      await fits(page);
      await axe(page);
    });
  }
});

scenario("what is wrong is told, a missing word is said at its field, and then everything has arrived", async ({ open, person, server }) => {
  const link = await reception(server);
  const page = await open(PLAIN);
  await page.goto(link);
  await page.getByText("Etwas stimmt nicht").click();
  await page.getByLabel("Was stimmt nicht?").fill("   ");
  await page.getByRole("button", { name: "Mitteilen" }).click();
  await page.getByText("Bitte füllen Sie dies aus.").waitFor();
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
