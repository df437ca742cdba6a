// Everything on the way, one row a recipient: found, looked at, noted, confirmed in a recipient's place, a link printed.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { mail } from "../support/mail.mjs";
import { fits } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

async function open(page, recipient, request = "") {
  await page.goto("/deliveries");
  await page.getByRole("table").getByRole("row").filter({ hasText: request }).getByRole("link", { name: recipient }).first().click();
  await page.getByRole("heading", { level: 1, name: `Lieferung an ${recipient}` }).waitFor();
}

scenario("the list shows each recipient; tab and search stand in the address and come back with Back", async ({ person }) => {
  const partner = await person("partner");
  await partner.goto("/deliveries");
  const rows = partner.getByRole("table", { name: "Lieferungen" });
  await rows.getByRole("link", { name: "Information, Erdgeschoss" }).first().waitFor();
  await rows.getByRole("link", { name: "Empfang" }).waitFor();
  await axe(partner);
  await partner.getByRole("link", { name: "Abgeschlossen" }).click();
  await rows.getByRole("link", { name: "Jana Petersen" }).first().waitFor();
  await rows.getByRole("link", { name: "Information, Erdgeschoss" }).first().waitFor({ state: "detached" });
  await partner.getByLabel("Empfänger, Paketnummer, Vorgang").fill("1Z8V92A70367203024");
  await partner.waitForURL(/q=1Z8V92A70367203024/);
  await rows.getByRole("link", { name: "Jana Petersen" }).first().waitFor();
  await rows.getByText("Türschild-Set").first().waitFor({ state: "detached" });
  await rows.getByText("Backup-Appliance").first().waitFor();
  assert.equal(await rows.getByRole("row").count(), 2);
  const here = partner.url();
  await rows.getByRole("link", { name: "Jana Petersen" }).click();
  await partner.getByRole("heading", { level: 1, name: "Lieferung an Jana Petersen" }).waitFor();
  await partner.goBack();
  await rows.getByText("Backup-Appliance").first().waitFor();
  assert.equal(partner.url(), here);
  assert.equal(await partner.getByLabel("Empfänger, Paketnummer, Vorgang").inputValue(), "1Z8V92A70367203024");
  await partner.getByLabel("Empfänger, Paketnummer, Vorgang").fill("kein solches Paket");
  await partner.getByText("Keine Lieferung passt zu dieser Suche.").waitFor();
  await axe(partner);
});

scenario("a delivery says where it is, what is in it, and whom it is for; what is dead can be read", async ({ person }) => {
  const partner = await person("partner");
  await open(partner, "Information, Erdgeschoss", "DK-1009");
  await partner.getByText("etwas stimmt nicht").first().waitFor();
  await partner.getByRole("list", { name: "Verlauf" }).getByText(/eines bleibt dunkel/).waitFor();
  await partner.getByRole("table", { name: "Inhalt" }).getByText(/EP42-00034/).waitFor();
  await partner.getByText("Holstenbrücke 1").waitFor();
  await axe(partner);
  await partner.setViewportSize({ width: 320, height: 700 });
  await fits(partner);
  await axe(partner);
});

scenario("support notes a status by hand, and it is told to who asked", async ({ person, server }) => {
  const support = await person("support");
  await open(support, "Empfang");
  await support.getByRole("button", { name: "Status notieren" }).click();
  const dialog = support.getByRole("dialog");
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await dialog.getByRole("alert").getByRole("link", { name: "Neuer Status: Bitte füllen Sie dies aus." }).waitFor();
  await axe(support);
  await dialog.getByLabel("Neuer Status").selectOption({ label: "nicht übergeben" });
  await dialog.getByLabel("Notiz").fill("Niemand an der Pforte.");
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await support.getByText("Notiert.").waitFor();
  await support.getByText("Niemand an der Pforte.").waitFor();
  await mail(server, "partner@eyelevel.example", "Niemand an der Pforte.");
});

scenario("who asked confirms in a recipient's place, and prints the link of one without an address", async ({ person, open: fresh }) => {
  const partner = await person("partner");
  await open(partner, "Information, Erdgeschoss", "DK-1009");
  await partner.getByRole("button", { name: "Link drucken" }).click();
  const dialog = partner.getByRole("dialog", { name: "Link für Information, Erdgeschoss" });
  const href = await dialog.getByRole("link").getAttribute("href");
  await dialog.getByRole("img", { name: "QR-Code mit dem Link zur Seite des Empfängers" }).waitFor();
  await axe(partner);
  const desk = await fresh();
  await desk.goto(new URL(href).pathname);
  await desk.getByRole("heading", { level: 1, name: "Wir wissen, dass etwas nicht stimmt" }).waitFor();
  await dialog.getByRole("button", { name: "Schließen" }).click();
  await dialog.waitFor({ state: "detached" });
  await partner.getByRole("button", { name: "Alles erhalten" }).click();
  await partner.getByText("Bestätigt.").waitFor();
  await partner.getByText("Erhalten und bestätigt").waitFor();
  await desk.reload();
  await desk.getByRole("heading", { level: 1, name: "Alles ist angekommen" }).waitFor();
});

scenario("another partner's delivery looks like one that does not exist", async ({ person }) => {
  const partner = await person("partner");
  await open(partner, "Empfang");
  const path = new URL(partner.url()).pathname;
  const other = await person("other");
  const said = [];
  for (const address of [path, "/deliveries/nothing"]) {
    await other.goto(address);
    await other.getByText("Das gibt es nicht, oder es ist nicht für Sie.").first().waitFor();
    said.push(await other.getByRole("main").innerText());
  }
  assert.equal(said[0], said[1]);
  await other.goto("/deliveries");
  await other.getByRole("heading", { level: 1, name: "Lieferungen" }).waitFor();
  assert.equal(await other.getByText("Hafenklinik").count(), 0);
});
