// What is done to a request, each dialog without a finding: declined, changed, shipped, handed over.
import { axe } from "../support/axe.mjs";
import { inDays } from "../support/days.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

async function open(page, section, name) {
  await page.goto(`/requests?section=${section}&limit=200`);
  await page.getByRole("table").getByRole("link", { name }).first().click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

scenario("a no has a reason, and an alternative or the word that there is none", async ({ person }) => {
  const approver = await person("approver");
  await open(approver, "with_vendor", /Business-Router/);
  await approver.getByRole("button", { name: "Ablehnen …" }).click();
  const dialog = approver.getByRole("dialog");
  await dialog.getByRole("button", { name: "Ablehnen" }).click();
  await dialog.getByRole("alert").waitFor();
  await axe(approver);
  await dialog.getByLabel(/^Grund/).fill("Kein Bestand bis März.");
  await dialog.getByLabel("Es gibt keine Alternative").check();
  await dialog.getByRole("button", { name: "Ablehnen" }).click();
  await approver.getByText("Nein, weil: Kein Bestand bis März.").waitFor();
  await approver.getByText("Alternative: Es gibt keine.").waitFor();
});

scenario("a change is set beside what was asked for", async ({ person }) => {
  const approver = await person("approver");
  await open(approver, "with_vendor", /Tischtelefon/);
  await approver.getByRole("button", { name: "Mit Änderungen …" }).click();
  const dialog = approver.getByRole("dialog");
  await axe(approver);
  await dialog.getByLabel("Stück").fill("1");
  await dialog.getByLabel(/^Grund/).fill("Nur noch eines frei.");
  await dialog.getByRole("button", { name: "Mit Änderungen genehmigen" }).click();
  await approver.getByText("Ja, mit Änderungen.").waitFor();
  await approver.getByRole("columnheader", { name: "Entschieden" }).waitFor();
  await axe(approver);
});

scenario("a wrong check digit is said at once, and a person may insist", async ({ person }) => {
  const support = await person("support");
  await open(support, "with_vendor", /6 × E-Paper-Display/);
  await support.getByRole("button", { name: "Versenden" }).click();
  const dialog = support.getByRole("dialog");
  await dialog.getByLabel("Paketdienst").selectOption("ups");
  await dialog.getByLabel("Sendungsnummer").fill("1Z5R89390357567128");
  await dialog.getByText("Die Prüfziffer stimmt nicht, vermutlich ein Tippfehler.").waitFor();
  await axe(support);
  await dialog.getByLabel("Diese Nummer verwenden").check();
  await dialog.getByRole("button", { name: "Versenden" }).click();
  await support.getByText("Versendet.").waitFor();
});

scenario("a promise moves with its reason, and the first date stays in sight", async ({ person }) => {
  const manager = await person("manager");
  await open(manager, "with_vendor", /Türschild-Set/);
  await manager.getByRole("button", { name: "Weiteres" }).click();
  await manager.getByRole("button", { name: "Zusage verschieben" }).click();
  const dialog = manager.getByRole("dialog");
  await dialog.getByRole("button", { name: "Zusage verschieben" }).click();
  await dialog.getByRole("alert").waitFor();
  await axe(manager);
  const day = new Date(inDays(21));
  // A Tuesday, whatever today is.
  day.setUTCDate(day.getUTCDate() + ((9 - day.getUTCDay()) % 7));
  await dialog.getByLabel("Neuer Tag").fill(day.toISOString().slice(0, 10));
  await dialog.getByLabel(/^Grund/).fill("Betriebsversammlung.");
  await dialog.getByRole("button", { name: "Zusage verschieben" }).click();
  await manager.getByText("Verschoben, weil: Betriebsversammlung.").waitFor();
});
