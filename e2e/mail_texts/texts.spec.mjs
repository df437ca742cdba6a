// The portal's mails in the vendor's own words: variables by keyboard, the preview, what is refused, who changed what, and what goes out.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { mail } from "../support/mail.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const look = async (page) => {
  await fits(page);
  await axe(page);
};

scenario("an admin words a mail by keyboard alone, sees it as it would go, and it goes like that", async ({ person, server }) => {
  const admin = await person("admin");
  const keys = admin.keyboard;
  await admin.goto("/mail");
  await admin.getByRole("link", { name: "Texte der Mails" }).focus();
  await keys.press("Enter");
  await admin.getByRole("heading", { name: "Texte der Mails", level: 1 }).waitFor();
  await admin.getByRole("searchbox", { name: "In den Betreffen suchen" }).fill("eingegangen");
  const row = admin.getByRole("link", { name: "{number} ist eingegangen: {subject}" });
  await row.waitFor();
  await matrix(admin, "mail-texts-list", look);
  await row.focus();
  await keys.press("Enter");
  const preview = admin.getByRole("region", { name: "Vorschau" });
  await preview.getByText("DK-1042 ist eingegangen: E-Paper-Displays für den Empfang").waitFor();
  await preview.getByText("Guten Tag Jana Muster,").waitFor();
  await admin.getByText("Diesen Text hat noch niemand geändert.").waitFor();
  // Into the middle of what is written, and on behind it.
  const subject = admin.getByLabel("Betreff", { exact: true });
  await subject.focus();
  await keys.press("ControlOrMeta+a");
  await keys.type("Danke für ! Wir sind dran.");
  await keys.press("Home");
  for (let step = 0; step < "Danke für ".length; step += 1) await keys.press("ArrowRight");
  await admin.getByRole("list", { name: "In den Betreff einfügen" }).getByRole("button", { name: "{number}" }).focus();
  await keys.press("Enter");
  await keys.type(",");
  assert.equal(await subject.inputValue(), "Danke für {number},! Wir sind dran.");
  await preview.getByText("Danke für DK-1042,! Wir sind dran.").waitFor();
  const body = admin.getByRole("textbox", { name: "Text", exact: true });
  await body.focus();
  await keys.press("ControlOrMeta+a");
  await keys.type("Wir haben <b>alles</b>.\n\nEs kümmert sich {eigentümer}");
  await admin.getByText("Die Vorschau erscheint, sobald alles passt.").waitFor();
  await keys.press("Tab");
  const save = admin.getByRole("button", { name: "Speichern" });
  await save.focus();
  await keys.press("Enter");
  await admin.getByText("{eigentümer} (Zeile 3) gibt es hier nicht.").first().waitFor();
  await admin.getByText("{number} fehlt").first().waitFor();
  await admin.getByText("{owner} fehlt").first().waitFor();
  await matrix(admin, "mail-texts-wrong", look);
  await body.focus();
  await keys.press("ControlOrMeta+End");
  await keys.press("Shift+Home");
  await keys.type("Es kümmert sich ");
  const into = admin.getByRole("list", { name: "In den Text einfügen" });
  await into.getByRole("button", { name: "{owner}" }).focus();
  await keys.press("Space");
  await keys.type(" um ");
  await into.getByRole("button", { name: "{number}" }).focus();
  await keys.press("Space");
  assert.equal(await body.inputValue(), "Wir haben <b>alles</b>.\n\nEs kümmert sich {owner} um {number}");
  await preview.getByText("Wir haben <b>alles</b>.").waitFor();
  await preview.getByText("Es kümmert sich Bernd Beispiel um DK-1042").waitFor();
  await preview.getByText("Zugesagt: Entscheidung bis").waitFor();
  await save.focus();
  await keys.press("Enter");
  await admin.getByText("Gespeichert. So schreibt das Portal von jetzt an.").waitFor();
  const history = admin.getByRole("region", { name: "Verlauf" });
  await history.getByText("Felix Sommer").waitFor();
  await history.getByText("Betreff").click();
  await history.getByText("Danke für {number},! Wir sind dran.").waitFor();
  await matrix(admin, "mail-texts-form", look);
  // It goes as it was shown, and a tag is words.
  const partner = await person("partner");
  const asked = await partner.request.post("/api/v1/enquiries", {
    data: { text: "Passt das zusammen?", subject: "", reference: "", limited: false },
    headers: { "Idempotency-Key": "texts-1", Origin: server.url },
  });
  assert.equal(asked.status(), 201, await asked.text());
  const { number } = (await asked.json()).page.request;
  const sent = await mail(server, "partner@eyelevel.example", `Danke für ${number},! Wir sind dran.`);
  assert.ok(sent.includes("Wir haben &lt;b&gt;alles&lt;/b&gt;."), sent);
  // Back to what the portal says by itself.
  await admin.getByRole("button", { name: "Zurück zum Standardtext" }).focus();
  await keys.press("Enter");
  await admin.getByText("Der Standardtext steht in den Feldern. Er gilt, sobald Sie speichern.").waitFor();
  await preview.getByText("DK-1042 ist eingegangen: E-Paper-Displays für den Empfang").waitFor();
  await admin.getByRole("button", { name: "Speichern" }).focus();
  await keys.press("Enter");
  await history.getByText("Felix Sommer").nth(1).waitFor();
  const { items } = await (await admin.request.get("/api/v1/mail/texts")).json();
  assert.equal(items.filter((one) => one.own).length, 0);
});

