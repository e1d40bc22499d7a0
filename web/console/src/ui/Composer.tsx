import { isComposing } from '@cogo-chat/parts';
import { lazy, Suspense, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { Member, Session } from '../types';
import { mentionedIn, offersFor, queryAt, withMention, type MentionQuery } from '../state/mentions';
import { authorOf, excerptOf } from '../state/quotes';
import { isArchived, mayArchive, silencedUntil, standingOf } from '../state/rights';
import type { Room } from '../state/room';
import { titleOf } from '../state/sessions';
import { useStore } from '../state/store';
import { durationText, shortTime } from '../state/time';
import { useWorkspace } from './context';
import { Icon } from './Icon';
import { MentionList, optionId } from './MentionList';
import { useUnsilenced } from './useUnsilenced';
import { t } from '../texts';

const EmojiPicker = lazy(() => import('./EmojiPicker'));

/** What the server takes, in bytes of UTF-8. */
const MAX_BYTES = 32 * 1024;

interface Props {
  session: Session;
  room: Room;
}

/** The field to write in, or why the user can't write here. */
export function Composer({ session, room }: Props) {
  const { me, toasts } = useWorkspace();
  useUnsilenced(session, me);
  const silenced = silencedUntil(session, me);
  if (isArchived(session)) {
    const reopen = () => void room.chat.update({ archived: false }).catch((error: unknown) => toasts.error(error));
    return (
      <p className="composer-note" role="note">
        <Icon name="archive" />
        <span>{t.archivedNote}</span>
        {mayArchive(session) && (
          <button className="link" onClick={reopen}>
            {t.openAgain}
          </button>
        )}
      </p>
    );
  }
  if (silenced !== undefined) {
    return (
      <p className="composer-note" role="note">
        <Icon name="mute" />
        <span>{t.silencedNote(shortTime(silenced))}</span>
      </p>
    );
  }
  return <OpenComposer session={session} room={room} />;
}

function OpenComposer({ session, room }: Props) {
  const { me, toasts } = useWorkspace();
  const replying = useStore(room.replying);
  const all = useStore(room.chat.members.items);
  const text = useStore(room.draft);
  const setText = room.draft.set;
  const [ask, setAsk] = useState(false);
  const [query, setQuery] = useState<MentionQuery>();
  const [active, setActive] = useState(0);
  const [picking, setPicking] = useState<HTMLElement>();
  const chosen = useRef(new Map<string, string>());
  /** The mention whose list was closed; the browser tells of the cursor once more after the key. */
  const closed = useRef<MentionQuery>(undefined);
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const asking = ask && session.ai && replying === undefined;
  const offers = query === undefined || asking ? [] : offersFor(query.word, all, me);
  const at = Math.min(active, offers.length - 1);
  const slow = session.slowModeSeconds > 0 && standingOf(session) === 'member';

  useEffect(() => {
    // A phone would open its keyboard over the messages.
    if (window.matchMedia('(hover: hover)').matches) {
      field.current?.focus();
    }
  }, [room]);

  useEffect(() => {
    if (replying !== undefined) {
      field.current?.focus();
    }
  }, [replying]);

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
      toasts.info(t.tooLong);
      return;
    }
    const mentions = mentionedIn(content, all, chosen.current);
    room.send(content, { ask: asking, replyTo: replying, mentions: mentions.length === 0 ? undefined : mentions });
    setText('');
    setAsk(false);
    setQuery(undefined);
    chosen.current.clear();
    field.current?.focus();
  }

  /** Looks whether the cursor is at the end of a mention that is being typed. */
  function look(element: HTMLTextAreaElement) {
    const next =
      element.selectionStart === element.selectionEnd ? queryAt(element.value, element.selectionStart) : undefined;
    if (next !== undefined && all.length < session.memberCount) {
      room.chat.members.load().catch(() => undefined);
    }
    if (next !== undefined && isSame(next, closed.current)) {
      return;
    }
    closed.current = undefined;
    if (!isSame(next, query)) {
      setActive(0);
    }
    setQuery(next);
  }

  function choose(member: Member) {
    if (query === undefined) {
      return;
    }
    const next = withMention(text, query, member.displayName);
    chosen.current.set(member.displayName, member.userId);
    setText(next.text);
    setQuery(undefined);
    // The cursor can be set once the text is there.
    requestAnimationFrame(() => field.current?.setSelectionRange(next.cursor, next.cursor));
  }

  /** Puts something in the place of what is marked. */
  function insert(sign: string) {
    const { selectionStart: from, selectionEnd: to } = field.current!;
    setText(text.slice(0, from) + sign + text.slice(to));
    field.current!.focus();
    requestAnimationFrame(() => field.current?.setSelectionRange(from + sign.length, from + sign.length));
  }

  /** Keys that the list of members takes while it is open. */
  function onListKey(event: KeyboardEvent): boolean {
    const member = offers[at];
    if (member === undefined) {
      return false;
    }
    switch (event.key) {
      case 'ArrowDown':
        setActive((at + 1) % offers.length);
        return true;
      case 'ArrowUp':
        setActive((at - 1 + offers.length) % offers.length);
        return true;
      case 'Enter':
      case 'Tab':
        choose(member);
        return true;
      case 'Escape':
        closed.current = query;
        setQuery(undefined);
        return true;
      default:
        return false;
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    // Enter also ends a word that an input method is composing; that one is not for us.
    if (isComposing(event.nativeEvent)) {
      return;
    }
    if (onListKey(event)) {
      event.preventDefault();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') {
      setAsk(false);
      room.replying.set(undefined);
    } else if (event.key === 'ArrowUp' && text === '') {
      editLast(event);
    }
  }

  /** Up in the empty field changes what was sent last. */
  function editLast(event: KeyboardEvent) {
    const { items, hasNewer } = room.chat.messages;
    const last = items.get().findLast(({ mine, id }) => mine && id !== undefined);
    if (last !== undefined && !hasNewer.get() && room.chat.canEdit(last)) {
      event.preventDefault();
      room.editing.set(last.id);
    }
  }

  return (
    <div className="composer-frame">
      {offers.length > 0 && <MentionList id={listId} members={offers} active={at} onChoose={choose} />}
      <form
        className={`composer${asking ? ' asking' : ''}`}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {replying !== undefined && (
          <div className="replying" data-testid="replying">
            <Icon name="reply" />
            <span className="replying-text">
              <strong dir="auto">{authorOf(replying)}</strong>
              <span dir="auto">{excerptOf(replying)}</span>
            </span>
            <button
              type="button"
              className="icon-button"
              aria-label={t.dontReply}
              onClick={() => room.replying.set(undefined)}
            >
              <Icon name="close" />
            </button>
          </div>
        )}
        <div className="composer-line">
          {session.ai && replying === undefined && (
            <button
              type="button"
              className="toggle"
              aria-pressed={asking}
              title={t.askAiHint}
              onClick={() => {
                setAsk(!ask);
                field.current?.focus();
              }}
            >
              <Icon name="spark" />
              <span>{t.askAi}</span>
            </button>
          )}
          <textarea
            ref={field}
            rows={1}
            dir="auto"
            aria-label={t.message}
            aria-autocomplete="list"
            aria-controls={offers.length > 0 ? listId : undefined}
            aria-activedescendant={offers[at] && optionId(listId, offers[at].userId)}
            placeholder={placeholder(asking, slow)}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              look(event.target);
              if (event.target.value.trim() === '') {
                room.chat.typing.stop();
              } else {
                room.chat.typing.keystroke();
              }
            }}
            onSelect={(event) => look(event.currentTarget)}
            onBlur={() => setQuery(undefined)}
            onKeyDown={onKeyDown}
          />
          <button
            type="button"
            className="icon-button composer-emoji"
            aria-label={t.insertEmoji}
            title={t.insertEmoji}
            aria-expanded={picking !== undefined}
            onClick={(event) => setPicking(event.currentTarget)}
          >
            <Icon name="smile" />
          </button>
          <button type="submit" className="send" aria-label={t.send} disabled={text.trim() === ''}>
            <Icon name="send" />
          </button>
        </div>
      </form>
      {picking !== undefined && (
        <Suspense>
          <EmojiPicker anchor={picking} onChoose={insert} onClose={() => setPicking(undefined)} />
        </Suspense>
      )}
    </div>
  );

  function placeholder(toAi: boolean, slowly: boolean): string {
    if (toAi) {
      return t.askAiHere;
    }
    return slowly ? t.slowMode(durationText(session.slowModeSeconds)) : t.messageTo(titleOf(session, me));
  }
}

function isSame(a: MentionQuery | undefined, b: MentionQuery | undefined): boolean {
  return a?.from === b?.from && a?.word === b?.word;
}
