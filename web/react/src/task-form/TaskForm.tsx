import type { Task } from '@cogo-chat/client';
import {
  createTaskForm,
  formTextsIn,
  type FormTexts,
  type TaskForm as Form,
  type TaskFormState,
} from '@cogo-chat/parts/form';
import { useEffect, useId, useMemo, type FormEvent, type ReactNode } from 'react';
import { useTheRoom } from '../context.js';
import { useTexts } from '../parts/texts.js';
import { useStore } from '../store.js';
import { Fields } from './Fields.js';

export interface TaskFormProps {
  /** The task that was started. */
  onStarted: (task: Task) => void;
  /** Shown beside the button that starts it, such as one to leave. */
  children?: ReactNode;
  /** What an error is called; without one its own sentence. */
  errorText?: (error: NonNullable<TaskFormState['error']>) => string;
}

function Root({ onStarted, children, errorText = ({ message }) => message }: TaskFormProps) {
  const room = useTheRoom();
  const { language, loading, retry } = useTexts();
  const texts = formTextsIn(language);
  const form = useMemo(() => createTaskForm(room, texts), [room, texts]);
  const state = useStore(form.state);
  const { agents, agent, error, busy } = state;
  useEffect(() => form.load(), [form]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.start(onStarted);
  };
  return (
    <form className="cogo-task-form" onSubmit={submit} noValidate aria-busy={busy}>
      {agents === undefined && error === undefined && <p role="status">{loading}</p>}
      {agents?.length === 0 && <p role="status">{texts.noAgents}</p>}
      {agent !== undefined && <Chosen form={form} state={state} texts={texts} />}
      {error !== undefined && (
        <p className="cogo-error" role="alert">
          {errorText(error)}
        </p>
      )}
      <div className="cogo-task-form-end">
        {children}
        {agents === undefined && error !== undefined ? (
          <button type="button" onClick={form.load}>
            {retry}
          </button>
        ) : (
          <button
            type="submit"
            className="cogo-send"
            disabled={agent === undefined || state.taskType.trim() === '' || busy}
          >
            {texts.start}
          </button>
        )}
      </div>
    </form>
  );
}

function Chosen({ form, state, texts }: { form: Form; state: TaskFormState; texts: FormTexts }) {
  const { agents = [], agent, skill, taskType, fields, values, problems } = state;
  const skills = agent?.skills ?? [];
  const about = skill?.description ?? agent?.description;
  return (
    <>
      {agents.length > 1 && (
        <Choice
          label={texts.agent}
          value={agent?.handle}
          options={agents.map(({ handle, name }) => [handle, name])}
          onChoose={form.chooseAgent}
        />
      )}
      {skills.length === 0 ? (
        <TaskType value={taskType} texts={texts} onType={form.chooseType} />
      ) : (
        <Choice
          label={texts.taskType}
          value={skill?.taskType}
          options={skills.map((one) => [one.taskType, one.title ?? one.taskType])}
          onChoose={form.chooseType}
        />
      )}
      {about !== undefined && <p dir="auto">{about}</p>}
      <Fields fields={fields} values={values} problems={problems} texts={texts} onChange={form.set} />
      {fields.length === 0 && <p>{texts.noParams}</p>}
    </>
  );
}

interface ChoiceProps {
  label: string;
  value: string | undefined;
  options: readonly (readonly [value: string, name: string])[];
  onChoose: (value: string) => void;
}

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <div className="cogo-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChoose(event.target.value)}>
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Of an agent that takes anything. */
function TaskType({ value, texts, onType }: { value: string; texts: FormTexts; onType: (taskType: string) => void }) {
  const id = useId();
  return (
    <div className="cogo-field">
      <label htmlFor={id}>{texts.taskType}</label>
      <input
        id={id}
        value={value}
        aria-describedby={`${id}-hint`}
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => onType(event.target.value)}
      />
      <small id={`${id}-hint`}>{texts.taskTypeHint}</small>
    </div>
  );
}

/** Hands a task to an agent: which one, what kind, and a field for each of its params, made of the schema that the agent gave. */
export const TaskForm = { Root, Fields };
