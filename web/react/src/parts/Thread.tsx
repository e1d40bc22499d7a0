import { announcementsOf, dayText, threadOf, type Row } from '@cogo-chat/parts';
import { memo, useLayoutEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTheRoom } from '../context.js';
import { useStore } from '../store.js';
import { Message } from './Message.js';
import { useTexts } from './texts.js';

interface RootProps {
  /** Draws a message in place of `Message.Root`. */
  children?: (row: Row, marked: boolean) => ReactNode;
}

function Root({ children }: RootProps) {
  const room = useTheRoom();
  const thread = threadOf(room);
  const { rows, offset, state, marked } = useStore(thread.view);
  const { error } = useStore(room.status);
  const texts = useTexts();
  const log = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => thread.attach(log.current!), [thread]);
  return (
    <div className="cogo-thread">
      <div
        className="cogo-log"
        role="log"
        aria-live="off"
        aria-label={texts.messages}
        tabIndex={0}
        ref={log}
        onKeyDown={(event) => thread.onKeyDown(event.nativeEvent)}
      >
        <div className="cogo-rows">
          <div className="cogo-window" style={{ transform: `translateY(${offset}px)` }}>
            {rows.map(({ row, index }) => (
              <div key={row.key} className="cogo-row" ref={thread.measure} data-index={index}>
                {row.newDay && <DayLine at={row.message.createdAt} />}
                {row.fresh && <NewLine />}
                {children?.(row, marked === row.key) ?? <DefaultMessage row={row} marked={marked === row.key} />}
              </div>
            ))}
          </div>
        </div>
        {state !== 'shown' && (
          <p className="cogo-empty">{error?.message ?? (state === 'empty' ? texts.noMessages : texts.loading)}</p>
        )}
      </div>
      <ToEnd />
      <Announcements />
    </div>
  );
}

const DefaultMessage = memo(({ row, marked }: { row: Row; marked: boolean }) => (
  <Message.Root message={row.message} follows={row.follows} marked={marked} />
));

function DayLine({ at }: { at: string }) {
  return <div className="cogo-line">{dayText(at, useTexts())}</div>;
}

function NewLine() {
  return (
    <div className="cogo-line" data-kind="new">
      {useTexts().newLine}
    </div>
  );
}

/** Leads back to the end, and says how much has come there. */
function ToEnd() {
  const thread = threadOf(useTheRoom());
  const { atEnd, unseen, state } = useStore(thread.view);
  const texts = useTexts();
  return atEnd || state !== 'shown' ? null : (
    <button type="button" className="cogo-to-end" onClick={thread.toEnd}>
      ↓ {unseen > 0 ? texts.newMessages(unseen) : texts.toEnd}
    </button>
  );
}

/** What a screen reader is told, seldom enough to be listened to. */
function Announcements() {
  const room = useTheRoom();
  const texts = useTexts();
  const said = useStore(useMemo(() => announcementsOf(room, texts), [room, texts]));
  return (
    <div className="cogo-hidden" role="status">
      {said}
    </div>
  );
}

/** What is said in the room: only what is seen is drawn, and it keeps its place when older messages come. */
export const Thread = { Root, DayLine, NewLine, ToEnd, Announcements };
