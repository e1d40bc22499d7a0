import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds in a page; nothing is what is wanted. `rules` are axe's settings of single rules. */
export async function findings(page, rules = {}) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((settings) => globalThis.axe.run({ rules: settings }), rules);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
