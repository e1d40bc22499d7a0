import { excerptOf, isSubmit, linesOf, nameOf, settingsOf } from '@cogo-chat/parts';
import { useEffect, useRef, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useTheRoom } from '../context.js';
import { useCan, useComposer } from '../hooks.js';
import { useStore } from '../store.js';
import { useTexts } from './texts.js';

function Root({ children }: { children?: ReactNode }) {
  const { send } = useComposer();
  const may = useCan('send');
  const texts = useTexts();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  return (
    <form className="cogo-composer" onSubmit={submit}>
      {!may && <p className="cogo-note">{texts.mayNotWrite}</p>}
      {may &&
        (children ?? (
          <>
            <About />
            <Input />
            <div className="cogo-composer-end">
              <AskAi />
              <Send />
            </div>
          </>
        ))}
    </form>
  );
}

/** The message that is answered or changed, why a change was refused, and a way out. */
function About() {
  const { replyTo, editing, error, cancel } = useComposer();
  const texts = useTexts();
  if (replyTo === undefined && editing === undefined) {
    return null;
  }
  return (
    <div className="cogo-composer-about">
      <span dir="auto">
        {replyTo === undefined
          ? texts.editing
          : `${texts.answering(nameOf(replyTo, texts))}: ${excerptOf(replyTo, texts)}`}
        {error !== undefined && (
          <span className="cogo-error" role="alert">
            {' '}
            {error.message}
          </span>
        )}
      </span>
      <button type="button" onClick={cancel}>
        {texts.cancel}
      </button>
    </div>
  );
}

/** Enter sends, Shift and Enter begin a new line, Escape leaves an answer or a change. */
function Input({ placeholder }: { placeholder?: string }) {
  const { text, replyTo, editing, write, send, cancel } = useComposer();
  const texts = useTexts();
  const field = useRef<HTMLTextAreaElement>(null);
  const about = (editing ?? replyTo)?.key;
  useEffect(() => {
    if (about !== undefined) {
      field.current?.focus();
    }
  }, [about]);
  const onKeyDown = ({ nativeEvent: event }: KeyboardEvent) => {
    if (isSubmit(event)) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && about !== undefined) {
      cancel();
    }
  };
  return (
    <textarea
      ref={field}
      dir="auto"
      rows={linesOf(text)}
      aria-label={texts.message}
      placeholder={placeholder ?? texts.write}
      value={text}
      onChange={(event) => write(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}

function Send() {
  const { text, editing } = useComposer();
  const texts = useTexts();
  return (
    <button type="submit" className="cogo-send" disabled={text.trim() === ''}>
      {editing === undefined ? texts.send : texts.save}
    </button>
  );
}

/** Where the session has an AI; it answers no answers. */
function AskAi() {
  const { text, replyTo, editing, ask } = useComposer();
  const session = useStore(settingsOf(useTheRoom()));
  const texts = useTexts();
  return session?.ai && (editing ?? replyTo) === undefined ? (
    <button type="button" className="cogo-ask" disabled={text.trim() === ''} onClick={() => ask()}>
      {texts.askAi}
    </button>
  ) : null;
}

/** Where a message is written. */
export const Composer = { Root, About, Input, AskAi, Send };
