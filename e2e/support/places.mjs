// Where things are.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const folder = dirname(dirname(fileURLToPath(import.meta.url)));
export const workspace = dirname(folder);
/** Screenshots; ignored by git. */
export const results = join(folder, "results");

export const binary = process.env.EYELEVEL_BINARY ?? join(workspace, "target/debug/eyelevel");
export const portal = process.env.EYELEVEL_PORTAL_DIR ?? join(workspace, "dist");
export const chromium =
  process.env.EYELEVEL_CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path));
