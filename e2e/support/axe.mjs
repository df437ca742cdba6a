// Accessibility: every page, no finding.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fails with the rule, its help and the elements of every finding. `exclude` takes selectors of what is not ours. */
export async function axe(page, { exclude = [] } = {}) {
  // Evaluated, not added as a script element: the content security policy stays in force.
  await page.evaluate(source);
  // A colour on its way to another one is neither of them.
  await page.evaluate(() => {
    const ends = (animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime ?? Infinity);
    return Promise.all(document.getAnimations().filter(ends).map((animation) => animation.finished.catch(() => {})));
  });
  const violations = await page.evaluate(
    async ([standards, excluded]) => {
      const context = excluded.length > 0 ? { include: [["html"]], exclude: excluded.map((selector) => [selector]) } : document;
      const { violations } = await globalThis.axe.run(context, { runOnly: { type: "tag", values: standards } });
      return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })) }));
    },
    [STANDARDS, exclude],
  );
  if (violations.length === 0) return;
  const lines = violations.flatMap(({ id, help, nodes }) => [
    `${id}: ${help}`,
    ...nodes.map(({ html, failureSummary }) => `    ${html.slice(0, 160)}\n        ${failureSummary.replaceAll("\n", "\n        ")}`),
  ]);
  throw new Error(`axe on ${page.url()}:\n${lines.join("\n")}`);
}
