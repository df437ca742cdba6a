// Chromium, as it works everywhere: headless, also as root.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium as playwright } from "playwright-core";

import { chromium as executablePath } from "./places.mjs";

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** Launches a browser; `close()` ends it and removes what it wrote. `more`: arguments besides. */
export async function launch(more = []) {
  const scratch = mkdtempSync(join(tmpdir(), "eyelevel-chromium-"));
  const browser = await playwright.launch({ executablePath, headless: true, args: [...args, ...more], env: { ...process.env, TMPDIR: scratch } });
  return {
    browser,
    close: async () => {
      await browser.close();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
