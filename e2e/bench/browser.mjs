// What people feel: weight over the wire and time in Chromium, printed as sections of docs/performance.md. Run by `cargo xtask bench`.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { launch } from "../support/browser.mjs";
import { startServer } from "../support/server.mjs";
import { signIn } from "../support/sign_in.mjs";

const ROUNDS = 7;
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const worst = (values) => Math.max(...values);
const ms = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const server = await startServer();
// Three thousand requests: two thousand of them are the partner's, so that a list of a thousand rows is full.
execFileSync(process.env.EYELEVEL_BENCH, ["fill", server.database, "3000"], { stdio: ["ignore", "ignore", "inherit"] });
const chromium = await launch();
try {
  await small();
  await portal();
  await lists();
  const resident = readFileSync(`/proc/${server.process()}/status`, "utf8").match(/VmRSS:\s+(\d+) kB/);
  console.log(`Resident memory of the server after all this: ${Math.round(resident[1] / 1000)} MB. Limit: 80 MB.\n`);
} finally {
  await chromium.close();
  await server.stop();
}

/** A fresh context without a cache; `slow` times slower. */
async function open({ slow = 1, storageState } = {}) {
  const context = await chromium.browser.newContext({ baseURL: server.url, locale: "en-GB", timezoneId: "Europe/Berlin", storageState });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  if (slow > 1) await cdp.send("Emulation.setCPUThrottlingRate", { rate: slow });
  const wire = { bytes: 0 };
  cdp.on("Network.loadingFinished", ({ encodedDataLength }) => (wire.bytes += encodedDataLength));
  return { context, page, wire };
}

async function timed(action) {
  const begun = performance.now();
  await action();
  return performance.now() - begun;
}

/** The pages without wasm, beside an empty page of the same server. */
async function small() {
  const mail = await (await fetch(`${server.url}/dev/mail`)).text();
  const link = new URL(mail.match(/href="([^"]*\/r\/[^"]+)"/)[1]).pathname;
  const pages = [
    ["an empty page of the same server", "/healthz", (page) => page.getByText("ok").waitFor()],
    ["sign-in", "/sign-in", (page) => page.getByRole("button").first().waitFor()],
    ["the recipient's page", link, (page) => page.getByRole("heading", { level: 1 }).waitFor()],
  ];
  console.log("## Pages without wasm\n\nUsable: what is needed is there and can be pressed. Limit: 30 kB, 1.5 times the empty page.\n");
  console.log("| page | over the wire until usable | median | against the empty page |\n|---|---|---|---|");
  let empty;
  for (const [name, path, usable] of pages) {
    const times = [];
    let weight = 0;
    for (let round = 0; round < ROUNDS * 3; round += 1) {
      const { context, page, wire } = await open();
      // Prefetching begins when the page is usable; it does not count into its weight.
      await page.route(/\.(wasm|js)$|main-.*css$/, (route) => route.abort());
      times.push(await timed(async () => {
        await page.goto(path, { waitUntil: "commit" });
        await usable(page);
      }));
      weight = wire.bytes;
      await context.close();
    }
    const middle = median(times);
    empty ??= middle;
    console.log(`| ${name} | ${kb(weight)} | ${ms(middle)} | ${(middle / empty).toFixed(2)} × |`);
  }
  console.log();
}

/** The portal up to its first list. */
async function portal() {
  console.log("## The portal\n\n| what | over the wire | median | CPU four times slower |\n|---|---|---|---|");
  const rows = {};
  for (const slow of [1, 4]) {
    const signedIn = await session(slow);
    const times = [];
    let weight = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const { context, page, wire } = await open({ slow, storageState: signedIn });
      times.push(await timed(async () => {
        await page.goto("/", { waitUntil: "commit" });
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.getByRole("main").getByRole("listitem").first().waitFor();
      }));
      weight = wire.bytes;
      await context.close();
    }
    rows[slow] = { time: median(times), weight };
  }
  console.log(`| board, nothing cached, API answers included | ${kb(rows[1].weight)} | ${ms(rows[1].time)} | ${ms(rows[4].time)} |\n`);
}

async function session(slow) {
  const { context, page } = await open({ slow: 1 });
  await signIn(page, "partner");
  const state = await context.storageState();
  await context.close();
  return state;
}

/** A list of 1,000 rows: opening, sorting, filtering, typing, moving between pages. */
async function lists() {
  console.log("## A list of 1,000 rows\n\n| what | median | slowest | CPU four times slower: median | slowest |\n|---|---|---|---|---|");
  const rows = new Map();
  const note = (name, slow, time) => {
    const row = rows.get(name) ?? { 1: [], 4: [] };
    row[slow].push(time);
    rows.set(name, row);
  };
  for (const slow of [1, 4]) {
    const { context, page } = await open({ slow, storageState: await session() });
    const full = () => page.waitForFunction(() => document.querySelectorAll("tbody tr").length >= 1000);
    for (let round = 0; round < ROUNDS; round += 1) {
      note("opening it", slow, await timed(async () => {
        await page.goto("/requests?limit=1000", { waitUntil: "commit" });
        await full();
      }));
      const first = await page.evaluate(() => document.querySelector("tbody a").href);
      note("sorting it", slow, await timed(async () => {
        // By number: the oldest is not the most urgent.
        await page.getByRole("columnheader").getByRole("link").first().click();
        await page.waitForFunction(
          (before) => document.querySelector("tbody a")?.href !== before && document.querySelectorAll("tbody tr").length >= 1000,
          first,
        );
      }));
      const search = page.getByRole("searchbox").last();
      await search.click();
      for (const key of "room 1") {
        note("a key until it stands in the field", slow, await timed(async () => {
          await page.keyboard.press(key === " " ? "Space" : key);
        }));
      }
      note("its filter, from the last key", slow, await timed(async () => {
        await page.waitForFunction(() => {
          const rows = [...document.querySelectorAll("tbody tr")];
          return rows.length > 0 && rows.length < 1000 && rows.every((row) => row.textContent.toLowerCase().includes("room 1"));
        });
      }));
      note("to the board", slow, await timed(async () => {
        await page.getByRole("navigation").getByRole("link").first().click();
        await page.getByRole("heading", { level: 1 }).waitFor();
      }));
      note("and back", slow, await timed(async () => {
        await page.goBack();
        await page.getByRole("table").waitFor();
      }));
    }
    await context.close();
  }
  for (const [name, row] of rows) {
    console.log(`| ${name} | ${ms(median(row[1]))} | ${ms(worst(row[1]))} | ${ms(median(row[4]))} | ${ms(worst(row[4]))} |`);
  }
  console.log();
}
