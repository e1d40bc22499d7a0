/** The parameters of the example agent's `word_count`; the delay may be left out. */
export function wordCountParams(text: string, delay: string): Record<string, unknown> {
  return delay.trim() === '' ? { text } : { text, delayMs: Number(delay) };
}

/** @throws SyntaxError with a sentence for the user, unless the text is a JSON object */
export function parseParams(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text.trim() === '' ? '{}' : text);
  } catch (error) {
    throw new SyntaxError(`The parameters are not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SyntaxError('The parameters must be a JSON object, such as {"depth": 2}.');
  }
  return value as Record<string, unknown>;
}
