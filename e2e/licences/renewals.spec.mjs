// Renewals: what runs out when; many at once, previewed, followed, fetched in one file.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { axe } from "../support/axe.mjs";
import { inDays } from "../support/days.mjs";
import { matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();
const PAGE = "/licences/renewals";

/** One more installation at the Reederei Thomsen, whose contract ends in two months and which has no key until then. */
async function install(page, server, host) {
  const first = async (path) => (await (await page.request.get(`/api/v1${path}`)).json()).items[0];
  const { customer } = await first("/installations?q=thomsen-nas");
  const product = await first("/products?q=signwart");
  const data = {
    customer_id: customer.id,
    product_id: product.id,
    edition_id: product.editions[0].id,
    runs: "2.1.0",
    host,
    capacity: null,
    contract_until: inDays(60),
    reference: "",
  };
  const answer = await page.request.post("/api/v1/installations", { data, headers: { Origin: server.url } });
  assert.equal(answer.status(), 201, await answer.text());
}

scenario("what runs out is chosen, previewed with all that is in the way, renewed once, and fetched in one file", async ({ page: _, person, server }) => {
  const page = await person("partner");
  await install(page, server, "thomsen-signs");
  await page.goto("/installations");
  await page.getByRole("link", { name: "Was wann ausläuft" }).click();
  await page.getByRole("heading", { level: 1, name: "Was wann ausläuft" }).waitFor();
  // What has ended needs a person; what goes on is renewed at once.
  await page.getByLabel("Vertrag endet").selectOption({ label: "ist abgelaufen" });
  await page.getByRole("checkbox", { name: "Archivar, Stadtbücherei Kiel" }).check();
  await page.getByRole("button", { name: "Vorschau" }).click();
  const preview = page.getByRole("region", { name: "Vorschau" }).first();
  await preview.getByText("Der Vertrag ist abgelaufen").waitFor();
  assert.equal(await page.getByRole("button", { name: /verlängern$/ }).count(), 0, "nothing can be begun that comes to nothing");
  await page.getByLabel("Vertrag endet").selectOption({ label: "in 90 Tagen" });
  await page.getByRole("checkbox", { name: "Signwart, Reederei Thomsen" }).check();
  await page.getByText("2 gewählt").waitFor();
  await page.getByRole("button", { name: "Vorschau" }).click();
  await page.getByRole("heading", { name: "1 bekommt einen neuen Schlüssel" }).waitFor();
  await axe(page);
  await page.getByRole("button", { name: "1 verlängern" }).click();
  await page.waitForURL(/renewal=/);
  await page.getByText("Fertig: 1 von 1 haben einen neuen Schlüssel").waitFor();
  await axe(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Alle Schlüssel als ZIP" }).click()]);
  assert.equal(readFileSync(await download.path()).subarray(0, 2).toString(), "PK");
  const renewal = page.url();
  await page.getByRole("link", { name: "Zur Übersicht" }).click();
  await page.getByRole("heading", { name: "Frühere Verlängerungen" }).waitFor();
  // Again, there is nothing left to renew.
  await page.getByRole("checkbox", { name: "Signwart, Reederei Thomsen" }).check();
  await page.getByRole("button", { name: "Vorschau" }).click();
  await page.getByText("Der Schlüssel gilt schon bis zum Ende des Vertrags.").waitFor();
  const other = await person("other");
  await other.goto(new URL(renewal).pathname + new URL(renewal).search);
  await other.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await other.getByText("Reederei Thomsen").count(), 0);
});

scenario("a file names them, with the reason for each that gets no key; a calendar has its own address", async ({ person, open, server }) => {
  const page = await person("partner");
  await install(page, server, "thomsen-deck");
  await page.goto(PAGE);
  const file = Buffer.from("Kunde;Host\nHafenklinik Altona;\n;thomsen-deck\nNiemand;\n", "latin1");
  await page.locator("input[type=file]").setInputFiles({ name: "liste.csv", mimeType: "text/csv", buffer: file });
  await page.getByRole("heading", { name: "2 bekommen keinen" }).waitFor();
  await page.getByText("Mehrere Ihrer Installationen könnten gemeint sein").waitFor();
  await page.getByText("Keine Ihrer Installationen ist gemeint.").waitFor();
  await page.getByRole("heading", { name: "1 bekommt einen neuen Schlüssel" }).waitFor();
  await page.getByRole("button", { name: "In den Kalender" }).click();
  const address = await page.getByRole("dialog").getByLabel("In den Kalender").inputValue();
  const calendar = await (await open()).request.get(address);
  assert.match(await calendar.text(), /BEGIN:VCALENDAR[\s\S]*Hafenklinik/);
  await page.keyboard.press("Escape");
  await matrix(page, "renewals", async () => axe(page));
  const support = await person("support");
  await support.goto(PAGE);
  await support.getByRole("button", { name: "In den Kalender" }).and(support.locator("[aria-disabled=true]")).waitFor();
});