scenario("in English, a recipient's mail in seven languages; two admins at once see both versions", { locale: "en-GB" }, async ({ person }) => {
  const admin = await person("admin");
  await admin.goto("/mail/texts");
  await admin.getByRole("button", { name: /Felix Sommer/ }).click();
  await admin.getByRole("button", { name: "English" }).click();
  await admin.getByRole("heading", { name: "Texts of mails", level: 1 }).waitFor();
  await admin.getByRole("combobox", { name: "Language" }).selectOption({ label: "Polish" });
  await admin.getByRole("link").filter({ hasText: "{vendor}" }).first().waitFor();
  await admin.getByRole("combobox", { name: "Language" }).selectOption({ label: "English" });
  await admin.getByRole("link", { name: "{number}: no, with the reason" }).click();
  const preview = admin.getByRole("region", { name: "Preview" });
  await preview.getByText("Because: This size is not made any more.").waitFor();
  const text = admin.getByRole("textbox", { name: "Text", exact: true });
  await text.fill("We are sorry: not {number}, “{subject}”.");
  await preview.getByText("We are sorry: not DK-1042, “E-paper displays for the reception”.").waitFor();
  // The reason stays whatever is written.
  await preview.getByText("Because: This size is not made any more.").waitFor();
  await matrix(admin, "mail-texts-english", look);
  const path = "/api/v1/mail/texts/declined-en";
  const other = await admin.request.put(path, {
    data: { subject: "{number}: sorry", body: "No to {number}." },
    headers: { "If-Match": '"0"', Origin: new URL(admin.url()).origin },
  });
  assert.equal(other.status(), 200, await other.text());
  await admin.getByRole("button", { name: "Save" }).click();
  await admin.getByText("Nothing is overwritten").first().waitFor();
  await axe(admin);
  await admin.getByRole("button", { name: "Keep this one" }).click();
  await admin.getByText("Saved. This is how the portal writes from now on.").waitFor();
  const saved = await (await admin.request.get(path)).json();
  assert.equal(saved.body, "We are sorry: not {number}, “{subject}”.");
  assert.equal(saved.history.length, 2);
});

scenario("nobody else of the vendor words the mails", async ({ person }) => {
  const manager = await person("manager");
  await manager.goto("/mail/texts");
  await manager.getByRole("heading", { name: "Texte der Mails", level: 1 }).waitFor();
  assert.equal(await manager.getByRole("link", { name: /number/ }).count(), 0);
  await axe(manager);
  assert.equal((await manager.request.get("/api/v1/mail/texts")).status(), 403);
});
