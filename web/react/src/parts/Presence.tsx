import { usePresence } from '../hooks.js';
import { useTexts } from './texts.js';

function Count() {
  const { count } = usePresence();
  const texts = useTexts();
  return count > 0 ? <bdi className="cogo-here">{texts.here(count)}</bdi> : null;
}

/** `always`: an assistant answers from nowhere, and is there. */
function Dot({ userId, always = false }: { userId: string; always?: boolean }) {
  const here = usePresence().users.get(userId)?.status ?? 'offline';
  const status = always ? 'online' : here;
  const texts = useTexts();
  return <span className="cogo-dot" role="img" aria-label={texts.status[status]} data-status={status} />;
}

/** Who is there: how many, and a dot for one. */
export const Presence = { Count, Dot };
