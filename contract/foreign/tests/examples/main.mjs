
// Each case by the page's function, a line each: `good LICENCE`, or the word.
import { readFileSync } from "node:fs";

const { texts, published, product, now } = JSON.parse(readFileSync(process.argv[2], "utf8"));
for (const text of texts) {
  try {
    console.log("good", verify(text, published, product, now).licence);
  } catch ({ message }) {
    console.log(message);
  }
}
