// Days as the portal counts them: in the installation's zone, whatever the time is where the test runs.

const TODAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" });

/** The day so many days from today, as a date field takes it. */
export function inDays(days) {
  const day = new Date(`${TODAY.format(new Date())}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
