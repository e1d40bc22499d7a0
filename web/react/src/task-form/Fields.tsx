import type { Field, FormTexts, Values } from '@cogo-chat/parts/form';
import { useId, type ReactNode } from 'react';

export interface FieldsProps {
  fields: readonly Field[];
  values: Values;
  /** What is wrong with a field, by its id. */
  problems: Readonly<Record<string, string>>;
  texts: FormTexts;
  onChange: (id: string, value: string | boolean) => void;
}

/** Asks for the params of a task: a field for each that its schema names. */
export function Fields({ fields, ...how }: FieldsProps) {
  return fields.map((field) =>
    field.kind === 'group' ? (
      <fieldset key={field.id} className="cogo-fields">
        <legend>{field.label}</legend>
        {field.hint !== undefined && <small>{field.hint}</small>}
        <Fields fields={field.fields} {...how} />
      </fieldset>
    ) : (
      <OneField key={field.id} field={field} {...how} />
    ),
  );
}

interface OneProps extends Omit<FieldsProps, 'fields'> {
  field: Exclude<Field, { kind: 'group' }>;
}

function OneField({ field, values, problems, texts, onChange }: OneProps) {
  const id = useId();
  const { label, required, kind } = field;
  const problem = problems[field.id];
  const hint = field.hint ?? (kind === 'lines' ? texts.oneALine : field.id === '' ? texts.paramsHint : undefined);
  const notes = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ') || undefined;
  const control = controlOf(field, values[field.id] ?? '', texts, {
    id,
    'aria-describedby': notes,
    'aria-invalid': problem !== undefined,
    'aria-required': required,
    onChange: (value) => onChange(field.id, value),
  });
  return (
    <div className="cogo-field" data-kind={kind}>
      {kind === 'flag' && control}
      <label htmlFor={id}>
        {label}
        {!required && kind !== 'flag' && <small> ({texts.optional})</small>}
      </label>
      {kind !== 'flag' && control}
      {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
      {problem !== undefined && (
        <small id={`${id}-problem`} className="cogo-error" role="alert">
          {problem}
        </small>
      )}
    </div>
  );
}

interface Control {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
  'aria-required': boolean;
  onChange: (value: string | boolean) => void;
}

function controlOf(field: OneProps['field'], value: string | boolean, texts: FormTexts, all: Control): ReactNode {
  const { onChange, ...attributes } = all;
  const text = {
    ...attributes,
    value: String(value),
    placeholder: field.example,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  switch (field.kind) {
    case 'flag':
      return (
        <input
          {...attributes}
          type="checkbox"
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
      );
    case 'choice':
      return (
        <select {...text}>
          <option value="">{texts.choose}</option>
          {field.options.map((option, at) => (
            <option key={at} value={at}>
              {typeof option === 'string' ? option : JSON.stringify(option)}
            </option>
          ))}
        </select>
      );
    case 'number':
      return <input {...text} type="text" inputMode={field.whole ? 'numeric' : 'decimal'} />;
    case 'json':
      return <textarea {...text} rows={5} spellCheck={false} data-json />;
    case 'lines':
      return <textarea {...text} rows={3} dir="auto" />;
    case 'text':
      return field.long ? <textarea {...text} rows={3} dir="auto" /> : <input {...text} type={field.type} dir="auto" />;
  }
}
