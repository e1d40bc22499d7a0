import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

/** As emojibase has it; the data are those of Unicode's CLDR, in each language. */
interface Entry {
  emoji: string;
  annotation: string;
  tags?: string[];
  group: number;
  order: number;
  version: number;
}

const NAME = 'virtual:emoji/';
/** Skin tones and hair alone are no emoji. */
const COMPONENTS = 2;
/** Newer ones than that many systems can't draw yet. */
const NEWEST = 15;

/** Modules `virtual:emoji/{language}`: groups of emoji as `[sign, name, other words]`, a third of what the data are. */
export function emojiData(): Plugin {
  const { resolve } = createRequire(import.meta.url);
  return {
    name: 'emoji-data',
    resolveId: (id) => (id.startsWith(NAME) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${NAME}`)) {
        return undefined;
      }
      const language = id.slice(NAME.length + 1);
      const file = resolve(`emoji-picker-element-data/${language}/cldr/data.json`);
      const all = (JSON.parse(readFileSync(file, 'utf8')) as Entry[])
        .filter(({ group, version }) => group !== COMPONENTS && version <= NEWEST)
        .sort((a, b) => a.order - b.order);
      const groups = [...new Set(all.map(({ group }) => group))].sort((a, b) => a - b);
      const data = groups.map((group) =>
        all
          .filter((entry) => entry.group === group)
          .map(({ emoji, annotation, tags = [] }) => [emoji, annotation, tags.join(' ')]),
      );
      return `export default ${JSON.stringify(data)};`;
    },
  };
}
