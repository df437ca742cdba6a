// Money back for a device: who finishes the return posts the credit note; the partner's owner reads it there and in the statement, with the return's number.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

scenario("a credit stands in the statement, and prices are by permission", async ({ person, server }) => {
  const partner = await person("partner");
  const post = async (page, path, data, key) => {
    const answer = await page.request.post(`/api/v1/returns${path}`, { data, headers: { Origin: server.url, "Idempotency-Key": key } });
    assert.ok(answer.ok(), await answer.text());
    return answer.json();
  };
  const begun = await post(partner, "", { serials: ["CR-501"], reason: "warranty", description: "Geht nicht an." }, "begun");
  const { id, number } = begun.page.request;
  const lead = await person("approver");
  const item_id = begun.items[0].id;
  await post(lead, `/${id}/decision`, { items: [{ item_id, verdict: "approved", outcome: "credit" }] }, "decided");
  await post(lead, `/${id}/receipt`, { serials: ["CR-501"] }, "here");

  await lead.goto(`/returns/${id}`);
  await lead.getByRole("button", { name: "Weiteres" }).click();
  await lead.getByRole("button", { name: "Abschließen" }).click();
  const dialog = lead.getByRole("dialog");
  await dialog.getByLabel("Was daraus wird").selectOption("credit");
  await dialog.getByLabel(/^Betrag in EUR/).fill("hundert");
  await dialog.getByRole("button", { name: "Senden" }).click();
  // What is wrong stands at its field, and what was typed stays.
  await dialog.getByLabel(/^Betrag in EUR/).and(lead.locator("[aria-invalid=true]")).waitFor();
  assert.equal(await dialog.getByLabel(/^Betrag in EUR/).inputValue(), "hundert");
  await dialog.getByLabel(/^Betrag in EUR/).fill("149,90");
  await dialog.getByLabel("Nummer der Gutschrift").fill("GS-2026-501");
  await axe(lead);
  await matrix(lead, "returns-credit-dialog", fits);
  await dialog.getByRole("button", { name: "Senden" }).click();
  await lead.getByText("149,90 €, Gutschrift GS-2026-501").waitFor();

  // The technician reads that it is a credit, the owner how much, and finds it in the statement.
  await partner.goto(`/returns/${id}`);
  await partner.getByText("Gutschrift").first().waitFor();
  assert.equal(await partner.getByText("149,90").count(), 0);
  const owner = await person("owner");
  await owner.goto(`/returns/${id}`);
  await owner.getByRole("link", { name: "149,90 €, Gutschrift GS-2026-501" }).click();
  await owner.getByRole("heading", { level: 1, name: /ungeklärt: |Alles geht auf/ }).waitFor();
  const account = new URL(owner.url()).pathname.split("/").pop();
  const statement = await (await owner.request.get(`/api/v1/statements/${account}`)).json();
  const line = statement.postings.find((posting) => posting.number === "GS-2026-501");
  assert.equal(line.amount, 14990);
  assert.ok(line.remittance.includes(number) && line.remittance.includes("CR-501"), line.remittance);
});
