// Pictures of labels: codes that another program has made (scanner/tests/pictures), as a PNG or as what a camera sees.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";

import { workspace } from "./places.mjs";

const [WIDTH, HEIGHT] = [640, 480];

/** What stands in the codes' pictures. */
export const SERIALS = { gs1_datamatrix: "00420042", datamatrix: "SN-0042-DM", gs1_128: "00420043", code_128: "SN-0042", qr_link: "00420044" };

/** A picture of a label with this code in its middle, a byte a pixel. */
export function label(name) {
  const rows = readFileSync(join(workspace, "scanner/tests/pictures", `${name}.txt`), "utf8").trimEnd().split("\n");
  const module = rows.length === 1 ? 2 : 8;
  const tall = rows.length === 1 ? 100 : module;
  const luma = new Uint8Array(WIDTH * HEIGHT).fill(235);
  const [left, top] = [(WIDTH - rows[0].length * module) >> 1, (HEIGHT - rows.length * tall) >> 1];
  for (let y = 0; y < rows.length * tall; y += 1) {
    const row = rows[Math.floor(y / tall)];
    for (let x = 0; x < row.length * module; x += 1) {
      if (row[Math.floor(x / module)] === "#") luma[(top + y) * WIDTH + left + x] = 25;
    }
  }
  return luma;
}

/** As a file for a form. */
export function photo(luma, name = "label.png") {
  const lines = Buffer.alloc((WIDTH + 1) * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1) Buffer.from(luma.buffer, y * WIDTH, WIDTH).copy(lines, y * (WIDTH + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header[8] = 8;
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return {
    name,
    mimeType: "image/png",
    buffer: Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(lines)), chunk("IEND", Buffer.alloc(0))]),
  };
}

/** Writes what a camera sees that looks at these one after the other (YUV4MPEG2), `frames` pictures each. */
export function film(path, labels, frames = 20) {
  const grey = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frame = (luma) => [Buffer.from("FRAME\n"), Buffer.from(luma), grey];
  const all = labels.flatMap((luma) => Array.from({ length: frames }, () => frame(luma)).flat());
  writeFileSync(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), ...all]));
}
