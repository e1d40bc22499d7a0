import { LANGUAGES, speak, t, type Language } from '../texts';
import { Store } from './store';

const KEY = 'cogo.language';

/** What somebody has chosen for this browser; undefined where it follows the browser. */
export const chosenLanguage = new Store<Language | undefined>(kept());

/** The language that is spoken now. */
export const language = new Store<Language>('en');

/** The first of these languages (`ko-KR`, `en`) that there are texts in. */
export function knownOf(wanted: readonly string[]): Language {
  const bases = wanted.map((tag) => tag.toLowerCase().split('-', 1)[0]!);
  return bases.find(isKnown) ?? 'en';
}

/** Speaks what was chosen, else what the browser speaks. */
export async function speakOwn(): Promise<void> {
  const wanted = chosenLanguage.get() ?? knownOf(navigator.languages);
  // A page in another language is better than none.
  await speak(wanted).catch(() => undefined);
  document.documentElement.lang = t.language;
  language.set(knownOf([t.language]));
}

/** Keeps a choice in this browser, and speaks it; undefined follows the browser again. */
export function chooseLanguage(wanted: Language | undefined): Promise<void> {
  chosenLanguage.set(wanted);
  try {
    if (wanted === undefined) {
      localStorage.removeItem(KEY);
    } else {
      localStorage.setItem(KEY, wanted);
    }
  } catch {
    // Then it holds as long as the page.
  }
  return speakOwn();
}

function kept(): Language | undefined {
  try {
    const value = localStorage.getItem(KEY) ?? '';
    return isKnown(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isKnown(tag: string): tag is Language {
  return Object.hasOwn(LANGUAGES, tag);
}
