// Another address for a recipient: the vendor proposes, the requester answers, in the portal or by the link in the mail.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { linkIn, mail } from "../support/mail.mjs";
import { fits } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

async function open(page, recipient) {
  await page.goto("/deliveries");
  await page.getByRole("table").getByRole("link", { name: recipient }).first().click();
  await page.getByRole("heading", { level: 1, name: `Lieferung an ${recipient}` }).waitFor();
}

async function propose(support, address, why) {
  await open(support, "Empfang");
  await support.getByRole("button", { name: "Änderung vorschlagen" }).click();
  const dialog = support.getByRole("dialog");
  await dialog.getByLabel("E-Mail").fill(address);
  await axe(support);
  // Without a reason nothing is asked, and what was typed stays.
  await dialog.getByRole("button", { name: "Um Zustimmung bitten" }).click();
  await dialog.getByText("Bitte füllen Sie dies aus.").first().waitFor();
  assert.equal(await dialog.getByLabel("E-Mail").inputValue(), address);
  await dialog.getByLabel(/^Warum/).fill(why);
  await dialog.getByRole("button", { name: "Um Zustimmung bitten" }).click();
  await dialog.waitFor({ state: "detached" });
}

scenario("what the vendor proposes waits for the requester, who sees it on the same page and agrees", async ({ person }) => {
  const support = await person("support");
  await propose(support, "pforte@hafenklinik.example", "Mails an den Empfang kommen zurück.");
  await support.getByText(/Wartet auf die Zustimmung von/).first().waitFor();
  assert.equal(await support.getByRole("button", { name: "Zustimmen", exact: true }).count(), 0, "nobody of the vendor's answers");
  const partner = await person("partner");
  await open(partner, "Empfang");
  await partner.getByText("pforte@hafenklinik.example").first().waitFor();
  await axe(partner);
  await partner.setViewportSize({ width: 320, height: 800 });
  await fits(partner);
  await partner.getByRole("button", { name: "Zustimmen", exact: true }).click();
  await partner.getByText("Festgehalten.").first().waitFor();
  await partner.getByRole("button", { name: "Zustimmen", exact: true }).waitFor({ state: "detached" });
});

scenario("the link in the mail answers without an account: looked at twice, answered once", async ({ person, server, open: fresh }) => {
  const support = await person("support");
  await propose(support, "tor@hafenklinik.example", "Die Pforte ist umgezogen.");
  const link = linkIn(await mail(server, "partner@eyelevel.example", "Die Pforte ist umgezogen."));
  const page = await fresh();
  for (const size of [{ width: 320, height: 700 }, { width: 1440, height: 900 }]) {
    await page.setViewportSize(size);
    await page.goto(link);
    await page.getByRole("heading", { level: 1, name: "Sind Sie einverstanden?" }).waitFor();
    await page.getByText("tor@hafenklinik.example").first().waitFor();
    await fits(page);
    await axe(page);
  }
  await page.getByRole("button", { name: "Nicht zustimmen" }).click();
  await page.getByText("Es bleibt bei den Empfängern").waitFor();
  await axe(page);
  await page.goto(link);
  await page.getByRole("heading", { level: 1, name: "Dieser Link gilt nicht mehr" }).waitFor();
});
