import type { Field, FormTexts, Values } from '@cogo-chat/parts/form';
import { defineComponent, h, useId, type PropType, type VNodeChild } from 'vue';

export interface FieldsProps {
  fields: readonly Field[];
  values: Values;
  /** What is wrong with a field, by its id. */
  problems: Readonly<Record<string, string>>;
  texts: FormTexts;
  onChange: (id: string, value: string | boolean) => void;
}

const shared = {
  values: { type: Object as PropType<Values>, required: true },
  problems: { type: Object as PropType<FieldsProps['problems']>, required: true },
  texts: { type: Object as PropType<FormTexts>, required: true },
  onChange: { type: Function as PropType<FieldsProps['onChange']>, required: true },
} as const;

/** Asks for the params of a task: a field for each that its schema names. */
export const Fields = defineComponent((props: FieldsProps) => () => props.fields.map((field) => oneOf(field, props)), {
  name: 'CogoFields',
  props: { fields: { type: Array as PropType<readonly Field[]>, required: true }, ...shared },
});

function oneOf(field: Field, { fields: _, ...how }: FieldsProps): VNodeChild {
  return field.kind === 'group'
    ? h('fieldset', { key: field.id, class: 'cogo-fields' }, [
        h('legend', field.label),
        field.hint !== undefined && h('small', field.hint),
        field.fields.map((inner) => oneOf(inner, { fields: [], ...how })),
      ])
    : h(OneField, { key: field.id, field, ...how });
}

type Plain = Exclude<Field, { kind: 'group' }>;

const OneField = defineComponent(
  (props: Omit<FieldsProps, 'fields'> & { field: Plain }) => {
    const id = useId();
    return () => {
      const { field, values, problems, texts, onChange } = props;
      const { label, required, kind } = field;
      const problem = problems[field.id];
      const hint = field.hint ?? (kind === 'lines' ? texts.oneALine : field.id === '' ? texts.paramsHint : undefined);
      const notes = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ') || undefined;
      const control = controlOf(field, values[field.id] ?? '', texts, (value) => onChange(field.id, value), {
        id,
        'aria-describedby': notes,
        'aria-invalid': problem !== undefined,
        'aria-required': required,
      });
      return h('div', { class: 'cogo-field', 'data-kind': kind }, [
        kind === 'flag' && control,
        h('label', { for: id }, [label, !required && kind !== 'flag' && h('small', ` (${texts.optional})`)]),
        kind !== 'flag' && control,
        hint !== undefined && h('small', { id: `${id}-hint` }, hint),
        problem !== undefined && h('small', { id: `${id}-problem`, class: 'cogo-error', role: 'alert' }, problem),
      ]);
    };
  },
  { name: 'CogoField', props: { field: { type: Object as PropType<Plain>, required: true }, ...shared } },
);

function controlOf(
  field: Plain,
  value: string | boolean,
  texts: FormTexts,
  onChange: (value: string | boolean) => void,
  attributes: Record<string, unknown>,
): VNodeChild {
  const text = {
    ...attributes,
    value: String(value),
    placeholder: field.example,
    onInput: (event: Event) => onChange((event.target as HTMLInputElement).value),
  };
  switch (field.kind) {
    case 'flag':
      return h('input', {
        ...attributes,
        type: 'checkbox',
        checked: value === true,
        onChange: (event: Event) => onChange((event.target as HTMLInputElement).checked),
      });
    case 'choice':
      return h('select', text, [
        h('option', { value: '' }, texts.choose),
        field.options.map((option, at) =>
          h('option', { value: at }, typeof option === 'string' ? option : JSON.stringify(option)),
        ),
      ]);
    case 'number':
      return h('input', { ...text, type: 'text', inputmode: field.whole ? 'numeric' : 'decimal' });
    case 'json':
      return h('textarea', { ...text, rows: 5, spellcheck: false, 'data-json': '' });
    case 'lines':
      return h('textarea', { ...text, rows: 3, dir: 'auto' });
    case 'text':
      return field.long
        ? h('textarea', { ...text, rows: 3, dir: 'auto' })
        : h('input', { ...text, type: field.type, dir: 'auto' });
  }
}
