import { en, type Texts } from './en';

export type { Texts };

/** The languages of the console, each in its own words. All but English are loaded when they are needed. */
export const LANGUAGES = { en: 'English', ko: '한국어', ja: '日本語' } as const;

export type Language = keyof typeof LANGUAGES;

const load: Record<Language, () => Promise<Texts>> = {
  en: async () => en,
  ko: async () => (await import('./ko')).ko,
  ja: async () => (await import('./ja')).ja,
};

/** What the page says now, in one language for all of it. Whoever changes it draws everything again. */
export let t: Texts = en;

/** From now on the page speaks this language; it goes on as it did where the language can't be loaded. */
export async function speak(language: Language): Promise<void> {
  t = await load[language]();
}
