import type { Bounds, Field, Values } from './fields.js';
import type { FormTexts } from './texts.js';

/** The params that a form's fields say, or what is wrong with which of them. */
export type Filled =
  { readonly params: Readonly<Record<string, unknown>> } | { readonly problems: Readonly<Record<string, string>> };

/** A value; undefined leaves it out; a problem says why there is none. */
type Read = { readonly value?: unknown } | { readonly problem: string };

export function paramsOf(fields: readonly Field[], values: Values, texts: FormTexts): Filled {
  const problems: Record<string, string> = {};
  const params = objectOf(fields, values, texts, problems);
  return Object.keys(problems).length > 0 ? { problems } : { params };
}

function objectOf(
  fields: readonly Field[],
  values: Values,
  texts: FormTexts,
  problems: Record<string, string>,
): Record<string, unknown> {
  const object: [string, unknown][] = [];
  for (const field of fields) {
    if (field.kind === 'group') {
      // An object that need not be there is left out when nothing of it is.
      if (field.required || field.fields.some(({ id }) => values[id] !== '' && values[id] !== false)) {
        object.push([field.name, objectOf(field.fields, values, texts, problems)]);
      }
      continue;
    }
    const read = valueOf(field, values[field.id] ?? '', texts);
    if ('problem' in read) {
      problems[field.id] = read.problem;
    } else if (field.id === '') {
      return (read.value ?? {}) as Record<string, unknown>;
    } else if (read.value !== undefined) {
      object.push([field.name, read.value]);
    }
  }
  // A name such as __proto__ is one like others.
  return Object.fromEntries(object);
}

function valueOf(field: Exclude<Field, { kind: 'group' }>, given: string | boolean, texts: FormTexts): Read {
  if (field.kind === 'flag') {
    return { value: given === true };
  }
  const text = String(given);
  if (text.trim() === '') {
    return field.required ? { problem: texts.missing } : {};
  }
  switch (field.kind) {
    case 'choice':
      return { value: field.options[Number(text)] };
    case 'text':
      return { value: text, ...sizeProblem([...text].length, field, texts.shortest, texts.longest) };
    case 'lines': {
      const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
      return { value: lines, ...sizeProblem(lines.length, field, texts.fewest, texts.mostLines) };
    }
    case 'number':
      return numberOf(text, field.whole, field.bounds, texts);
    case 'json':
      return jsonOf(text, field.object, texts);
  }
}

function sizeProblem(
  size: number,
  { least, most }: { least: number; most: number },
  tooSmall: (n: number) => string,
  tooLarge: (n: number) => string,
): { problem: string } | undefined {
  return size < least ? { problem: tooSmall(least) } : size > most ? { problem: tooLarge(most) } : undefined;
}

function numberOf(text: string, whole: boolean, { min, max, above, below, step }: Bounds, texts: FormTexts): Read {
  const value = Number(text);
  if (!Number.isFinite(value)) {
    return { problem: texts.notNumber };
  }
  if (whole && !Number.isSafeInteger(value)) {
    return { problem: texts.notWhole };
  }
  if (value < min || (above && value === min)) {
    return { problem: above ? texts.above(min) : texts.least(min) };
  }
  if (value > max || (below && value === max)) {
    return { problem: below ? texts.below(max) : texts.most(max) };
  }
  // 0.3 is three times 0.1 to people, and almost to the machine.
  const times = step === undefined ? 0 : value / step;
  return Math.abs(times - Math.round(times)) > 1e-9 ? { problem: texts.multiple(step!) } : { value };
}

function jsonOf(text: string, object: boolean, texts: FormTexts): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: texts.notJson };
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return object && !isObject ? { problem: texts.notObject } : { value };
}
