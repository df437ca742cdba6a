// Screenshots for looking at, in e2e/results.
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { results } from "./places.mjs";

const WIDTHS = { narrow: { width: 320, height: 700 }, wide: { width: 1440, height: 900 } };

/** One screenshot of the page as it is. */
export async function shot(page, name) {
  mkdirSync(results, { recursive: true });
  await page.screenshot({ path: join(results, `${name}.png`), fullPage: true, animations: "disabled" });
}

/** The page in light and dark, narrow and wide; `look(page, variant)` is called for each, to check what must hold in all. */
export async function matrix(page, name, look = async () => {}) {
  const size = page.viewportSize();
  for (const colorScheme of ["light", "dark"]) {
    for (const [width, viewport] of Object.entries(WIDTHS)) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await shot(page, `${name}-${colorScheme}-${width}`);
      await look(page, { colorScheme, width });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (size) await page.setViewportSize(size);
}

/** Nothing is wider than the screen: no sideways scrolling of the page, nor, where it is narrow and rows are lists, of a table. */
export async function fits(page) {
  const [content, screen, tables] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const narrow = clientWidth < 768 ? [...document.querySelectorAll(".table-scroller")] : [];
    return [scrollWidth, clientWidth, narrow.filter((table) => table.scrollWidth > table.clientWidth).map((table) => table.innerText.slice(0, 200))];
  });
  if (content > screen) throw new Error(`${page.url()} is ${content} px wide on a screen of ${screen} px`);
  if (tables.length > 0) throw new Error(`${page.url()} has a table that is wider than a screen of ${screen} px: ${tables[0]}`);
}
