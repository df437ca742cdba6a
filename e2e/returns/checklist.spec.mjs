// What often helps before a return: kept with the product, offered in the form and never a wall; and pictures of an inspection, beside the device
// that they show. Both sides read the same.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { label, photo } from "../support/barcode.mjs";
import { fits } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const PATH = "/api/v1/returns";
const LED = "Leuchtet die LED neben der Batterie kurz auf, wenn Sie sie einlegen?";
const OWN = "Ist die Folie vom Glas abgezogen? 🔍";

/** Serial numbers of displays that this partner has. */
async function displays(partner) {
  const { items } = await (await partner.request.get(`${PATH}/devices?limit=100`)).json();
  const found = [];
  for (const { serial } of items) {
    const known = await (await partner.request.get(`${PATH}/serials?serial=${encodeURIComponent(serial)}`)).json();
    if (!known.open && known.checklist.some((step) => step.de === LED)) found.push(serial);
  }
  assert.ok(found.length >= 3, "the demo world has sent displays to this partner");
  return found;
}

const offer = (page) => page.getByRole("listitem", { name: "Gerät 1" }).getByText(/^Oft helfen vorher \d Handgriffe$/);
const step = (page, question) => page.getByRole("group", { name: question });

async function begin(page, serial) {
  await page.goto(`/returns/new?serial=${encodeURIComponent(serial)}`);
  await offer(page).waitFor();
  await page.getByLabel("Gewährleistung").check();
  await page.getByLabel("Was ist passiert?").fill("Bleibt dunkel.");
}

async function send(page, serial) {
  await page.getByRole("button", { name: "Rücksendung anmelden" }).click();
  await page.getByRole("heading", { level: 1, name: new RegExp(serial) }).waitFor();
  return new URL(page.url()).pathname;
}

scenario("an admin keeps the steps; a form offers them and is sent without one; what was answered is read by both sides", async ({ person }) => {
  const admin = await person("admin");
  await admin.goto("/catalogue");
  await admin.getByRole("link", { name: "E-Paper-Display bearbeiten" }).click();
  await admin.getByRole("heading", { name: "Vor einer Rücksendung probieren" }).waitFor();
  assert.equal(await admin.getByLabel("Schritt 1, Deutsch").inputValue(), LED);
  await admin.getByRole("button", { name: "Schritt hinzufügen" }).click();
  await admin.getByLabel("Schritt 4, Deutsch").fill("x".repeat(161));
  await admin.getByRole("button", { name: "Speichern" }).click();
  await admin.getByRole("alert").getByRole("link", { name: /Schritt 4, Deutsch: .*160/ }).waitFor();
  await admin.getByLabel("Schritt 4, Deutsch").fill(OWN);
  await admin.setViewportSize({ width: 320, height: 700 });
  await fits(admin);
  await axe(admin);
  await admin.getByRole("button", { name: "Speichern" }).click();
  await admin.getByText("Gespeichert. Der Katalog zeigt es jetzt so.").waitFor();

  const partner = await person("partner");
  const [first, second] = await displays(partner);
  // Untouched, it is sent at once, and nothing is said of it.
  await begin(partner, first);
  assert.ok(await step(partner, OWN).getByLabel("Nicht probiert").isChecked());
  await send(partner, first);
  assert.equal(await partner.getByText("Vorab probiert").count(), 0);

  // Answered by keyboard, kept over a reload.
  await begin(partner, second);
  await step(partner, LED).getByLabel("Nein").check();
  await step(partner, OWN).getByLabel("Nicht probiert").focus();
  await partner.keyboard.press("ArrowUp");
  await partner.keyboard.press("ArrowUp");
  await partner.reload();
  await offer(partner).waitFor();
  assert.ok(await step(partner, LED).getByLabel("Nein").isChecked());
  assert.ok(await step(partner, OWN).getByLabel("Ja").isChecked());
  await partner.setViewportSize({ width: 320, height: 700 });
  await fits(partner);
  await axe(partner);
  const address = await send(partner, second);
  await partner.getByText("Vorab probiert").click();
  await partner.getByText(`${LED} Nein`).waitFor();
  await partner.getByText(`${OWN} Ja`).waitFor();
  await fits(partner);
  await axe(partner);

  // The vendor reads it in another language, and the sentences as they were asked.
  const lead = await person("approver2");
  await lead.goto(address);
  await lead.getByText("Tried before").click();
  await lead.getByText(`${LED} No`).waitFor();
});

