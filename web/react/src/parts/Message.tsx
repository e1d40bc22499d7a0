import type { ChatError, Message as ChatMessage, Part } from '@cogo-chat/client';
import {
  assistantOf,
  composerOf,
  EMOJIS,
  excerptOf,
  hueOf,
  initialsOf,
  mayAskAbout,
  nameOf,
  runIn,
  settingsOf,
  timeText,
} from '@cogo-chat/parts';
import { createContext, useContext, useMemo, useState, type CSSProperties, type ReactNode } from 'react';
import { useTheRoom } from '../context.js';
import { useCan, useReadMarks } from '../hooks.js';
import { useStore } from '../store.js';
import { AiMessage } from './AiMessage.js';
import { Markdown } from './Markdown.js';
import { TaskCard } from './TaskCard.js';
import { useTexts } from './texts.js';

interface Shown {
  readonly message: ChatMessage;
  /** Does something with the message; what goes wrong is shown with it. */
  act(work: () => Promise<unknown>): void;
  readonly problem?: ChatError;
  /** Somebody has pointed at it, or gone to it. */
  readonly near: boolean;
}

const MessageContext = createContext<Shown | undefined>(undefined);

function useShown(): Shown {
  const shown = useContext(MessageContext);
  if (shown === undefined) {
    throw new Error('There is no <Message.Root> around this.');
  }
  return shown;
}

interface RootProps {
  message: ChatMessage;
  /** It follows one of the same author, and shows neither name nor time. */
  follows?: boolean;
  /** It was jumped to a moment ago. */
  marked?: boolean;
  children?: ReactNode;
}

function Root({ message, follows = false, marked = false, children }: RootProps) {
  const texts = useTexts();
  const [problem, setProblem] = useState<ChatError>();
  const [near, setNear] = useState(false);
  const come = () => setNear(true);
  const shown = useMemo(() => {
    const act = (work: () => Promise<unknown>) => {
      setProblem(undefined);
      runIn(work, setProblem);
    };
    return { message, problem, act, near };
  }, [message, problem, near]);
  return (
    <MessageContext.Provider value={shown}>
      <article
        className="cogo-message"
        tabIndex={-1}
        aria-label={`${nameOf(message, texts)}, ${timeText(message.createdAt, texts)}`}
        data-author={message.author.kind}
        data-mine={message.mine}
        data-state={message.state}
        data-follows={follows}
        data-marked={marked}
        onPointerEnter={come}
        onFocus={come}
      >
        {children ?? (
          <>
            {!follows && <Avatar />}
            {!follows && (
              <header className="cogo-by">
                <Author />
                <Time />
              </header>
            )}
            <div>
              <Quote />
              <Parts />
              <Edited />
              <Reactions />
              <State />
            </div>
            <Actions />
          </>
        )}
      </article>
    </MessageContext.Provider>
  );
}

function Avatar() {
  const { message } = useShown();
  const { author } = message;
  const name = nameOf(message, useTexts());
  const avatar = assistantOf(message)?.avatar;
  const style = author.kind === 'user' ? ({ '--_hue': hueOf(author.id) } as CSSProperties) : undefined;
  return (
    <span className="cogo-avatar" aria-hidden="true" data-kind={author.kind} style={style}>
      {avatar?.startsWith('https:') ? (
        <img src={avatar} alt="" referrerPolicy="no-referrer" />
      ) : (
        (avatar ?? (author.kind === 'ai' && [...name].length <= 3 ? name : initialsOf(name)))
      )}
    </span>
  );
}

function Author() {
  const { message } = useShown();
  return <bdi className="cogo-author">{nameOf(message, useTexts())}</bdi>;
}

function Time() {
  const { createdAt } = useShown().message;
  return (
    <time dir="auto" dateTime={createdAt}>
      {timeText(createdAt, useTexts())}
    </time>
  );
}

/** A mark on what was changed. */
function Edited() {
  const { editedAt } = useShown().message;
  const texts = useTexts();
  return editedAt === undefined ? null : <span className="cogo-edited">{texts.edited}</span>;
}

/** The message that this one answers, as far as it is at hand. */
function Quote() {
  const { replyTo, author } = useShown().message;
  return author.kind === 'ai' || replyTo === undefined ? null : <Quoted id={replyTo} />;
}

