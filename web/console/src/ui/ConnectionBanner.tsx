import { useEffect, useState } from 'react';
import { useStore } from '../state/store';
import { useWorkspace } from './context';
import { t } from '../texts';

/** A short reconnect is nobody's business; one that takes longer is said. */
const PATIENCE_MS = 1_500;

export function ConnectionBanner() {
  const { chat } = useWorkspace();
  const { status: state } = useStore(chat.connection);
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (state !== 'connected') {
      const timer = setTimeout(() => setLate(true), PATIENCE_MS);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [state]);
  return (
    <div role="status" data-testid="connection" data-state={state}>
      {late && state !== 'connected' && (
        <div className="banner warning">
          <span className="spinner" aria-hidden="true" />
          <span>{t.reconnecting}</span>
          <button className="link" onClick={() => chat.wake()}>
            {t.tryNow}
          </button>
        </div>
      )}
    </div>
  );
}
