import { use } from 'react';
import { t, type Language } from '..';
import type { OperatorTexts } from './en';

/** What only operators read: in files of their own, so that nobody else loads them. */
const load: Record<Language, () => Promise<OperatorTexts>> = {
  en: async () => (await import('./en')).en,
  ko: async () => (await import('./ko')).ko,
  ja: async () => (await import('./ja')).ja,
};

const loaded = new Map<string, Promise<OperatorTexts>>();

/** The operators' texts in the page's language; waits for them, so there is a Suspense around. */
export function useTexts(): OperatorTexts {
  let texts = loaded.get(t.language);
  if (texts === undefined) {
    texts = load[t.language as Language]();
    loaded.set(t.language, texts);
  }
  return use(texts);
}
