import { isSubmit } from '@cogo-chat/parts';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Message } from '../types';
import type { Room } from '../state/room';
import { problemText } from '../state/problems';
import { t } from '../texts';

/** A message's text while it is changed, in the message's place. */
export function EditForm({ message, room }: { message: Message; room: Room }) {
  const [text, setText] = useState(message.text);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
    element?.scrollIntoView({ block: 'nearest' });
  }, []);

  useEffect(() => {
    const element = field.current;
    if (element !== null) {
      element.rows = 1;
      element.rows = Math.min(12, Math.max(1, Math.floor(element.scrollHeight / 24)));
    }
  }, [text]);

  const close = () => room.editing.set(undefined);

  async function save() {
    const content = text.trim();
    if (content === '') {
      setProblem(t.cantBeEmpty);
      return;
    }
    if (content === message.text) {
      close();
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      await room.chat.messages.edit(message, content);
      close();
    } catch (error) {
      setProblem(problemText(error));
      setBusy(false);
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isSubmit(event.nativeEvent)) {
      event.preventDefault();
      void save();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    }
  }

  return (
    <form
      className="edit-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        aria-label={t.editMessage}
        value={text}
        readOnly={busy}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {problem !== undefined && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="edit-actions">
        <button type="button" className="plain compact" onClick={close}>
          {t.cancel}
        </button>
        <button type="submit" className="primary compact" disabled={busy}>
          {t.save}
        </button>
      </div>
    </form>
  );
}
