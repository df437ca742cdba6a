// What is typed is never lost: reload, the end of the session, a restarted server, a lost network, a second window, discarding.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { axe } from "../support/axe.mjs";
import { PASSWORD } from "../support/sign_in.mjs";
import { world } from "../support/world.mjs";
import { wholeKit } from "./fill.mjs";

const { scenario } = world();

const purpose = (page) => page.getByLabel("Was haben Sie damit vor?");
const saved = (page) => page.getByText(/^Gesichert \d\d:\d\d$/).waitFor();

scenario("a reload at any moment loses nothing, and the draft is found on the board and in the catalogue", async ({ person }) => {
  const page = await person("partner");
  await wholeKit(page, "Für die Messe in Hannover");
  // At once, before anything has been saved.
  await purpose(page).press("End");
  await page.keyboard.type(", Stand 7");
  await page.reload();
  await purpose(page).waitFor();
  assert.equal(await purpose(page).inputValue(), "Für die Messe in Hannover, Stand 7");
  await saved(page);
  await page.getByLabel("Straße und Hausnummer").fill("Kai 8");
  await page.reload();
  await page.getByLabel("Straße und Hausnummer").waitFor();
  assert.equal(await page.getByLabel("Straße und Hausnummer").inputValue(), "Kai 8");
  assert.equal(await page.getByLabel("Stück").inputValue(), "1");
  await saved(page);
  for (const path of ["/", "/catalogue"]) {
    await page.goto(path);
    await page.getByRole("link", { name: "Weiterschreiben: Demo-Kit: Für die Messe in Hannover, Stand 7" }).waitFor();
  }
});

scenario("the session ends while somebody types: after signing in again everything is there", async ({ person }) => {
  const page = await person("partner");
  await wholeKit(page, "Vor dem Ende der Sitzung");
  await saved(page);
  await page.context().clearCookies();
  await purpose(page).fill("Nach dem Ende der Sitzung");
  await page.waitForURL(/sign-in/);
  await page.getByLabel(/e-?mail/i).fill("partner@eyelevel.example");
  await page.getByLabel(/^(passwort|password)/i).fill(PASSWORD);
  await page.getByRole("button", { name: /^(anmelden|sign in)/i }).click();
  await purpose(page).waitFor();
  assert.equal(await purpose(page).inputValue(), "Nach dem Ende der Sitzung");
  await saved(page);
});

scenario("the network is lost and the server restarted: it goes on by itself, and one request comes of it", async ({ person, server }) => {
  const page = await person("partner");
  await wholeKit(page, "Mit Netz");
  await page.context().setOffline(true);
  await purpose(page).fill("Ohne Netz");
  await page.getByText(/Auf diesem Gerät gesichert/).waitFor();
  await page.getByRole("button", { name: "Anfrage senden" }).click();
  await page.getByText("Nicht gesendet. Ihr Text ist gesichert.").waitFor();
  await server.restart();
  await page.context().setOffline(false);
  await saved(page);
  await page.getByRole("button", { name: "Anfrage senden" }).dblclick();
  await page.getByRole("heading", { level: 1, name: "1 × Tischtelefon-Paar" }).waitFor();
  await page.goto("/requests?q=Tischtelefon");
  await page.getByRole("link", { name: "1 × Tischtelefon-Paar" }).first().waitFor();
  assert.equal(await page.getByRole("link", { name: "1 × Tischtelefon-Paar" }).count(), 1);
});

