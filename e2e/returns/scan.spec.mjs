// Scanning labels where serial numbers are typed: by the camera, from a photo, by the browser's own reader and by ours; and what is said when
// none of it works.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

import { axe } from "../support/axe.mjs";
import { SERIALS, film, label, photo } from "../support/barcode.mjs";
import { fits, shot } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const folder = mkdtempSync(join(tmpdir(), "eyelevel-film-"));
const seen = join(folder, "labels.y4m");
film(seen, [label("gs1_datamatrix"), label("code_128"), label("gs1_128")]);
after(() => rmSync(folder, { recursive: true, force: true }));

const { scenario } = world({ args: ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${seen}`] });

/** The dialog in which support ships a kit; gives the field of one parcel's serial numbers and what stands around it. */
async function shipping(page) {
  const { items } = await (await page.request.get("/api/v1/requests?q=SBK-14")).json();
  await page.goto(`/demo-kits/${items[0].id}?do=ship`);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/Seriennummern|Serial numbers/).waitFor();
  return { dialog, serials: dialog.getByLabel(/Seriennummern|Serial numbers/) };
}

const value = async (field, test) => {
  for (let tries = 0; tries < 300; tries += 1) {
    const now = await field.inputValue();
    if (test(now)) return now;
    await new Promise((again) => setTimeout(again, 100));
  }
  throw new Error(`the field says ${JSON.stringify(await field.inputValue())}`);
};

scenario("several devices are held to the camera, one after the other; each counts once", async ({ person }) => {
  const page = await person("support", { permissions: ["camera"] });
  const loaded = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  const { dialog, serials } = await shipping(page);
  assert.ok(!loaded.some((path) => path.includes("/scanner-")), "nothing is loaded before somebody scans");
  await dialog.getByRole("button", { name: "Mit der Kamera scannen" }).first().click();
  const all = [SERIALS.gs1_datamatrix, SERIALS.code_128, SERIALS.gs1_128];
  await value(serials, (text) => all.every((serial) => text.split("\n").includes(serial)));
  await dialog.getByRole("status").filter({ hasText: /Steht schon da: / }).first().waitFor();
  assert.deepEqual((await serials.inputValue()).split("\n").sort(), [...all].sort(), "no double");
  assert.ok(loaded.some((path) => /\/scanner-.*\.wasm/.test(path)), "read by the scanner");
  await axe(page);
  await shot(page, "scan-camera");
  await dialog.getByRole("button", { name: "Kamera ausschalten" }).first().click();
  await dialog.getByLabel("Bild der Kamera").waitFor({ state: "detached" });
});

scenario("a photo of the label is read, whatever code is on it", { viewport: { width: 320, height: 700 } }, async ({ person }) => {
  const page = await person("support");
  const { dialog, serials } = await shipping(page);
  const photos = dialog.getByLabel("Foto vom Etikett").first();
  for (const [code, serial] of Object.entries(SERIALS)) {
    await photos.setInputFiles(photo(label(code)));
    await value(serials, (text) => text.split("\n").includes(serial));
    await dialog.getByRole("status").filter({ hasText: `Gefunden: ${serial}` }).first().waitFor();
  }
  await photos.setInputFiles(photo(label("qr_link")));
  await dialog.getByRole("status").filter({ hasText: `Steht schon da: ${SERIALS.qr_link}` }).first().waitFor();
  const before = await serials.inputValue();
  await photos.setInputFiles(photo(label("ean_13")));
  await dialog.getByRole("status").filter({ hasText: "Das ist die Artikelnummer 09501101530003" }).first().waitFor();
  await photos.setInputFiles(photo(new Uint8Array(640 * 480).fill(200)));
  await dialog.getByRole("status").filter({ hasText: "kein Code zu erkennen" }).first().waitFor();
  await photos.setInputFiles({ name: "brief.txt", mimeType: "text/plain", buffer: Buffer.from("kein Bild") });
  await dialog.getByRole("status").filter({ hasText: "kein Bild, das Ihr Browser lesen kann" }).first().waitFor();
  assert.equal(await serials.inputValue(), before, "nothing else came in");
  await fits(page);
  await axe(page);
});

scenario("a browser that reads codes itself is asked, and nothing is loaded", async ({ person }) => {
  const page = await person("support");
  await page.addInitScript(() => {
    globalThis.BarcodeDetector = class {
      static getSupportedFormats = () => Promise.resolve(["code_128", "data_matrix", "qr_code", "ean_13"]);
      constructor({ formats }) {
        this.formats = formats;
      }
      detect = async (picture) => [
        { format: "ean_13", rawValue: "9501101530003" },
        { format: "data_matrix", rawValue: `\u001d01095011015300032100${picture.width}\u001d10${this.formats.length}` },
      ];
    };
  });
  const loaded = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  const { dialog, serials } = await shipping(page);
  await dialog.getByLabel("Foto vom Etikett").first().setInputFiles(photo(label("datamatrix")));
  assert.equal(await value(serials, (text) => text !== ""), "00640");
  assert.ok(!loaded.some((path) => path.includes("/scanner-")));
});

scenario("no camera, or none that may be used: it is said what to do, and typing goes on", async ({ person }) => {
  const refused = await person("support");
  const { dialog, serials } = await shipping(refused);
  await dialog.getByRole("button", { name: "Mit der Kamera scannen" }).first().click();
  await dialog.getByRole("status").filter({ hasText: "Die Kamera ist für diese Seite gesperrt" }).first().waitFor();
  await dialog.getByRole("button", { name: "Mit der Kamera scannen" }).first().waitFor();
  await serials.fill("TYPED-1");
  await axe(refused);
  const absent = await person("support");
  await absent.addInitScript(() => Object.defineProperty(navigator, "mediaDevices", { value: undefined }));
  const there = await shipping(absent);
  await there.dialog.getByRole("button", { name: "Mit der Kamera scannen" }).click();
  await absent.getByRole("status").filter({ hasText: "Hier ist keine Kamera" }).first().waitFor();
});
