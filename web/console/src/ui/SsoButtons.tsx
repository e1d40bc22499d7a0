import { useEffect, useState } from 'react';
import { canGoToProvider, goToProvider, ssoProviders } from '../state/sso';
import { t } from '../texts';

/** A button for each provider of single sign-on; nothing where there is none. */
export function SsoButtons() {
  const [providers, setProviders] = useState<string[]>([]);
  useEffect(() => {
    if (canGoToProvider()) {
      void ssoProviders().then(setProviders);
    }
  }, []);
  return providers.map((name) => (
    <button key={name} type="button" className="plain" onClick={() => void goToProvider(name)}>
      {t.logInWith(name)}
    </button>
  ));
}
