// A helpful distributor: a number that nobody knows, handed over with everything filled in, answered by the link in a mail, read by both sides,
// done. Nothing goes out without the requester's word, and the owner stays the owner.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { inDays } from "../support/days.mjs";
import { linkIn, mail, mails } from "../support/mail.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const AGENT = "agent@eyelevel.example";

/** Fills in the form for a device that nobody knows. */
async function begins(partner, serial, named) {
  await partner.goto("/returns/new");
  await partner.getByLabel("Seriennummern").fill(serial);
  await partner.getByRole("button", { name: "Übernehmen" }).click();
  await partner.getByLabel("Gewährleistung").check();
  await partner.getByLabel("Was ist passiert?").fill("Zeigt waagerechte Streifen.");
  if (named) await partner.getByLabel(/Gekauft bei/).selectOption({ label: "Elbtal Distribution" });
  await axe(partner);
  await partner.getByRole("button", { name: "Rücksendung anmelden" }).click();
  await partner.getByRole("heading", { level: 1, name: new RegExp(serial) }).waitFor();
  return new URL(partner.url()).pathname;
}

scenario("named in the form, handed over, answered by link, done", async ({ person, page: agent, server }) => {
  const partner = await person("partner");
  const address = await begins(partner, "ELB-2207", true);

  // 1. The owner hands it over: who was named stands first, and it goes out at once.
  const owner = await person("approver");
  await owner.goto(address);
  await owner.getByRole("button", { name: "An Distributor übergeben" }).click();
  const dialog = owner.getByRole("dialog");
  await dialog.getByText("Im Formular genannt: geht sofort hinaus.").waitFor();
  await dialog.getByLabel(/Was sie noch wissen sollten/).fill("Charge von 2024, bei Ihnen gekauft.");
  await axe(owner);
  await matrix(owner, "returns-refer-dialog", fits);
  await dialog.getByRole("button", { name: "Übergeben" }).click();
  await owner.getByText("liegt beim Distributor").first().waitFor();
  // What a distributor does, nobody does beside them; the button says so.
  const all = owner.getByRole("button", { name: "Alle annehmen" });
  assert.equal(await all.getAttribute("aria-disabled"), "true");

  // 2. The distributor: no account, no script, at 320 px.
  const link = linkIn(await mail(server, AGENT, "ELB-2207"));
  await agent.goto(link);
  await agent.getByRole("heading", { level: 1, name: "Können Sie das übernehmen?" }).waitFor();
  await agent.getByText("Seriennummer ELB-2207").waitFor();
  await agent.getByText("Charge von 2024, bei Ihnen gekauft.").waitFor();
  assert.equal(await agent.locator("script").count(), 0);
  await axe(agent);
  await matrix(agent, "returns-distributor-page", fits);
  await agent.getByLabel("Wir ersetzen es").check();
  await agent.getByLabel("Was Sie dazu sagen").fill("Aus unserem Lager, geht morgen hinaus.");
  await agent.getByRole("button", { name: "Antwort senden" }).click();
  // Without a day it is no promise; what was typed stays.
  await agent.getByLabel("Fertig bis").and(agent.locator("[aria-invalid=true]")).waitFor();
  assert.equal(await agent.getByLabel("Was Sie dazu sagen").inputValue(), "Aus unserem Lager, geht morgen hinaus.");
  await axe(agent);
  await agent.getByLabel("Fertig bis").fill(inDays(4));
  await agent.getByRole("button", { name: "Antwort senden" }).click();
  await agent.getByRole("heading", { level: 2, name: "Ist es erledigt?" }).waitFor();
  await agent.getByRole("link", { name: "English" }).click();
  await agent.getByRole("button", { name: "It is done" }).waitFor();
  await matrix(agent, "returns-distributor-taken", fits);

  // 3. The partner reads it: what went out to whom, what they said, and the same owner.
  await partner.reload();
  await partner.getByText("Wir ersetzen es").first().waitFor();
  await partner.getByText("Aus unserem Lager, geht morgen hinaus.").first().waitFor();
  await partner.getByText("Im Formular als Bezugsquelle genannt: Das war die Zustimmung.").waitFor();
  await partner.getByText("Was weitergegeben wurde").click();
  await partner.getByText("Hinweis: Charge von 2024, bei Ihnen gekauft.").waitFor();
  await axe(partner);
  await matrix(partner, "returns-referred", fits);

  // 4. Done: the page closes, and the link opens nothing any more.
  await agent.getByLabel(/What you say to it/).fill("New one: ELB-3001");
  await agent.getByRole("button", { name: "It is done" }).click();
  await agent.getByRole("heading", { level: 1, name: "Noted" }).waitFor();
  await partner.reload();
  await partner.getByText("New one: ELB-3001").first().waitFor();
  await partner.getByText("durch den Distributor").first().waitFor();
  await partner.getByText("erledigt", { exact: true }).first().waitFor();
  const gone = await agent.goto(link);
  assert.equal(gone.status(), 404);
  await axe(agent);
});

scenario("whom the requester has not named gets nothing before they agree, and it can be taken back", async ({ person, page: nobody, server }) => {
  const partner = await person("partner");
  const address = await begins(partner, "ELB-9999", false);
  const owner = await person("approver");
  await owner.goto(address);
  await owner.getByRole("button", { name: "An Distributor übergeben" }).click();
  await owner.getByRole("dialog").getByText(/Elbtal Distribution hat der Partner nicht genannt/).waitFor();
  await owner.getByRole("dialog").getByRole("button", { name: "Übergeben" }).click();
  await owner.getByText("wartet auf Zustimmung").first().waitFor();
  const sent = (await mails(server)).filter((letter) => letter.includes(AGENT) && letter.includes("ELB-9999"));
  assert.equal(sent.length, 0, "nothing went out");
  // By the mail's link, without signing in, the requester reads what would be passed on.
  await nobody.goto(linkIn(await mail(server, "partner@eyelevel.example", "einem Distributor übergeben")));
  await nobody.getByText("ELB-9999", { exact: false }).first().waitFor();
  await axe(nobody);
  await matrix(nobody, "returns-consent-page", fits);
  // In the portal the same question waits.
  await partner.reload();
  await partner.getByText("Was weitergegeben würde").waitFor();
  await axe(partner);
  await partner.getByRole("button", { name: "Zustimmen", exact: true }).click();
  await partner.getByText("liegt beim Distributor").first().waitFor();
  const link = linkIn(await mail(server, AGENT, "ELB-9999"));
  await nobody.goto(link);
  await nobody.getByRole("heading", { level: 1, name: "Können Sie das übernehmen?" }).waitFor();
  // A distributor who is not needed any more is told so, and the link opens nothing.
  await owner.reload();
  await owner.getByRole("button", { name: "Weiteres" }).click();
  await owner.getByRole("button", { name: "Vom Distributor zurückholen" }).click();
  await owner.getByRole("dialog").getByRole("button", { name: "Senden" }).click();
  await owner.getByRole("dialog").getByRole("alert").waitFor();
  await owner.getByRole("dialog").getByLabel("Warum?").fill("Wir haben doch eins.");
  await owner.getByRole("dialog").getByRole("button", { name: "Senden" }).click();
  await owner.getByText("zurückgeholt").first().waitFor();
  await nobody.getByLabel("Uns fehlt etwas").check();
  await nobody.getByLabel("Was Sie dazu sagen").fill("Der Kaufbeleg.");
  await nobody.getByRole("button", { name: "Antwort senden" }).click();
  await nobody.getByRole("heading", { level: 1, name: /gilt nicht mehr/ }).waitFor();
  await mail(server, AGENT, "Wir haben doch eins.");
});
