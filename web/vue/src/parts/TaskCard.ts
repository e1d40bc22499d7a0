import { defineComponent, h } from 'vue';
import { useTask } from '../composables.js';
import { Markdown } from './Markdown.js';
import { useTexts } from './texts.js';
import { named } from './part.js';

const Progress = defineComponent(
  (props: { taskId: string }) => {
    const state = useTask(() => props.taskId);
    const texts = useTexts();
    return () => {
      const { task } = state.value;
      return task?.status === 'queued' || task?.status === 'working'
        ? h('progress', { max: 100, value: task.progress, 'aria-label': texts.value.progress })
        : null;
    };
  },
  { props: { taskId: { type: String, required: true } } },
);

const Root = defineComponent(
  (props: { taskId: string; text?: string }) => {
    const state = useTask(() => props.taskId);
    const texts = useTexts();
    return () => {
      const { task, error } = state.value;
      const { text, taskId } = props;
      return h('div', { class: 'cogo-task', 'data-status': task?.status }, [
        h('header', [
          h('strong', task?.taskType ?? texts.value.task),
          h('span', task === undefined ? error?.message : texts.value.taskStatus[task.status]),
        ]),
        h(Progress, { taskId }),
        text === undefined ? task?.note && h('p', task.note) : h(Markdown, { text, type: 'task' }),
        task?.question !== undefined && h('p', { dir: 'auto' }, task.question.text),
        text === undefined && task?.error !== undefined && h('p', { class: 'cogo-error' }, task.error.message),
      ]);
    };
  },
  {
    props: {
      taskId: { type: String, required: true },
      /** What the message of its end says. */
      text: String,
    },
  },
);

/** Work of an agent: how far it is, and how it ended. */
export const TaskCard = /* @__PURE__ */ named('TaskCard', { Root, Progress });
