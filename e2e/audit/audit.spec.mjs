// The audit trail: who did what, narrowed down by address, exported, and the chain checked; broken behind the portal's back, it is said.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { sql } from "../support/database.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const table = (page) => page.getByRole("table", { name: "Protokoll" });

scenario("an auditor sees what was done to a request, and what was there before", async ({ person }) => {
  const approver = await person("approver");
  await approver.goto("/requests?q=DK-1017");
  await approver.getByRole("table").getByRole("link", { name: /E-Paper/ }).click();
  await approver.getByLabel("Nachricht").fill("Wir prüfen das.");
  await approver.getByRole("button", { name: "Senden" }).click();
  await approver.getByText("Wir prüfen das.").first().waitFor();

  const auditor = await person("auditor");
  await auditor.getByText("Mehr", { exact: true }).click();
  await auditor.getByRole("link", { name: "Protokoll" }).click();
  await auditor.getByRole("heading", { level: 1, name: "Protokoll" }).waitFor();
  const row = table(auditor).getByRole("row").filter({ hasText: "Nachricht geschrieben" }).first();
  await row.getByRole("link", { name: "DK-1017" }).waitFor();
  await row.getByRole("link", { name: "Claudia Berg" }).waitFor();
  await axe(auditor);
  await matrix(auditor, "audit", async (page) => fits(page));
  await row.getByRole("link", { name: "Nur dazu" }).click();
  await auditor.waitForURL(/subject=/);
  await table(auditor).getByText("Anfrage gestellt").waitFor();
  await table(auditor).getByText("Angemeldet").first().waitFor({ state: "detached" });
  // The address says it all, and Back undoes it.
  await auditor.reload();
  await table(auditor).getByText("Anfrage gestellt").waitFor();
  await auditor.goBack();
  await table(auditor).getByText("Angemeldet").first().waitFor();
  await auditor.getByLabel("Bereich").selectOption("session");
  await auditor.waitForURL(/action=session/);
  await table(auditor).getByText(/^von 127\.0\.0\.1/).first().waitFor();
  await table(auditor).getByText("Nachricht geschrieben").first().waitFor({ state: "detached" });
  await auditor.getByLabel("Von").fill("2020-01-01");
  await auditor.getByLabel("Bis").fill("2020-01-02");
  await auditor.getByText("Nichts passt zu dieser Auswahl.").waitFor();
  await auditor.getByRole("link", { name: "Alles zeigen" }).click();
  await table(auditor).waitFor();
});

scenario("the chain holds; one changed row, and it does not", async ({ person, server, t }) => {
  const auditor = await person("auditor");
  await auditor.goto("/audit");
  await auditor.getByRole("button", { name: "Kette prüfen" }).click();
  await auditor.getByText(/^Die Kette ist ganz: [\d.]+ Einträge, keiner geändert\.$/).waitFor();
  await axe(auditor);
  const csv = await (await auditor.request.get("/api/v1/audit/export.csv")).text();
  assert.match(csv.split("\r\n")[0], /^\ufeff?seq,id,at,actor_id,actor,action/);
  if (!(await sql(server, "UPDATE audit SET action = 'request.withdrawn' WHERE seq = 3"))) return t.skip("neither node:sqlite nor python3");
  await auditor.getByRole("button", { name: "Kette prüfen" }).click();
  await auditor.getByText("Eintrag 3 ist nicht, was er war, oder nicht, wo er war.").waitFor();
  await axe(auditor);
});

scenario("who may not read it is told so", async ({ person }) => {
  const partner = await person("partner");
  await partner.goto("/audit");
  await partner.getByRole("heading", { level: 1, name: "Protokoll" }).waitFor();
  assert.equal(await partner.getByRole("table").count(), 0);
});