scenario("in English a step without it stands in German, and a form that waited while the list changed is taken", async ({ person, server }) => {
  const partner = await person("sales");
  const [serial] = await displays(partner);
  await partner.goto(`/returns/new?serial=${encodeURIComponent(serial)}`);
  await partner.getByText(/It often helps to try/).waitFor();
  await step(partner, OWN).waitFor();
  await step(partner, "Is the gateway in the same room?").getByLabel("Yes").check();
  await partner.getByLabel("Warranty").check();
  await partner.getByLabel("What happened?").fill("Dark.");
  await partner.context().setOffline(true);
  await partner.getByRole("button", { name: "Send the return" }).click();
  await partner.getByRole("heading", { level: 1, name: "Waiting for a network" }).waitFor();
  // Meanwhile the product has no steps any more.
  const admin = await person("admin");
  const { items } = await (await admin.request.get("/api/v1/demo-kits/catalogue?q=E-Paper-Display")).json();
  const item = items.find((item) => item.name.de === "E-Paper-Display");
  const answer = await admin.request.put(`/api/v1/demo-kits/catalogue/${item.id}`, {
    data: { ...item, owner_id: item.owner?.id, checklist: [] },
    headers: { Origin: server.url, "If-Match": `"${item.version}"` },
  });
  assert.equal(answer.status(), 200, await answer.text());
  await partner.context().setOffline(false);
  await partner.getByText(/RT-\d+/).first().waitFor();
  const all = await (await partner.request.get(`/api/v1/requests?q=${encodeURIComponent(serial)}`)).json();
  const thing = await (await partner.request.get(`${PATH}/${all.items[0].id}`)).json();
  assert.ok(thing.items[0].checklist.some((one) => one.question === "Is the gateway in the same room?" && one.answer === "yes"));
});

scenario("pictures of an inspection stand beside the device that they show", async ({ person, server }) => {
  const partner = await person("partner");
  const call = async (page, path, data) => {
    const headers = { Origin: server.url, "Idempotency-Key": crypto.randomUUID() };
    const answer = await page.request.post(path, { data, headers });
    assert.ok(answer.ok(), await answer.text());
    return answer.json();
  };
  const begun = await call(partner, PATH, { serials: ["FOTO-1", "FOTO-2"], reason: "warranty", description: "Riss." });
  const id = begun.page.request.id;
  const lead = await person("approver");
  const yes = begun.items.map((item) => ({ item_id: item.id, verdict: "approved", outcome: "repair" }));
  await call(lead, `${PATH}/${id}/decision`, { items: yes });
  const support = await person("support");
  await call(support, `${PATH}/${id}/receipt`, { serials: ["FOTO-1", "FOTO-2"] });
  await support.goto(`/returns/${id}`);
  await support.getByRole("button", { name: "Prüfergebnis eintragen" }).first().click();
  const dialog = support.getByRole("dialog");
  await dialog.getByLabel("Gerät", { exact: true }).selectOption({ label: "FOTO-2" });
  await dialog.getByLabel("Was war zu sehen?").fill("Riss im Glas.");
  const picture = photo(label("gs1_128"));
  await dialog.getByLabel("Fotos hinzufügen").setInputFiles([
    { ...picture, name: "riss.png" },
    { ...picture, name: "anderes.png" },
    { name: "bericht.txt", mimeType: "text/plain", buffer: Buffer.from("Worte") },
  ]);
  await dialog.getByText("Das ist kein Bild.").waitFor();
  const chosen = dialog.getByRole("list", { name: "Fotos zu diesem Ergebnis" });
  await chosen.getByText("riss.png").waitFor();
  await chosen.getByRole("button", { name: "Gehört nicht dazu: anderes.png" }).click();
  await axe(support);
  await support.setViewportSize({ width: 320, height: 700 });
  await fits(support);
  await dialog.getByRole("button", { name: "Senden" }).click();
  const photos = (page) => page.getByRole("list", { name: "Fotos der Prüfung von FOTO-2" });
  await photos(support).getByRole("link", { name: "riss.png" }).waitFor();
  await partner.goto(`/returns/${id}`);
  await photos(partner).getByRole("link", { name: "riss.png" }).waitFor();
  assert.equal(await photos(partner).getByRole("link").count(), 1);
  assert.equal(await partner.getByRole("list", { name: "Fotos der Prüfung von FOTO-1" }).count(), 0);
  const [download] = await Promise.all([partner.waitForEvent("download"), photos(partner).getByRole("link").click()]);
  assert.equal(download.suggestedFilename(), "riss.png");
  await partner.setViewportSize({ width: 320, height: 700 });
  await fits(partner);
  await axe(partner);
  const other = await person("other");
  await other.goto(`/returns/${id}`);
  await other.getByText("Das gibt es nicht, oder es ist nicht für Sie.").first().waitFor();
});
