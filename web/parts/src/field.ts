/** Whether a key sends what was written: Enter, but not while a word is being composed, as in Korean. */
export function isSubmit({
  key,
  shiftKey,
  isComposing,
}: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'isComposing'>): boolean {
  return key === 'Enter' && !shiftKey && !isComposing;
}

const MOST_LINES = 8;

/** How high a field is where the browser does not know by itself. */
export function linesOf(text: string): number {
  return Math.min(text.split('\n', MOST_LINES).length, MOST_LINES);
}
