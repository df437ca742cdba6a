// What no person can do in a browser: letting time pass over a row. By Node's own SQLite, or Python's.
import { execFileSync } from "node:child_process";

/** Runs a statement on a server's database; false where neither is to be had. */
export async function sql(server, statement) {
  const sqlite = await import("node:sqlite").catch(() => undefined);
  if (sqlite) {
    const database = new sqlite.DatabaseSync(server.database);
    database.exec(statement);
    database.close();
    return true;
  }
  const program = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=10); c.execute(sys.argv[2]); c.commit(); c.close()";
  try {
    execFileSync("python3", ["-c", program, server.database, statement]);
    return true;
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}
