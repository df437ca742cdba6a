// Runs every `FEATURE/*.spec.mjs`, or those whose path contains one of the arguments: `node e2e/run.mjs demo_kits`.
// `cargo xtask test --only e2e` sets the environment; by hand, a built portal and server and e2e/node_modules are enough.
import { spawn } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";

import { folder, results } from "./support/places.mjs";
import { makeTemplate } from "./support/template.mjs";

const wanted = process.argv.slice(2);
const specs = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((path) => path.endsWith(".spec.mjs") && !path.includes("node_modules"))
  .filter((path) => wanted.length === 0 || wanted.some((part) => path.includes(part)))
  .sort();

if (specs.length === 0) {
  console.error(`No spec matches ${wanted.join(", ")}`);
  process.exit(1);
}

rmSync(results, { recursive: true, force: true });
const template = makeTemplate();
// Two at a time: each has a server and a browser of its own.
const options = ["--test", "--test-reporter=spec", "--test-concurrency=2"];
const runner = spawn(process.execPath, [...options, ...specs.map((path) => join(folder, path))], {
  stdio: "inherit",
  env: { ...process.env, EYELEVEL_E2E_TEMPLATE: template.folder },
});
console.log(`${specs.length} spec files; screenshots of failures go to ${relative(process.cwd(), results)}`);
runner.on("exit", (code) => {
  template.remove();
  process.exitCode = code ?? 1;
});
