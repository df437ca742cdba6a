// The real server on a free loopback port, with a demo world of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { binary, portal } from "./places.mjs";
import { copyTemplate } from "./template.mjs";

/**
 * Starts a server. It has:
 * - `url`: where it answers, without a slash at the end
 * - `database`: the path of its SQLite file
 * - `log()`: what it has printed
 * - `process()`: its process id
 * - `restart()`: stops and starts it again, same port, same database
 * - `stop()`: stops it and removes its world
 */
export async function startServer({ env = {} } = {}) {
  const world = copyTemplate();
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

  await start();
  return {
    url,
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
