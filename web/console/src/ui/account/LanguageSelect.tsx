import { languages } from '../../state/languages';
import { t } from '../../texts';
import { useMe, useWorkspace } from '../context';

/** The language that the AI speaks to this user; kept by the server. */
export function LanguageSelect() {
  const { chat, toasts } = useWorkspace();
  const { language } = useMe();
  const listed = language === undefined || languages.some(([tag]) => tag === language);
  return (
    <label className="field">
      <span>{t.aiLanguage}</span>
      <select
        value={language ?? ''}
        onChange={(event) => {
          chat.updateMe({ language: event.target.value }).catch((error: unknown) => toasts.error(error));
        }}
      >
        {language === undefined && <option value="">{t.automatic}</option>}
        {!listed && <option value={language}>{language}</option>}
        {languages.map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
      <small className="muted">{t.aiLanguageHint}</small>
    </label>
  );
}
