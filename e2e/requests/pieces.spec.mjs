// A large file goes in pieces: it waits for the network and goes on where it was, in the portal and with a foreign client of the same protocol.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, openSync, ftruncateSync, closeSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as tus from "tus-js-client";

import { signInByApi } from "../support/sign_in.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();
const UPLOADS = "/api/v1/uploads";

/** A film of so many bytes (ISO/IEC 14496-12) that says where it was filmed. */
function film(bytes) {
  const part = (kind, content) => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(content.length + 8);
    return Buffer.concat([size, Buffer.from(kind, "latin1"), content]);
  };
  const head = part("ftyp", Buffer.from("mp42\0\0\0\0mp42isom", "latin1"));
  const moov = part("moov", Buffer.concat([part("mvhd", Buffer.alloc(100, 2)), part("udta", part("\xa9xyz", Buffer.from("\0\x12\x15\xc7+54.3233+010.1228/", "latin1")))]));
  return Buffer.concat([head, part("mdat", Buffer.alloc(bytes - head.length - moov.length - 8, 0x2b)), moov]);
}

/** A folder that is gone afterwards. */
function folder(t) {
  const path = mkdtempSync(join(tmpdir(), "eyelevel-e2e-"));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

scenario("a video waits for the network and goes on where it was; where it was filmed stays at home", async ({ person, t }) => {
  const partner = await person("partner");
  await partner.getByRole("link", { name: /^Ansehen/ }).first().click();
  const video = film(14_000_000);
  const path = join(folder(t), "blinkt.mp4");
  writeFileSync(path, video);
  const offsets = [];
  // The network goes when the second piece is about to leave.
  await partner.route(`**${UPLOADS}/*`, async (route) => {
    if (route.request().method() !== "PATCH") return route.continue();
    offsets.push(Number(route.request().headers()["upload-offset"]));
    if (offsets.length === 2) {
      await partner.context().setOffline(true);
      return route.abort("internetdisconnected");
    }
    return route.continue();
  });
  await partner.getByLabel("Dateien hinzufügen").setInputFiles(path);
  await partner.getByText("Keine Verbindung.", { exact: false }).first().waitFor();
  assert.equal(await partner.getByRole("link", { name: "blinkt.mp4" }).isVisible(), false);
  await partner.context().setOffline(false);
  const link = partner.getByRole("link", { name: "blinkt.mp4" });
  await link.waitFor();
  const piece = 4 * 1024 * 1024;
  assert.deepEqual(offsets, [0, piece, piece, 2 * piece, 3 * piece]);
  const kept = await (await partner.request.get(await link.getAttribute("href"))).body();
  assert.equal(kept.length, video.length);
  assert.ok(video.includes("+54.3233") && !kept.includes("+54.3233"));
});

scenario("two gigabytes are refused at once, with what would be taken", async ({ person, t }) => {
  const partner = await person("partner");
  await partner.getByRole("link", { name: /^Ansehen/ }).first().click();
  const path = join(folder(t), "riesig.mp4");
  const file = openSync(path, "w");
  ftruncateSync(file, 2 * 1024 ** 3);
  closeSync(file);
  let asked = 0;
  partner.on("request", (request) => (asked += new URL(request.url()).pathname.startsWith(UPLOADS) ? 1 : 0));
  await partner.getByLabel("Dateien hinzufügen").setInputFiles(path);
  await partner.getByText("Zu groß: höchstens 200 MB.").waitFor();
  assert.equal(asked, 0, "not a byte was sent");
  assert.equal(await partner.getByRole("button", { name: "Noch einmal versuchen" }).count(), 0, "which would not help");
});

scenario("another client of tus sends a file in pieces, breaks off and goes on", async ({ page, server }) => {
  const api = await signInByApi(page, server, "partner");
  const origin = { Origin: server.url };
  const made = await api.post(`${server.url}/api/v1/drafts`, { data: { kind: "return", body: "{}" }, headers: origin });
  const draft = (await made.json()).id;
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const bytes = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(3_000_000, 0x20)]);
  const options = {
    endpoint: `${server.url}${UPLOADS}`,
    headers: { ...origin, Cookie: cookie },
    metadata: { filename: "handbuch.pdf", draft_id: draft },
    chunkSize: 700_000,
    retryDelays: null,
  };
  const begun = await new Promise((resolve, reject) => {
    const upload = new tus.Upload(bytes, {
      ...options,
      onError: reject,
      onChunkComplete: (_size, accepted) => {
        if (accepted < 1_400_000) return;
        upload.abort().then(() => resolve(upload.url), reject);
      },
    });
    upload.start();
  });
  await new Promise((resolve, reject) => {
    new tus.Upload(bytes, { ...options, uploadUrl: begun, onError: reject, onSuccess: resolve }).start();
  });
  const files = (await (await api.get(`${server.url}/api/v1/drafts/${draft}`)).json()).attachments;
  assert.deepEqual(files.map((file) => [file.name, file.media_type, file.sha256]), [["handbuch.pdf", "application/pdf", createHash("sha256").update(bytes).digest("hex")]]);
});
