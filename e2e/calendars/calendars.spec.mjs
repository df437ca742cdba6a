// The admin keeps the calendar and the policies; what would be promised changes as they are typed, and what has been promised stays.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

const ICS = `BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20201224
RRULE:FREQ=YEARLY
SUMMARY:Heiligabend
END:VEVENT
END:VCALENDAR
`;

const file = (text) => ({ name: "frei.ics", mimeType: "text/calendar", buffer: Buffer.from(text) });

scenario("hours, holidays and a file make the calendar, and say what would be promised", async ({ person }) => {
  const admin = await person("admin");
  await admin.getByRole("button", { name: "Mehr" }).click();
  await admin.getByRole("link", { name: "Kalender und Zusagen" }).click();
  await admin.getByRole("heading", { name: "Kalender und Zusagen", level: 1 }).waitFor();
  const trial = admin.getByRole("region", { name: "Probe" });
  await trial.getByLabel("Tag").fill("2026-12-23");
  await trial.getByLabel("Uhrzeit").fill("16:40");
  await trial.getByText("Eine Anfrage am Mi., 23. Dezember, 16:40 würde zugesagt bis Fr., 25. Dezember, 16:40.").waitFor();
  // With the holidays of Schleswig-Holstein it is Monday, with Christmas Eve of a file Tuesday.
  await admin.getByRole("button", { name: "Region hinzufügen" }).click();
  await admin.getByRole("combobox", { name: "Region 1" }).selectOption({ label: "Deutschland: Schleswig-Holstein" });
  await trial.getByText("würde zugesagt bis Mo., 28. Dezember, 16:40.").waitFor();
  await admin.getByRole("listitem").filter({ hasText: "Karfreitag" }).first().waitFor();
  await admin.getByLabel("Kalenderdatei wählen").setInputFiles(file(ICS));
  await admin.getByText("1 freier Tag aus der Datei steht jetzt im Kalender.").waitFor();
  await trial.getByText("würde zugesagt bis Di., 29. Dezember, 16:40.").waitFor();
  // Whoever works on a holiday says so, and may take it back.
  await admin.getByRole("button", { name: "Wir arbeiten: Reformationstag" }).click();
  await admin.getByRole("button", { name: "Zählt wieder: Reformationstag" }).waitFor();
  await axe(admin);
  await fits(admin);
  const calendar = admin.getByRole("form", { name: "Kalender" });
  await calendar.getByRole("button", { name: "Speichern" }).click();
  await admin.getByText("Gespeichert. Es gilt für alles, was von jetzt an zugesagt wird.").waitFor();
  const saved = await (await admin.request.get("/api/v1/calendars/current")).json();
  assert.equal(saved.version, 1);
  assert.deepEqual(saved.regions, ["DE-SH"]);
  assert.deepEqual(saved.worked, ["reformation"]);
  assert.deepEqual(saved.closed, [{ from: "2020-12-24", until: "2020-12-24", name: "Heiligabend", yearly: true }]);
  await matrix(admin, "calendars");
});

scenario("what can't be a calendar is refused at its field, and nothing of it is saved", async ({ person }) => {
  const admin = await person("admin");
  const before = await (await admin.request.get("/api/v1/calendars/current")).json();
  await admin.goto("/calendars");
  const calendar = admin.getByRole("form", { name: "Kalender" });
  const save = calendar.getByRole("button", { name: "Speichern" });
  const on = (day) => calendar.getByRole("textbox", { name: new RegExp(`^${day}`) });
  for (const day of ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"]) await on(day).fill("");
  await save.click();
  await calendar.getByText("In dieser Woche ist keine Minute offen").first().waitFor();
  await on("Montag").fill("neun bis fünf");
  await save.click();
  await calendar.getByText("Das sind keine Uhrzeiten.").first().waitFor();
  await on("Montag").fill("9-12:30, 13-17");
  await calendar.getByLabel("Zeitzone").fill("Europe/Kiel");
  await save.click();
  await calendar.getByText("Diese Zeitzone gibt es nicht.").first().waitFor();
  await admin.getByLabel("Kalenderdatei wählen").setInputFiles(file("Name;Datum\n"));
  await admin.getByText("Zeile 1: Das ist keine Zeile einer Kalenderdatei.").waitFor();
  const policies = admin.getByRole("form", { name: "Zusagen" });
  await policies.getByLabel("Entscheidung, Demo-Kit").fill("0");
  await policies.getByRole("button", { name: "Speichern" }).click();
  await policies.getByText("In null Minuten kann niemand etwas zusagen.").first().waitFor();
  await axe(admin);
  const now = await (await admin.request.get("/api/v1/calendars/current")).json();
  assert.deepEqual(now, before);
  // What was typed is still there after a reload.
  await admin.reload();
  assert.equal(await calendar.getByLabel("Zeitzone").inputValue(), "Europe/Kiel");
});

scenario("a tier has a promise of its own, and its partner is told before asking", async ({ person }) => {
  const admin = await person("admin");
  await admin.goto("/organisations");
  await admin.getByRole("button", { name: /Nordlicht IT.*umbenennen|Umbenennen.*Nordlicht IT|Nordlicht IT/ }).last().click();
  await admin.getByLabel("Stufe").fill("Gold");
  await admin.getByRole("dialog").getByRole("button", { name: "Speichern" }).click();
  await admin.getByRole("dialog").waitFor({ state: "hidden" });
  await admin.goto("/calendars");
  const policies = admin.getByRole("form", { name: "Zusagen" });
  await policies.getByRole("button", { name: "Zeile für Stufe oder Schweregrad hinzufügen" }).click();
  await policies.getByLabel("Stufe, Zeile 6").fill("Gold");
  await policies.getByLabel("Antwort, Zeile 6").fill("1");
  await policies.getByLabel("Entscheidung, Zeile 6").fill("2:30");
  await policies.getByLabel("Erfüllung, Zeile 6").fill("8");
  const trial = admin.getByRole("region", { name: "Probe" });
  await trial.getByLabel("Tag").fill("2026-11-27");
  await trial.getByLabel("Stufe").selectOption("Gold");
  await trial.getByText("würde zugesagt bis Mo., 30. November, 11:10.").waitFor();
  await policies.getByRole("button", { name: "Speichern" }).click();
  await admin.getByText("Gespeichert. Es gilt für alles, was von jetzt an zugesagt wird.").waitFor();
  const partner = await person("partner");
  const mine = await (await partner.request.get("/api/v1/policies/mine")).json();
  assert.equal(mine.promises.find((one) => one.kind === "demo_kit").minutes, 150);
});
