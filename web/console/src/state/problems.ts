import { asChatError } from '@cogo-chat/client';
import { t } from '../texts';

/** What went wrong, in the page's language where it has words for it, else in the server's own sentence. */
export function problemText(error: unknown): string {
  const { code, message } = asChatError(error);
  return (t.problems as Readonly<Record<string, string>>)[code] ?? message;
}
