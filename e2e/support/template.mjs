// A demo world is seeded once; every spec works on a copy of its own.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { binary } from "./places.mjs";

/** Seeds; gives the folder and a way to remove it. */
export function makeTemplate() {
  const folder = mkdtempSync(join(tmpdir(), "eyelevel-e2e-template-"));
  const url = `sqlite:${join(folder, "eyelevel.db")}`;
  execFileSync(binary, ["seed", "--demo", "--database-url", url], { stdio: ["ignore", "inherit", "inherit"] });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** An empty folder, for a world in which nothing is yet. */
export function emptyFolder() {
  const folder = mkdtempSync(join(tmpdir(), "eyelevel-e2e-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A fresh copy; without a template (one spec run by hand) it seeds. */
export function copyTemplate() {
  const shared = process.env.EYELEVEL_E2E_TEMPLATE;
  if (!shared) return makeTemplate();
  const copy = emptyFolder();
  cpSync(shared, copy.folder, { recursive: true });
  return copy;
}
