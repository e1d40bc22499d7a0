/** A JSON Schema, as agents give it for the params of a task. */
export type Schema = Readonly<Record<string, unknown>>;

interface Named {
  /** Its place in the params, as a JSON Pointer (RFC 6901); empty for the whole of them. */
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
  /** An example of what could stand there. */
  readonly example?: string;
}

/** Something that a form asks for. What it has no field for is asked for as JSON. */
export type Field = Named &
  (
    | {
        readonly kind: 'text';
        readonly long: boolean;
        readonly type: string;
        readonly least: number;
        readonly most: number;
      }
    | { readonly kind: 'number'; readonly whole: boolean; readonly bounds: Bounds }
    | { readonly kind: 'flag' }
    | { readonly kind: 'choice'; readonly options: readonly unknown[] }
    /** Texts, one a line. */
    | { readonly kind: 'lines'; readonly least: number; readonly most: number }
    | { readonly kind: 'group'; readonly fields: readonly Field[] }
    | { readonly kind: 'json'; readonly object: boolean }
  );

export interface Bounds {
  readonly min: number;
  readonly max: number;
  /** Whether the bound itself does not fit. */
  readonly above: boolean;
  readonly below: boolean;
  /** What it must be a multiple of. */
  readonly step?: number;
}

/** What is in the fields, by their ids: a flag's truth, a choice's place among the options or nothing, else what was typed. */
export type Values = Readonly<Record<string, string | boolean>>;

/** The fields for a schema of type `object`; without one, or for one that names nothing, a field for any JSON object. */
export function fieldsOf(schema: Schema | undefined, label: string): readonly Field[] {
  const fields = schema === undefined ? undefined : membersOf(schema, '', true);
  return fields ?? [{ kind: 'json', object: true, id: '', name: '', label, required: false }];
}

/** What the fields hold at first. */
export function valuesOf(fields: readonly Field[], schema: Schema | undefined): Values {
  const values: Record<string, string | boolean> = {};
  for (const field of fields) {
    const of = field.id === '' ? schema : asSchema(asSchema(schema?.['properties'])?.[field.name]);
    if (field.kind === 'group') {
      Object.assign(values, valuesOf(field.fields, of));
    } else {
      values[field.id] = firstOf(field, of?.['default']);
    }
  }
  return values;
}

function firstOf(field: Field, value: unknown): string | boolean {
  switch (field.kind) {
    case 'flag':
      return value === true;
    case 'choice': {
      const at = field.options.findIndex((option) => JSON.stringify(option) === JSON.stringify(value));
      return at < 0 ? '' : String(at);
    }
    case 'lines':
      return Array.isArray(value) ? value.join('\n') : '';
    case 'json':
      return value === undefined ? '' : JSON.stringify(value, null, 2);
    default:
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }
}

function membersOf(schema: Schema, parent: string, outer: boolean): readonly Field[] | undefined {
  const properties = asSchema(schema['properties']);
  if (properties === undefined) {
    return schema['additionalProperties'] === false ? [] : undefined;
  }
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  // The server does not keep their order, so what is needed comes first.
  return Object.entries(properties)
    .map(([name, of]) => fieldOf(name, asSchema(of) ?? {}, parent, required.includes(name), outer))
    .sort((a, b) => Number(b.required) - Number(a.required));
}

function fieldOf(name: string, of: Schema, parent: string, required: boolean, outer: boolean): Field {
  const example = Array.isArray(of['examples']) ? of['examples'][0] : undefined;
  const named: Named = {
    id: `${parent}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    name,
    label: textIn(of['title']) ?? wordsOf(name),
    hint: textIn(of['description']),
    required,
    example: example === undefined ? undefined : typeof example === 'string' ? example : JSON.stringify(example),
  };
  if ('const' in of || Array.isArray(of['enum'])) {
    return { ...named, kind: 'choice', options: 'const' in of ? [of['const']] : (of['enum'] as unknown[]) };
  }
  switch (of['type']) {
    case 'string': {
      const [least, most] = [numberIn(of['minLength'], 0), numberIn(of['maxLength'], Infinity)];
      const type = INPUTS[String(of['format'])] ?? 'text';
      // A short one says so.
      return { ...named, kind: 'text', long: type === 'text' && most > SHORT, type, least, most };
    }
    case 'number':
    case 'integer':
      return { ...named, kind: 'number', whole: of['type'] === 'integer', bounds: boundsOf(of) };
    case 'boolean':
      return { ...named, kind: 'flag' };
    case 'array':
      return isPlainText(asSchema(of['items']))
        ? { ...named, kind: 'lines', least: numberIn(of['minItems'], 0), most: numberIn(of['maxItems'], Infinity) }
        : { ...named, kind: 'json', object: false };
    case 'object': {
      const fields = outer ? membersOf(of, named.id, false) : undefined;
      return fields === undefined ? { ...named, kind: 'json', object: true } : { ...named, kind: 'group', fields };
    }
    default:
      return { ...named, kind: 'json', object: false };
  }
}

/** Texts of at most so many characters stand in one line. */
const SHORT = 200;

/** What browsers have fields for, by the schema's `format`. */
const INPUTS: Readonly<Record<string, string>> = { date: 'date', email: 'email', uri: 'url' };

function isPlainText(items: Schema | undefined): boolean {
  return items?.['type'] === 'string' && !('enum' in items) && !('const' in items);
}

function boundsOf(of: Schema): Bounds {
  const [low, high] = [numberIn(of['exclusiveMinimum'], -Infinity), numberIn(of['exclusiveMaximum'], Infinity)];
  const [min, max] = [numberIn(of['minimum'], -Infinity), numberIn(of['maximum'], Infinity)];
  return {
    min: Math.max(min, low),
    max: Math.min(max, high),
    above: low >= min && low > -Infinity,
    below: high <= max && high < Infinity,
    step: typeof of['multipleOf'] === 'number' ? of['multipleOf'] : undefined,
  };
}

/** `delayMs` and `delay_ms` as people write them: “Delay ms”. */
function wordsOf(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}

function asSchema(value: unknown): Schema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : undefined;
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function numberIn(value: unknown, other: number): number {
  return typeof value === 'number' ? value : other;
}
