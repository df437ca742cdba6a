// Ready-made keys: what is left, more of them from a file with every bad line, and a warning before there are none.
import { axe } from "../support/axe.mjs";
import { matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const key = (n) => `AR7-${String(n).padStart(4, "0")}-POOL-0001`;
const csv = (lines) => ({ name: "schluessel.csv", mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\n")}\n`) });
const choose = (page, lines) => page.getByLabel("CSV-Datei wählen").setInputFiles(csv(lines));

scenario("keys from a file: bad lines are named, the good ones come in, and what is left is told everywhere", async ({ person }) => {
  const admin = await person("admin");
  await admin.goto("/products");
  await admin.getByRole("row", { name: /Archivar/ }).getByText("Vorrat leer").waitFor();
  await admin.getByRole("link", { name: "Archivar" }).click();
  await admin.getByRole("link", { name: "Nachfüllen: 7.x" }).click();
  await admin.getByRole("heading", { level: 1, name: "Fertige Schlüssel: Archivar 7.x" }).waitFor();
  await admin.getByText("Der Vorrat ist leer").waitFor();
  await admin.getByText(/^Sind weniger als 10 übrig, bekommen .* und alle Admins eine Mail/).waitFor();
  await axe(admin);
  const lines = ["Schlüssel;Ausgabe;Gültig bis", `${key(1)};;`, `${key(2)};Enterprise;31.12.2099`, "AR8-0001-POOL-0001;;", `${key(1)};;`, `${key(3)};Basis;31.12.2020`];
  await choose(admin, lines);
  const preview = admin.getByRole("region", { name: "Vorschau", exact: true });
  await preview.getByText("5 Zeilen gelesen").waitFor();
  for (const row of [
    /4.*Schlüssel.*AR8-0001-POOL-0001.*AR7-####-@@@@-####/,
    /5.*Schlüssel.*steht weiter oben schon einmal/,
    /6.*Ausgabe.*Basis.*Diese Ausgabe hat das Produkt nicht/,
    /6.*Gültig bis.*31\.12\.2020.*Dieser Tag ist vorbei/,
  ]) {
    await admin.getByRole("row", { name: row }).waitFor();
  }
  await axe(admin);
  await admin.getByRole("button", { name: "Nur die 2 guten Zeilen übernehmen" }).click();
  await admin.getByText("3 Zeilen sind ausgelassen").first().waitFor();
  await admin.getByText("2 Schlüssel übrig").waitFor();
  await admin.getByText("Das ist wenig.").waitFor();
  await matrix(admin, "pool", async () => axe(admin));

  // What is there already is known.
  await choose(admin, ["key", ...Array.from({ length: 12 }, (_, n) => key(n + 1))]);
  await admin.getByRole("row", { name: /^2 .*liegt schon in einem Vorrat/ }).waitFor();
  await choose(admin, ["key", ...Array.from({ length: 12 }, (_, n) => key(n + 3))]);
  await admin.getByRole("button", { name: "12 Zeilen übernehmen" }).click();
  await admin.getByText("14 Schlüssel übrig").waitFor();
  await admin.getByRole("link", { name: "Zum Produkt" }).first().click();
  await admin.getByText("noch 14").waitFor();
});

scenario("a rule with keys in its pool can't be taken away; who does not keep pools sees none", async ({ person }) => {
  const admin = await person("admin");
  await admin.goto("/products");
  await admin.getByRole("link", { name: "Archivar" }).click();
  await admin.getByRole("button", { name: "Regel 3 entfernen" }).click();
  await admin.getByRole("button", { name: "Speichern" }).click();
  await admin.getByRole("alert").getByText(/Im Vorrat liegen noch 14 Schlüssel dieser Regel/).waitFor();
  await axe(admin);
  await admin.getByRole("button", { name: "Änderungen verwerfen" }).click();
  const path = await admin.getByRole("link", { name: "Nachfüllen: 7.x" }).getAttribute("href");
  const support = await person("support");
  await support.goto(path);
  await support.getByText(/Admin/).first().waitFor();
  await axe(support);
});
