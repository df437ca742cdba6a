// What a spec file begins with:
//
//   import { world } from "../support/world.mjs";
//   const { scenario } = world();
//   scenario("a partner asks for a kit", async ({ page, server, person }) => { … });
//
// One server and one browser for the file; every scenario has a browser context of its own, and a server's world that the
// scenarios before it may have changed. `person("approver")` opens a second, signed-in page: the other side of the desk.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { launch } from "./browser.mjs";
import { results } from "./places.mjs";
import { startServer } from "./server.mjs";
import { signIn } from "./sign_in.mjs";

/** Only what hangs takes this long, whatever else the machine is doing. */
const PATIENCE = 30_000;

/**
 * Sets the file's server and browser up and down. `env` goes to the server, `args` to the browser; `context` to every browser context
 * (viewport, colorScheme, …). `vendor`: an empty installation instead of the demo (`server.mjs`). German by default, as its users are; `{ locale: "en-GB" }` for English.
 */
export function world({ env, args, vendor, context: defaults = {} } = {}) {
  let server;
  let chromium;
  before(async () => {
    server = await startServer({ env, vendor });
    chromium = await launch(args);
  });
  after(async () => {
    await chromium?.close();
    await server?.stop();
  });

  function scenario(name, ...rest) {
    const body = rest.at(-1);
    const options = rest.length > 1 ? rest[0] : {};
    test(name, { timeout: 300_000 }, async (t) => {
      const pages = [];
      const problems = [];
      const open = async (more = {}) => {
        const context = await chromium.browser.newContext({
          baseURL: server.url,
          locale: "de-DE",
          timezoneId: "Europe/Berlin",
          viewport: { width: 1280, height: 800 },
          ...defaults,
          ...options,
          ...more,
        });
        context.setDefaultTimeout(PATIENCE);
        const page = await context.newPage();
        watch(page, problems);
        pages.push(page);
        return page;
      };
      const person = async (account, more) => signIn(await open(more), account);
      try {
        const page = await open();
        await body({ page, server, open, person, problems, t });
        // A page may work and still have thrown: that is a failure too.
        if (problems.length > 0) throw new Error(`the browser complained:\n${problems.join("\n")}`);
      } catch (error) {
        await keep(pages, name);
        const log = server.log().split("\n").slice(-40).join("\n");
        error.message += `\n--- the server's last lines ---\n${log}`;
        throw error;
      } finally {
        for (const page of pages) await page.context().close();
      }
    });
  }

  return { scenario, server: () => server };
}

/** Uncaught errors and refusals of the content security policy. Scenarios that provoke them empty `problems`. */
function watch(page, problems) {
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (/Content Security Policy|panicked at/.test(message.text())) problems.push(message.text());
  });
}

async function keep(pages, name) {
  mkdirSync(results, { recursive: true });
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 60);
  for (const [index, page] of pages.entries()) {
    // The page may be gone already; the error that led here matters more.
    await page.screenshot({ path: join(results, `failed-${slug}-${index}.png`), fullPage: true }).catch(() => {});
  }
}
