// The real server on a free loopback port, with a demo world of its own.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { binary, portal } from "./places.mjs";
import { copyTemplate, emptyFolder } from "./template.mjs";

/**
 * Starts a server. It has:
 * - `url`: where it answers, without a slash at the end
 * - `database`: the path of its SQLite file
 * - `log()`: what it has printed
 * - `process()`: its process id
 * - `restart()`: stops and starts it again, same port, same database
 * - `stop()`: stops it and removes its world
 *
 * With `vendor` there is no demo, but an empty installation with its first admin; `door` is where they set their password.
 */
export async function startServer({ env = {}, vendor } = {}) {
  const world = vendor ? emptyFolder() : copyTemplate();
  const database = join(world.folder, "eyelevel.db");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let printed = "";
  let running;

  async function start() {
    running = spawn(binary, ["serve"], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        EYELEVEL_LISTEN: `127.0.0.1:${port}`,
        EYELEVEL_DATABASE_URL: `sqlite:${database}`,
        EYELEVEL_PORTAL_DIR: portal,
        // All of a demo's people are at one domain, and a past of two weeks is mailed at once.
        EYELEVEL_MAIL_DOMAIN_LIMIT: "0",
        ...env,
      },
    });
    for (const stream of [running.stdout, running.stderr]) stream.on("data", (text) => (printed += text));
    await ready(url, running, () => printed);
  }

  async function end() {
    if (running.exitCode !== null || running.signalCode !== null) return;
    running.kill("SIGTERM");
    // A server that does not stop when asked is stopped: the tests must end.
    const force = setTimeout(() => running.kill("SIGKILL"), 10_000);
    await once(running, "exit");
    clearTimeout(force);
  }

  const door = vendor && added(vendor, { database, url });
  await start();
  return {
    url,
    door,
    database,
    log: () => printed,
    process: () => running.pid,
    restart: async () => {
      await end();
      await start();
    },
    stop: async () => {
      await end();
      world.remove();
    },
  };
}

/** What the handbook says: the vendor and its first admin, by the program. */
function added({ company, name, email }, { database, url }) {
  const settings = ["--database-url", `sqlite:${database}`, "--base-url", url];
  const said = execFileSync(binary, ["user", "add", "--vendor", company, "--name", name, "--email", email, ...settings], { encoding: "utf8" });
  return /https?:\S+/.exec(said)[0];
}

async function ready(url, running, log) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (running.exitCode !== null) throw new Error(`the server ended with ${running.exitCode}:\n${log()}`);
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await wait(50);
  }
  throw new Error(`the server did not answer within 10 s:\n${log()}`);
}

async function freePort() {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}
