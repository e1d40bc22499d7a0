import { store, type Readable, type Store } from '@cogo-chat/client';
import { en } from './en.js';
import type { Texts } from './texts.js';

/** The languages beside English; each is loaded when it is needed. */
const OTHERS: Readonly<Record<string, () => Promise<Texts>>> = {
  ko: async () => (await import('./ko.js')).ko,
  ja: async () => (await import('./ja.js')).ja,
  zh: async () => (await import('./zh.js')).zh,
  es: async () => (await import('./es.js')).es,
};

const known = new Map<string, Store<Texts>>();

/** The texts in a language (`ko`, `pt-BR`), English until they are loaded and where there are none. */
export function textsIn(language: string): Readable<Texts> {
  const [base = ''] = language.toLowerCase().split('-');
  const load = OTHERS[base];
  const name = load === undefined ? 'en' : base;
  let texts = known.get(name);
  if (texts === undefined) {
    const made = store<Texts>(en);
    texts = made;
    known.set(name, made);
    load?.().then(made.set, () => known.delete(name));
  }
  return texts;
}

/** What the reader's browser speaks. */
export function ownLanguage(): string {
  return globalThis.navigator?.language ?? 'en';
}
