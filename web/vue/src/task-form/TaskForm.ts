import type { ChatError, Task } from '@cogo-chat/client';
import {
  createTaskForm,
  formTextsIn,
  type FormTexts,
  type TaskForm as Form,
  type TaskFormState,
} from '@cogo-chat/parts/form';
import { computed, defineComponent, h, useId, watch, type PropType, type VNodeChild } from 'vue';
import { useTheRoom } from '../context.js';
import { useTexts } from '../parts/texts.js';
import { useStore } from '../store.js';
import { Fields } from './Fields.js';

const Root = defineComponent(
  (props: { errorText?: (error: ChatError) => string }, { emit, slots }) => {
    const room = useTheRoom();
    const general = useTexts();
    const texts = computed(() => formTextsIn(general.value.language));
    const form = computed(() => createTaskForm(room.value, texts.value));
    const shown = useStore(() => form.value.state);
    const [agentId, typeId] = [useId(), useId()];
    watch(form, ({ load }) => load(), { immediate: true });
    return () => {
      const { agents, agent, error, busy } = shown.value;
      const { load, start } = form.value;
      return h(
        'form',
        {
          class: 'cogo-task-form',
          novalidate: true,
          'aria-busy': busy,
          onSubmit: (event: Event) => {
            event.preventDefault();
            start((task) => emit('started', task));
          },
        },
        [
          agents === undefined && error === undefined && h('p', { role: 'status' }, general.value.loading),
          agents?.length === 0 && h('p', { role: 'status' }, texts.value.noAgents),
          agent !== undefined && chosen(form.value, shown.value, texts.value, agentId, typeId),
          error !== undefined &&
            h('p', { class: 'cogo-error', role: 'alert' }, props.errorText?.(error) ?? error.message),
          h('div', { class: 'cogo-task-form-end' }, [
            slots.default?.(),
            agents === undefined && error !== undefined
              ? h('button', { type: 'button', onClick: load }, general.value.retry)
              : h(
                  'button',
                  { class: 'cogo-send', disabled: agent === undefined || shown.value.taskType.trim() === '' || busy },
                  texts.value.start,
                ),
          ]),
        ],
      );
    };
  },
  {
    name: 'CogoTaskForm',
    props: {
      /** What an error is called; without one its own sentence. */
      errorText: Function as PropType<(error: ChatError) => string>,
    },
    emits: {
      /** The task that was started. */
      started: (_task: Task) => true,
    },
  },
);

function chosen(form: Form, state: TaskFormState, texts: FormTexts, agentId: string, typeId: string): VNodeChild {
  const { agents = [], agent, skill, taskType, fields, values, problems } = state;
  const skills = agent?.skills ?? [];
  const about = skill?.description ?? agent?.description;
  return [
    agents.length > 1 &&
      choice(
        agentId,
        texts.agent,
        agent?.handle,
        agents.map(({ handle, name }) => [handle, name]),
        form.chooseAgent,
      ),
    skills.length === 0
      ? h('div', { class: 'cogo-field' }, [
          h('label', { for: typeId }, texts.taskType),
          h('input', {
            id: typeId,
            value: taskType,
            'aria-describedby': `${typeId}-hint`,
            autocapitalize: 'none',
            spellcheck: false,
            onInput: (event: Event) => form.chooseType((event.target as HTMLInputElement).value),
          }),
          h('small', { id: `${typeId}-hint` }, texts.taskTypeHint),
        ])
      : choice(
          typeId,
          texts.taskType,
          skill?.taskType,
          skills.map((one) => [one.taskType, one.title ?? one.taskType]),
          form.chooseType,
        ),
    about !== undefined && h('p', { dir: 'auto' }, about),
    h(Fields, { fields, values, problems, texts, onChange: form.set }),
    fields.length === 0 && h('p', texts.noParams),
  ];
}

function choice(
  id: string,
  label: string,
  value: string | undefined,
  options: readonly (readonly [value: string, name: string])[],
  onChoose: (value: string) => void,
): VNodeChild {
  return h('div', { class: 'cogo-field' }, [
    h('label', { for: id }, label),
    h(
      'select',
      { id, value, onChange: (event: Event) => onChoose((event.target as HTMLSelectElement).value) },
      options.map(([option, name]) => h('option', { value: option }, name)),
    ),
  ]);
}

/** Hands a task to an agent: which one, what kind, and a field for each of its params, made of the schema that the agent gave. */
export const TaskForm = { Root, Fields };
