// Somebody goes away: their deputy has what is theirs, and the partner reads why.
import { axe } from "../support/axe.mjs";
import { inDays } from "../support/days.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();
/** Longer than the fifteen seconds after which the job looks again. */
const A_WHILE = { timeout: 60_000 };

scenario("an absence hands everything over, and is ended", async ({ person }) => {
  const partner = await person("partner");
  await partner.goto("/enquiries/new");
  await partner.getByLabel("Worum geht es?").fill("Wer ist da?");
  await partner.getByRole("button", { name: "Anfrage senden" }).click();
  await partner.getByRole("heading", { level: 1, name: "Wer ist da?" }).waitFor();
  const owner = /Claudia Berg/.test(await partner.getByRole("complementary").innerText()) ? "Claudia Berg" : "Henrik Lund";
  const other = owner === "Claudia Berg" ? "Henrik Lund" : "Claudia Berg";

  const admin = await person("admin");
  await admin.goto("/absences");
  await admin.getByText("Niemand ist abwesend").waitFor();
  await admin.getByRole("button", { name: "Abwesenheit eintragen" }).click();
  const dialog = admin.getByRole("dialog");
  const pick = async (label, name) => {
    const select = dialog.getByLabel(label);
    await select.selectOption(await select.locator("option", { hasText: name }).getAttribute("value"));
  };
  await pick("Wer", owner);
  await pick("Vertretung", owner);
  await dialog.getByLabel("Erster Tag").fill(inDays(0));
  await dialog.getByLabel("Letzter Tag").fill(inDays(3));
  await dialog.getByRole("button", { name: "Abwesenheit eintragen" }).click();
  await dialog.getByText("Bitte eine andere Person wählen.").first().waitFor();
  await axe(admin);
  await pick("Vertretung", other);
  await dialog.getByRole("button", { name: "Abwesenheit eintragen" }).click();
  await dialog.waitFor({ state: "hidden" });
  await admin.getByRole("cell", { name: "jetzt" }).waitFor();
  await matrix(admin, "absences", async (page) => fits(page));
  await axe(admin);

  await partner.getByText(`${owner} ist abwesend bis`).first().waitFor(A_WHILE);
  await admin.getByRole("button", { name: `Abwesenheit von ${owner} beenden` }).click();
  await admin.getByText("Niemand ist abwesend").waitFor();
});
