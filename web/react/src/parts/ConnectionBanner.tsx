import { bannerOf } from '@cogo-chat/parts';
import { useEffect, useState } from 'react';
import { useChat } from '../context.js';
import { useConnection } from '../hooks.js';
import { useStore } from '../store.js';
import { useTexts } from './texts.js';

/** Says that there is no connection, and when it is tried again; nothing while all is well. */
export function ConnectionBanner() {
  const connection = useConnection();
  const persistence = useStore(useChat().persistence);
  const texts = useTexts();
  const [now, setNow] = useState(Date.now);
  const { retryAt } = connection;
  useEffect(() => {
    const timer = retryAt === undefined ? undefined : setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [retryAt]);
  const text = bannerOf(connection, persistence, texts, now);
  return (
    <div role="status">
      {text !== undefined && (
        <div className="cogo-banner" data-status={connection.status}>
          {text}
        </div>
      )}
    </div>
  );
}
