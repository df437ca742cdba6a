// How fast a worker of the browser's matches debits with invoices, and compares a bank file with a ledger; part of docs/performance.md. Run by
// `cargo xtask bench`.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

import { launch } from "../support/browser.mjs";

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const count = (n) => n.toLocaleString("en");

// What the worker is: it says when it is ready, and measures what it is asked for.
const WORKER = `
import init, { Ledger } from "/xtask_bench_matching.js";
await init();
onmessage = ({ data: { invoices, turns } }) => {
  const ledger = new Ledger(invoices);
  const timed = (act) => Array.from({ length: turns }, () => {
    const begun = performance.now();
    if (!act()) throw new Error("nothing was matched");
    return performance.now() - begun;
  });
  const answer = { items: ledger.items(), payments: ledger.payments(), bytes: ledger.bytes() };
  postMessage({ ...answer, allocate: timed(() => ledger.allocate()), compare: timed(() => ledger.compare()) });
};
postMessage("ready");
`;

const server = createServer((request, response) => {
  const [, name, ending] = request.url.match(/^\/(xtask_bench_matching(\.js|_bg\.wasm))$/) ?? [];
  const script = request.url === "/worker.js";
  response.setHeader("Content-Type", script || ending === ".js" ? "text/javascript" : ending ? "application/wasm" : "text/html");
  response.end(script ? WORKER : name ? readFileSync(join(process.env.EYELEVEL_BENCH_MATCHING, name)) : "<!doctype html><title>Statements</title>");
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const chromium = await launch();
try {
  const page = await chromium.browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  console.log(`The same in Chromium ${chromium.browser.version()}, in a worker, built as the portal's worker is; and the file of the partner's bank about`);
  console.log("these debits (a table), read and compared line by line with the ledger, as *My bank's view* does:\n");
  console.log("| invoices and debits | matched in | a line, against the row above | the bank's file | read and compared in | a line, against the row above |");
  console.log("|---|---|---|---|---|---|");
  let before;
  for (const invoices of SIZES) {
    const measured = await page.evaluate(measure, { invoices, turns: Math.min(9, Math.max(1, 100_000 / invoices)) });
    const lines = measured.items + measured.payments;
    const [matched, compared] = [median(measured.allocate), median(measured.compare)];
    const now = { matched: matched / lines, compared: compared / lines };
    const grows = (what) => (before ? `${(now[what] / before[what]).toFixed(2)} ×` : "");
    const seconds = (ms) => `${(ms / 1000).toFixed(3)} s`;
    console.log(
      `| ${count(measured.items)} and ${count(measured.payments)} | ${seconds(matched)} | ${grows("matched")} | ${(measured.bytes / 1e6).toFixed(1)} MB ` +
        `| ${seconds(compared)} | ${grows("compared")} |`,
    );
    before = now;
  }
  console.log("");
} finally {
  await chromium.close();
  server.close();
}

/** In the page: a worker of its own for each size, so that none has the memory of the last. */
function measure({ invoices, turns }) {
  return new Promise((measured, failed) => {
    const worker = new Worker("/worker.js", { type: "module" });
    worker.onerror = (event) => failed(new Error(event.message));
    worker.onmessage = ({ data }) => {
      if (data === "ready") return worker.postMessage({ invoices, turns });
      worker.terminate();
      measured(data);
    };
  });
}
