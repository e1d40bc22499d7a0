type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'isComposing' | 'keyCode'>;

/** Whether a key belongs to a word that is being composed, as in Korean; of the key that ends it Safari says 229 alone. */
export function isComposing(key: Pick<Key, 'isComposing' | 'keyCode'>): boolean {
  return key.isComposing || key.keyCode === 229;
}

/** Whether a key sends what was written: Enter, but not the one that ends a composed word. */
export function isSubmit(key: Key): boolean {
  return key.key === 'Enter' && !key.shiftKey && !isComposing(key);
}

const MOST_LINES = 8;

/** How high a field is where the browser does not know by itself. */
export function linesOf(text: string): number {
  return Math.min(text.split('\n', MOST_LINES).length, MOST_LINES);
}
