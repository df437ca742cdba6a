// A return begins with any serial number: known, nearly known, unknown; typed, pasted, scanned; also without a network, and then once only.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { label, photo, SERIALS } from "../support/barcode.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const PATH = "/api/v1/returns";

async function fill(page, serials, text = "Bleibt dunkel, auch am zweiten Netzteil.") {
  await page.goto("/returns/new");
  await page.getByLabel("Seriennummern").fill(serials);
  await page.getByRole("button", { name: "Übernehmen" }).click();
  await page.getByLabel("Gewährleistung").check();
  await page.getByLabel("Was ist passiert?").fill(text);
}

scenario("a pasted list with an unknown number: nothing is refused, and somebody is named", async ({ person }) => {
  const page = await person("partner");
  await page.goto("/");
  await page.getByRole("button", { name: "Neue Anfrage" }).click();
  await page.getByRole("link", { name: "Rücksendung" }).click();
  await page.getByRole("heading", { level: 1, name: "Rücksendung anmelden" }).waitFor();
  await axe(page);
  await page.getByLabel("Seriennummern").fill("0042-UNBEKANNT\n\n0042-UNBEKANNT\n42-UNBEKANNT");
  await page.getByRole("button", { name: "Übernehmen" }).click();
  await page.getByText("Zweimal genannt, zählt einmal: 0042-UNBEKANNT").waitFor();
  const first = page.getByRole("listitem", { name: "Gerät 1" });
  assert.equal(await first.getByLabel("Seriennummer", { exact: true }).inputValue(), "0042-UNBEKANNT");
  await first.getByText(/Diese Nummer kennen wir nicht\. Wir nehmen sie an; .+ prüft sie bis/).waitFor();
  await first.getByLabel("Was ist es?").fill("Ein Schild");
  await page.getByLabel("Foto vom Etikett").first().setInputFiles(photo(label("gs1_datamatrix")));
  const third = page.getByRole("listitem", { name: "Gerät 3" });
  assert.equal(await third.getByLabel("Seriennummer", { exact: true }).inputValue(), SERIALS.gs1_datamatrix, "zeros and all");
  await page.getByText("3 Geräte").waitFor();
  await third.getByRole("button", { name: `${SERIALS.gs1_datamatrix} entfernen` }).click();
  await page.getByText("2 Geräte").waitFor();
  // What is missing is said at its field, and what is there stays.
  await page.getByRole("button", { name: "Rücksendung anmelden" }).click();
  await page.getByRole("alert").getByRole("link", { name: /Grund/ }).waitFor();
  await page.getByLabel("Bei Ankunft defekt").check();
  await page.getByText(/Wer das Porto zahlt, steht mit der Entscheidung fest/).waitFor();
  await page.getByLabel("Was ist passiert?").fill("Bleibt dunkel.");
  await page.getByLabel("Nein").check();
  await matrix(page, "return-form", async (shown) => {
    await fits(shown);
    await axe(shown);
  });
  await page.getByRole("button", { name: "Rücksendung anmelden" }).click();
  await page.getByRole("heading", { level: 1, name: /0042-UNBEKANNT/ }).waitFor();
  await page.getByText(/entscheidet bis/).first().waitFor();
  await page.getByText("wartet auf Entscheidung").first().waitFor();
  await matrix(page, "return-page", async (shown) => {
    await fits(shown);
    await axe(shown);
  });
  // Another partner sees nothing of it.
  const other = await person("other");
  await other.goto(page.url());
  await other.getByText("Das gibt es nicht, oder es ist nicht für Sie.").first().waitFor();
});

scenario("from another address, and to be picked up there: both sides read where", async ({ person }) => {
  const page = await person("partner");
  await fill(page, "ABHOLUNG-1");
  await page.getByLabel("Es kommt von einer anderen Adresse").check();
  await page.getByLabel("Bitte dort abholen").check();
  await page.getByRole("button", { name: "Rücksendung anmelden" }).click();
  // What is missing of the address is said at its fields, and what was chosen stays.
  await page.getByRole("alert").getByRole("link", { name: /Straße/ }).waitFor();
  const from = page.getByRole("group", { name: "Absender" });
  for (const [name, text] of [["Name", "Ben Klein"], [/^Straße/, "Hof 2"], ["Postleitzahl", "24103"], [/^Ort/, "Kiel"]]) {
    await from.getByLabel(name).first().fill(text);
  }
  await axe(page);
  await page.getByRole("button", { name: "Rücksendung anmelden" }).click();
  await page.getByRole("heading", { level: 1, name: /ABHOLUNG-1/ }).waitFor();
  await page.getByText("Abzuholen bei").waitFor();
  await page.getByText("24103 Kiel").waitFor();
});

scenario("ten thousand lines are refused at their field, and stay there", async ({ person }) => {
  const page = await person("partner");
  await page.goto("/returns/new");
  const lines = Array.from({ length: 10_000 }, (_, i) => `SN-${i}`).join("\n");
  // As pasting does it: typed letter by letter it would take minutes.
  await page.getByLabel("Seriennummern").evaluate((field, text) => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, lines);
  await page.getByRole("button", { name: "Übernehmen" }).click();
  await page.getByRole("alert").waitFor();
  assert.equal((await page.getByLabel("Seriennummern").inputValue()).split("\n").length, 10_000);
  assert.equal(await page.getByRole("listitem", { name: /^Gerät/ }).count(), 0);
});

scenario("filled in without a network it waits in sight, survives a reload, and arrives once", async ({ person }) => {
  const page = await person("partner");
  await fill(page, "KELLER-1");
  const posts = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && new URL(request.url()).pathname === PATH) posts.push(request.headers()["idempotency-key"]);
  });
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Rücksendung anmelden" }).click();
  await page.getByRole("heading", { level: 1, name: "Wartet auf ein Netz" }).waitFor();
  await page.getByText("Eine Anmeldung wartet auf diesem Gerät auf ein Netz").waitFor();
  await axe(page);
  // Changed once more: nothing that was typed is gone.
  await page.getByRole("button", { name: "Zurückholen und ändern" }).click();
  assert.equal(await page.getByLabel("Was ist passiert?").inputValue(), "Bleibt dunkel, auch am zweiten Netzteil.");
  await page.getByLabel("Was ist passiert?").fill("Bleibt dunkel, im Keller.");
  await page.getByRole("button", { name: "Rücksendung anmelden" }).click();
  await page.getByRole("heading", { level: 1, name: "Wartet auf ein Netz" }).waitFor();
  // The pages come back, the return does not get through yet.
  await page.context().route(`**${PATH}`, (route) => route.abort());
  await page.context().setOffline(false);
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Wartet auf ein Netz" }).waitFor();
  await page.goto("/");
  await page.getByText("Eine Anmeldung wartet auf diesem Gerät auf ein Netz").waitFor();
  await page.context().unroute(`**${PATH}`);
  await page.context().setOffline(true);
  await page.context().setOffline(false);
  await page.getByText(/Gesendet, was gewartet hat: RT-\d+/).waitFor();
  await page.getByRole("button", { name: "Ansehen" }).click();
  await page.getByRole("heading", { level: 1, name: /KELLER-1/ }).waitFor();
  await page.getByText("Bleibt dunkel, im Keller.").waitFor();
  assert.equal(new Set(posts).size, 1, "always the same key");
  const all = await (await page.request.get("/api/v1/requests?q=KELLER-1")).json();
  assert.equal(all.items.length, 1, "once only");
});
