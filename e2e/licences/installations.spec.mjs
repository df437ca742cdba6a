// Installations: what runs at which customer; what touches it is then said first.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

scenario("a partner enters what runs at a customer, changes it, and finds it again; nobody else sees it", async ({ person }) => {
  const page = await person("partner");
  await page.getByRole("link", { name: "Lizenzen" }).click();
  await page.getByRole("heading", { level: 1, name: "Lizenzen" }).waitFor();
  await page.getByRole("button", { name: "Neue Installation" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Kunde").selectOption({ label: "Hafenklinik Altona" });
  await dialog.getByLabel("Produkt").selectOption({ label: "Archivar" });
  await dialog.getByLabel("Version").fill("neun");
  await dialog.getByLabel("Gerät (Host)").fill("hka-e2e-77");
  await dialog.getByLabel("Umfang").fill("4");
  await dialog.getByLabel("Ihre Referenz").fill("E2E-77");
  await dialog.getByRole("button", { name: "Speichern" }).click();
  for (const label of ["Ausgabe", "Version"]) {
    await dialog.getByLabel(label).and(page.locator("[aria-invalid=true]")).waitFor();
  }
  await axe(page);
  assert.equal(await dialog.getByLabel("Gerät (Host)").inputValue(), "hka-e2e-77", "what was typed stays");
  await dialog.getByLabel("Ausgabe").selectOption({ index: 1 });
  await dialog.getByLabel("Version").fill("8.3");
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await dialog.waitFor({ state: "detached" });

  await page.getByLabel("Suchen: Kunde, Produkt, Gerät, Referenz").fill("E2E-77");
  const row = page.getByRole("row", { name: /hka-e2e-77/ });
  await row.getByText("8.3.0").waitFor();
  await page.waitForURL(/q=E2E-77/);
  await row.getByRole("button", { name: "Ändern: Archivar bei Hafenklinik Altona" }).click();
  await dialog.getByLabel("Version").fill("9.1.0");
  await dialog.getByRole("button", { name: "Speichern" }).click();
  await row.getByText("9.1.0").waitFor();

  const other = await person("other");
  await other.goto("/installations?q=E2E-77");
  await other.getByText("Nichts gefunden.").waitFor();
  const accounts = await person("accounts");
  assert.equal(await accounts.getByRole("link", { name: "Lizenzen" }).count(), 0, "statements are theirs, not keys");
});

scenario("contracts that end are found by their end; the page in every light and width", async ({ person }) => {
  const page = await person("partner");
  await page.goto("/installations");
  await page.getByLabel("Vertrag", { exact: true }).selectOption({ label: "Endet in 30 Tagen" });
  await page.waitForURL(/runs_out=30/);
  await page.getByRole("row", { name: /Hafenklinik Altona/ }).first().waitFor();
  await page.goBack();
  await page.goto("/installations");
  await page.getByRole("row").nth(2).waitFor();
  await matrix(page, "installations", async () => axe(page));
});
