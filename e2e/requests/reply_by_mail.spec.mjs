// Who answers a mail answers in the portal: in the thread, in their name, and the other side need not reload to see it.
import assert from "node:assert/strict";
import { after } from "node:test";

import { post, reply } from "../support/post.mjs";
import { world } from "../support/world.mjs";

const office = await post();
after(() => office.close());
const { scenario } = world({ env: office.env });

scenario("a question by mail, an answer by mail; a stranger's is refused", async ({ server, person }) => {
  const partner = await person("partner");
  await partner.goto("/enquiries/new");
  await partner.getByLabel("Worum geht es?").fill("Ein Pult aus Holz");
  await partner.getByRole("button", { name: "Anfrage senden" }).click();
  await partner.getByRole("heading", { level: 1, name: "Ein Pult aus Holz" }).waitFor();
  const path = new URL(partner.url()).pathname;

  const approver = await person("approver");
  await approver.goto(path);
  await approver.getByRole("button", { name: "Rückfrage …" }).click();
  await approver.getByLabel("Was fehlt?").fill("Eiche oder Buche?");
  await approver.getByRole("dialog").getByRole("button", { name: "Senden" }).click();
  await partner.getByText("Eiche oder Buche?").first().waitFor();

  const question = await office.mail("partner@eyelevel.example", "Eiche oder Buche?");
  const forged = reply(question, "Kiefer, und zwar sofort.").map((line) => (line.startsWith("From:") ? "From: <someone@else.example>" : line));
  assert.equal(await office.handIn(server.url, forged), "refused");
  const answer = reply(question, "Buche, bitte.");
  assert.equal(await office.handIn(server.url, answer), "answered");
  assert.equal(await office.handIn(server.url, answer), "known");

  for (const page of [approver, partner]) {
    await page.getByRole("list", { name: "Verlauf" }).getByText("Buche, bitte.").waitFor();
    assert.equal(await page.getByText("Kiefer").count(), 0);
    assert.equal(await page.getByText("Eyelevel:", { exact: false }).count(), 0, "what they quoted is left out");
  }
  const owner = (await partner.getByText(/antwortet bis|entscheidet bis/).first().textContent()).trim();
  assert.ok(owner, "the clock runs again, and says whose it is");
});