scenario("two windows on one draft: both versions are shown, nothing is overwritten, and the person picks", async ({ person }) => {
  const page = await person("partner");
  await wholeKit(page, "Erste Fassung");
  await saved(page);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await purpose(other).waitFor();
  await purpose(page).fill("Aus dem ersten Fenster");
  await saved(page);
  // The second has not looked since, and writes as well.
  await purpose(other).fill("Aus dem zweiten Fenster");
  const both = other.getByRole("alert");
  await both.getByText("Zwei Fassungen").waitFor();
  const row = both.getByRole("row", { name: /Was haben Sie damit vor\?/ });
  await row.getByText("Aus dem ersten Fenster").waitFor();
  await row.getByText("Aus dem zweiten Fenster").waitFor();
  await axe(other);
  await both.getByRole("button", { name: "Diese hier behalten" }).click();
  await saved(other);
  // The first window, looked at again, has nothing of its own to lose: it shows what holds now.
  await page.reload();
  await purpose(page).waitFor();
  assert.equal(await purpose(page).inputValue(), "Aus dem zweiten Fenster");
  // And the other way round.
  await purpose(other).fill("Noch einmal aus dem zweiten");
  await saved(other);
  await purpose(page).fill("Noch einmal aus dem ersten");
  await page.getByRole("alert").getByRole("button", { name: "Die andere übernehmen" }).click();
  assert.equal(await purpose(page).inputValue(), "Noch einmal aus dem zweiten");
});

scenario("discarded, and fetched back", async ({ person }) => {
  const page = await person("partner");
  await wholeKit(page, "Doch nicht");
  await saved(page);
  await page.getByRole("button", { name: "Verwerfen" }).click();
  await page.getByRole("heading", { level: 1, name: "Katalog" }).waitFor();
  assert.equal(await page.getByRole("link", { name: /Doch nicht/ }).count(), 0);
  await page.getByRole("button", { name: "Rückgängig" }).click();
  await purpose(page).waitFor();
  assert.equal(await purpose(page).inputValue(), "Doch nicht");
  await page.goto("/");
  await page.getByRole("button", { name: "Verwerfen: Demo-Kit: Doch nicht" }).click();
  await page.getByText("Entwurf verworfen.").waitFor();
  await page.getByRole("link", { name: /^Weiterschreiben: Demo-Kit: Doch nicht/ }).waitFor({ state: "detached" });
});

scenario("files go into the draft: they arrive, a wrong one is refused with its reason, and they leave again", async ({ person, t }) => {
  const page = await person("partner");
  await page.goto("/demo-kits/new");
  const choose = page.getByLabel("Dateien hinzufügen");
  await choose.setInputFiles({ name: "Logo.png", mimeType: "image/png", buffer: Buffer.from("89504e470d0a1a0a0000000d49484452", "hex") });
  await page.getByRole("link", { name: "Logo.png" }).waitFor();
  assert.match(page.url(), /draft=/);
  await choose.setInputFiles({ name: "Treiber.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ\u0090\u0000 kein PDF", "latin1") });
  await page.getByText("Diese Art von Inhalt wird hier nicht angenommen.").waitFor();
  await axe(page);
  const folder = mkdtempSync(join(tmpdir(), "eyelevel-e2e-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const huge = join(folder, "Riesig.zip");
  writeFileSync(huge, "");
  truncateSync(huge, 26 * 1024 * 1024 + 1);
  await choose.setInputFiles(huge);
  await page.getByText("Zu groß: höchstens 25 MB.").waitFor();
  await page.reload();
  await page.getByRole("link", { name: "Logo.png" }).waitFor();
  await page.getByRole("button", { name: "Entfernen: Logo.png" }).click();
  await page.getByRole("link", { name: "Logo.png" }).waitFor({ state: "detached" });
});

scenario("somebody else's draft, and one that is gone, look the same", async ({ person }) => {
  const page = await person("partner");
  await wholeKit(page, "Nur für mich");
  await saved(page);
  const colleague = await person("owner");
  await colleague.goto(new URL(page.url()).pathname + new URL(page.url()).search);
  await colleague.getByRole("heading", { name: "Diesen Entwurf gibt es nicht mehr" }).waitFor();
  await colleague.goto("/demo-kits/new?draft=nonsense");
  await colleague.getByRole("heading", { name: "Diesen Entwurf gibt es nicht mehr" }).waitFor();
  await axe(colleague);
});
