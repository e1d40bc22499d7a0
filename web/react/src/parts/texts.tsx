import { ownLanguage, textsIn, type Texts } from '@cogo-chat/parts';
import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from '../store.js';

const LanguageContext = createContext<string | undefined>(undefined);

/** The language of the parts inside it (`ko`, `es-MX`); without one they speak the browser's. */
export function LanguageProvider({ language, children }: { language?: string; children?: ReactNode }) {
  return <LanguageContext.Provider value={language}>{children}</LanguageContext.Provider>;
}

/** What the parts say in the language around. */
export function useTexts(): Texts {
  return useStore(textsIn(useContext(LanguageContext) ?? ownLanguage()));
}
