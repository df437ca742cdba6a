// Saved views: filters of the list with a name, as links above board and list; the address stays the truth.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const bar = (page) => page.getByRole("navigation", { name: /Gespeicherte Ansichten|Saved views/ });

scenario("filters get a name, stand above board and list, and are renamed, removed and brought back", async ({ person }) => {
  const approver = await person("approver");
  await approver.getByRole("heading", { name: /das Dringendste zuerst/ }).waitFor();
  assert.equal(await bar(approver).getByRole("link").count(), 0, "nothing to save, nothing saved");

  // By keyboard: filter, save, name.
  await approver.goto("/requests?kind=demo_kit&section=with_vendor&sort=-updated");
  await bar(approver).getByRole("link", { name: "Ansicht sichern" }).press("Enter");
  await approver.getByRole("heading", { level: 1, name: "Gespeicherte Ansichten" }).waitFor();
  await approver.getByText("Bei Ihnen · Demo-Kit · nach Änderung").waitFor();
  await approver.getByRole("button", { name: "Ansicht sichern" }).press("Enter");
  await approver.getByText("Bitte füllen Sie dies aus.").first().waitFor();
  await matrix(approver, "views-save", async (page) => {
    await fits(page);
    await axe(page);
  });
  await approver.getByRole("textbox", { name: "Name", exact: true }).fill("Kits bei mir");
  await approver.keyboard.press("Enter");
  await approver.waitForURL(/\/requests\?section=with_vendor&kind=demo_kit&sort=-updated$/);
  const here = bar(approver).getByRole("link", { name: "Kits bei mir" });
  await here.and(approver.locator("[aria-current=page]")).waitFor();
  await matrix(approver, "views-list", async (page) => {
    await fits(page);
    await axe(page);
  });

  // Another filter, and it is another list; the view leads back. What it shows is its address, which can be handed on.
  await approver.getByLabel("Nur meine", { exact: true }).check();
  await approver.waitForURL(/owner=me/);
  assert.equal(await bar(approver).locator("[aria-current]").count(), 0);
  const address = await here.getAttribute("href");
  const lead = await person("approver2");
  await lead.goto(address);
  await lead.getByRole("heading", { level: 1, name: /^(Vorgänge|Requests)$/ }).waitFor();
  assert.equal(await lead.getByLabel(/^(Art|Kind)$/).inputValue(), "demo_kit");
  assert.equal(await bar(lead).getByRole("link", { name: "Kits bei mir" }).count(), 0, "the name is one's own");

  // From the board.
  await approver.goto("/");
  await here.waitFor();
  await matrix(approver, "views-board", async (page) => {
    await fits(page);
    await axe(page);
  });
  await here.click();
  await approver.waitForURL(/kind=demo_kit/);

  // The same name twice is not to be had.
  await approver.goto("/requests?state=declined");
  await bar(approver).getByRole("link", { name: "Ansicht sichern" }).click();
  await approver.getByRole("textbox", { name: "Name", exact: true }).fill(" kits  BEI mir");
  await approver.getByRole("button", { name: "Ansicht sichern" }).click();
  await approver.getByText("Das ist schon vergeben.").first().waitFor();
  await approver.getByRole("link", { name: "Abbrechen" }).click();
  await approver.waitForURL(/\/requests\?state=declined$/);

  await approver.goto("/views");
  await approver.getByRole("button", { name: "Umbenennen: Kits bei mir" }).press("Enter");
  const dialog = approver.getByRole("dialog");
  await axe(approver);
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Kits, bei uns");
  await dialog.getByRole("button", { name: "Umbenennen" }).click();
  await approver.getByRole("link", { name: "Kits, bei uns" }).waitFor();
  await matrix(approver, "views-page", async (page) => {
    await fits(page);
    await axe(page);
  });
  await approver.getByRole("button", { name: "Entfernen: Kits, bei uns" }).press("Enter");
  await approver.getByText("„Kits, bei uns“ ist entfernt.").waitFor();
  await approver.getByText("Sie haben noch keine Ansicht gesichert.").waitFor();
  await approver.getByRole("button", { name: "Rückgängig" }).press("Enter");
  await approver.getByRole("link", { name: "Kits, bei uns" }).waitFor();
});

scenario("in English, for a partner on a narrow screen", { locale: "en-GB", viewport: { width: 320, height: 700 } }, async ({ person }) => {
  const partner = await person("partner");
  await partner.getByRole("button", { name: /Menü/ }).click();
  await partner.getByRole("button", { name: "English" }).click();
  await partner.getByRole("heading", { level: 1, name: /waiting for you/ }).waitFor();
  for (const [query, name] of [["section=done", "Done"], ["kind=licence&q=archiv", "Keys for the archive, whatever their state may be"]]) {
    await partner.goto(`/requests?${query}`);
    await bar(partner).getByRole("link", { name: "Save view" }).click();
    await partner.getByRole("textbox", { name: "Name", exact: true }).fill(name);
    await partner.getByRole("button", { name: "Save view" }).click();
    await bar(partner).getByRole("link", { name, exact: true }).and(partner.locator("[aria-current=page]")).waitFor();
    await fits(partner);
    await axe(partner);
  }
  await bar(partner).getByRole("link", { name: "Manage views" }).click();
  await partner.getByRole("heading", { level: 1, name: "Saved views" }).waitFor();
  await partner.getByText("Licence key · “archiv”").waitFor();
  await fits(partner);
  await axe(partner);
});
