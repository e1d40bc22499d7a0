import { chooseLanguage, chosenLanguage } from '../state/language';
import { useStore } from '../state/store';
import { LANGUAGES, t, type Language } from '../texts';

/** The language of the page, kept by this browser. */
export function PageLanguage() {
  const chosen = useStore(chosenLanguage);
  return (
    <label className="field page-language">
      <span>{t.consoleLanguage}</span>
      <select
        value={chosen ?? ''}
        onChange={(event) => void chooseLanguage((event.target.value || undefined) as Language | undefined)}
      >
        <option value="">{t.asBrowser}</option>
        {Object.entries(LANGUAGES).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