// Only these few look at all messages, and are drawn anew when one of them changes.
function Quoted({ id }: { id: string }) {
  const answered = useStore(useTheRoom().messages.items).find((message) => message.id === id);
  const texts = useTexts();
  return answered === undefined ? null : (
    <blockquote className="cogo-quote" aria-label={texts.answerTo(nameOf(answered, texts))}>
      <bdi>{nameOf(answered, texts)}</bdi>: <bdi>{excerptOf(answered, texts)}</bdi>
    </blockquote>
  );
}

function Parts() {
  const { message } = useShown();
  return message.parts.map((part, i) => <OnePart key={i} part={part} message={message} />);
}

function OnePart({ part, message }: { part: Part; message: ChatMessage }) {
  const texts = useTexts();
  switch (part.type) {
    case 'ai':
      return <AiMessage.Root message={message} />;
    case 'task':
      return part.taskId === undefined ? (
        <Markdown text={part.text} />
      ) : (
        <TaskCard.Root taskId={part.taskId} text={part.text} />
      );
    case 'deleted':
    case 'unreadable':
      return <p className="cogo-text cogo-note">{texts[part.type]}</p>;
    default:
      return <Markdown text={part.text} type={part.type} />;
  }
}

function Reactions() {
  return useShown().message.reactions.length === 0 ? null : <ReactionButtons />;
}

function ReactionButtons() {
  const { message, act } = useShown();
  const { react } = useTheRoom().messages;
  const may = useCan('react');
  const texts = useTexts();
  return (
    <div className="cogo-reactions">
      {message.reactions.map(({ emoji, count, mine }) => (
        <button
          key={emoji}
          type="button"
          aria-pressed={mine}
          aria-label={texts.reaction(emoji, count)}
          disabled={!may}
          onClick={() => act(() => react(message, emoji, !mine))}
        >
          {emoji} {count}
        </button>
      ))}
    </div>
  );
}

/** On its way, refused with the server's sentence, or seen by so many. */
function State() {
  const { message, problem } = useShown();
  if (problem !== undefined) {
    return (
      <div className="cogo-state" data-state="failed" role="alert">
        {problem.message}
      </div>
    );
  }
  return message.mine ? <OwnState message={message} /> : null;
}

function OwnState({ message }: { message: ChatMessage }) {
  const room = useTheRoom();
  const { readersOf } = useReadMarks();
  const texts = useTexts();
  const readers = readersOf(message).length;
  switch (message.state) {
    case 'pending':
      return <div className="cogo-state">{texts.pending}</div>;
    case 'failed':
      return (
        <div className="cogo-state" data-state="failed" role="alert">
          {texts.failed}: {message.error?.message}{' '}
          <button type="button" onClick={() => room.messages.retry(message.key)}>
            {texts.retry}
          </button>
          <button type="button" onClick={() => composerOf(room).takeBack(message)}>
            {texts.takeBack}
          </button>
        </div>
      );
    default:
      return readers > 0 ? <div className="cogo-state">{texts.seenBy(readers)}</div> : null;
  }
}

/** What can be done with a message is made when somebody comes near: most messages pass by. */
function Actions() {
  return useShown().near ? <ActionButtons /> : null;
}

function ActionButtons() {
  const { message, act } = useShown();
  const room = useTheRoom();
  const { react, delete: remove } = room.messages;
  const { reply, edit } = composerOf(room);
  // What may be done follows from the session.
  useStore(settingsOf(room));
  const texts = useTexts();
  if (message.id === undefined || message.parts[0]?.type === 'deleted') {
    return null;
  }
  return (
    <div className="cogo-actions" role="group" aria-label={texts.actions}>
      {room.can('react') &&
        EMOJIS.map((emoji) => (
          <button
            key={emoji}
            type="button"
            title={texts.react(emoji)}
            aria-label={texts.react(emoji)}
            onClick={() => act(() => react(message, emoji))}
          >
            {emoji}
          </button>
        ))}
      {room.can('send') && (
        <button type="button" onClick={() => reply(message)}>
          {texts.reply}
        </button>
      )}
      {mayAskAbout(room, message) && (
        <button type="button" onClick={() => act(() => room.ai.answer(message))}>
          {texts.letAiAnswer}
        </button>
      )}
      {room.canEdit(message) && (
        <button type="button" onClick={() => edit(message)}>
          {texts.edit}
        </button>
      )}
      {room.canDelete(message) && (
        <button type="button" onClick={() => act(() => remove(message))}>
          {texts.delete}
        </button>
      )}
    </div>
  );
}

/** A message. Its parts stand inside a `Root` and know of it. */
export const Message = { Root, Avatar, Author, Time, Quote, Parts, Edited, Reactions, State, Actions };
