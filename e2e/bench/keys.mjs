// How many licence keys a second a browser checks, beside two bare verifications; part of docs/performance.md. Run by `cargo xtask bench`.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

import { launch } from "../support/browser.mjs";

const TURNS = 9;
const TURN = 200;
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

// An empty page and what it imports. A page of this machine is a secure context, which crypto.subtle wants.
const server = createServer((request, response) => {
  const [, name, ending] = request.url.match(/^\/(xtask_bench_checks(\.js|_bg\.wasm))$/) ?? [];
  response.setHeader("Content-Type", { ".js": "text/javascript", "_bg.wasm": "application/wasm" }[ending] ?? "text/html");
  response.end(name ? readFileSync(join(process.env.EYELEVEL_BENCH_CHECKS, name)) : "<!doctype html><title>Checks</title>");
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const chromium = await launch();
try {
  const page = await chromium.browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const measured = await page.evaluate(measure, { TURNS, TURN });
  const [bare, ...rest] = measured.map(({ name, rates }) => ({ name, rate: median(rates) }));
  const subtle = rest.pop();
  console.log(`In Chromium ${chromium.browser.version()}, built as the portal is (small first); the browser's own verification is compiled code:\n`);
  console.log("| what | a second | one takes | against the reference |\n|---|---|---|---|");
  for (const { name, rate } of [bare, subtle, ...rest]) {
    const takes = 1e6 / rate;
    console.log(`| ${name} | ${rate.toFixed(0)} | ${takes.toFixed(takes < 100 ? 1 : 0)} µs | ${(bare.rate / rate).toFixed(2)} × |`);
  }
  console.log("");
} finally {
  await chromium.close();
  server.close();
}

/** In the page: each kind of check gets its turns, one after the other. */
async function measure({ TURNS, TURN }) {
  const { default: init, Checks } = await import("/xtask_bench_checks.js");
  await init();
  const checks = new Checks();
  const kinds = Array.from({ length: Checks.count() }, (_, which) => ({
    name: Checks.name(which),
    rates: [],
    run: (times) => checks.run(which, times),
  }));
  const key = await crypto.subtle.importKey("raw", checks.public_key(), "Ed25519", false, ["verify"]);
  const [signature, message] = [checks.signature(), checks.message()];
  kinds.push({
    name: "the browser's own Ed25519 (`crypto.subtle`), each awaited",
    rates: [],
    run: async (times) => {
      let good = 0;
      for (let i = 0; i < times; i += 1) good += (await crypto.subtle.verify("Ed25519", key, signature, message)) ? 1 : 0;
      return good;
    },
  });
  const step = 20;
  // The first turn is for the compiler.
  for (let turn = -1; turn < TURNS; turn += 1) {
    for (const { name, rates, run } of kinds) {
      const begun = performance.now();
      let done = 0;
      while (performance.now() - begun < TURN) {
        if ((await run(step)) !== step) throw new Error(`${name}: a good key was refused`);
        done += step;
      }
      if (turn >= 0) rates.push((done * 1000) / (performance.now() - begun));
    }
  }
  return kinds.map(({ name, rates }) => ({ name, rates }));
}
