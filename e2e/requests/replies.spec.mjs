// Whoever writes waits for an answer, and both sides see by when: on the page, on the board, in the mail; thanks need none.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { mail } from "../support/mail.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

async function write(page, text) {
  await page.getByLabel("Nachricht").fill(text);
  await page.getByRole("button", { name: "Senden" }).click();
  await page.getByRole("list", { name: "Verlauf" }).getByText(text).waitFor();
}

scenario("a message about a parcel has a date; the owner's board leads to it; the answer ends it", async ({ person, server }) => {
  const partner = await person("partner");
  await partner.goto("/requests?section=on_the_way");
  await partner.getByRole("table").getByRole("row").nth(1).getByRole("link").first().click();
  await partner.getByLabel("Nachricht").waitFor();
  const path = new URL(partner.url()).pathname;
  await write(partner, "Wo bleibt das Paket?");
  await partner.getByText(/^Nachricht vom /).waitFor();
  const line = partner.getByText(/antwortet bis .*, noch \d+ Arbeits/);
  await line.waitFor();
  const owner = (await line.textContent()).split(" antwortet")[0];
  assert.equal(await partner.getByRole("button", { name: "Braucht keine Antwort" }).count(), 0);
  await axe(partner);
  await matrix(partner, "reply", async (page) => fits(page));

  const account = owner === "Claudia Berg" ? "approver" : "approver2";
  assert.match(await mail(server, `${account}@eyelevel.example`, "Wo bleibt das Paket?"), /bis|by/);
  const vendor = await person(account);
  const german = account === "approver";
  const board = vendor.locator("section").filter({ has: vendor.getByRole("heading", { name: german ? "Nachrichten, die auf Antwort warten" : "Messages that wait for an answer" }) }).last();
  await board.waitFor();
  await axe(vendor);
  await matrix(vendor, "board-replies", async (page) => fits(page));
  await vendor.goto(path);
  await vendor.getByLabel(german ? "Nachricht" : "Message", { exact: true }).fill("Seit heute früh beim Paketdienst.");
  await vendor.getByRole("button", { name: german ? "Senden" : "Send", exact: true }).click();
  await partner.getByText("Seit heute früh beim Paketdienst.").first().waitFor();
  await partner.getByText(/^Nachricht vom /).waitFor({ state: "detached" });

  await write(partner, "Vielen Dank!");
  await partner.getByText(/^Nachricht vom /).waitFor();
  await vendor.getByRole("button", { name: german ? "Braucht keine Antwort" : "Needs no answer" }).click();
  const dialog = vendor.getByRole("dialog");
  await dialog.waitFor();
  await axe(vendor);
  await dialog.getByRole("button", { name: german ? "Braucht keine Antwort" : "Needs no answer" }).click();
  await dialog.waitFor({ state: "detached" });
  await partner.getByText(`${owner}: Die Nachricht braucht keine Antwort`).waitFor();
  await partner.getByText(/^Nachricht vom /).waitFor({ state: "detached" });
});
