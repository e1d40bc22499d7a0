import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Session } from '../api/types';
import type { Room } from '../state/room';
import { titleOf } from '../state/sessions';
import { useWorkspace } from './context';
import { Icon } from './Icon';

/** What the server takes, in bytes of UTF-8. */
const MAX_BYTES = 32 * 1024;

export function Composer({ session, room }: { session: Session; room: Room }) {
  const { me, toasts } = useWorkspace();
  const [text, setText] = useState('');
  const [ask, setAsk] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const asking = ask && session.ai;

  useEffect(() => {
    // A phone would open its keyboard over the messages.
    if (window.matchMedia('(hover: hover)').matches) {
      field.current?.focus();
    }
  }, [room]);

  useEffect(() => {
    const element = field.current;
    if (element !== null) {
      element.rows = 1;
      element.rows = Math.min(8, Math.max(1, Math.floor(element.scrollHeight / 24)));
    }
  }, [text]);

  function send() {
    const content = text.trim();
    if (content === '') {
      return;
    }
    if (new TextEncoder().encode(content).length > MAX_BYTES) {
      toasts.info('A message can hold 32 KiB of text; this one is longer.');
      return;
    }
    room.send(content, asking);
    setText('');
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    // Enter also ends a word that an input method is composing; that one is not for us.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') {
      setAsk(false);
    }
  }

  return (
    <form
      className={`composer${asking ? ' asking' : ''}`}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {session.ai && (
        <button
          type="button"
          className="toggle"
          aria-pressed={asking}
          title="Let the AI answer this message"
          onClick={() => {
            setAsk(!ask);
            field.current?.focus();
          }}
        >
          <Icon name="spark" />
          <span>Ask AI</span>
        </button>
      )}
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        aria-label="Message"
        placeholder={asking ? 'Ask the AI…' : `Message ${titleOf(session, me)}`}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          if (event.target.value.trim() === '') {
            room.self.stopped();
          } else {
            room.self.typed();
          }
        }}
        onKeyDown={onKeyDown}
      />
      <button type="submit" className="send" aria-label="Send" disabled={text.trim() === ''}>
        <Icon name="send" />
      </button>
    </form>
  );
}
