import type { Toasts } from '../state/toasts';
import { t } from '../texts';

/** Puts a text on the clipboard and says so; without a secure context there is none. */
export async function copyText(text: string, toasts: Toasts, said = t.copied): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toasts.info(said);
  } catch {
    toasts.info(t.notCopied);
  }
}
