import type { Message } from '@cogo-chat/client';
import { useAiAnswer } from '../hooks.js';
import { Markdown } from './Markdown.js';
import { useTexts } from './texts.js';

function Text({ message }: { message: Message }) {
  const answer = useAiAnswer(message);
  const texts = useTexts();
  if (answer === undefined) {
    return null;
  }
  return answer.text === '' && answer.streaming ? (
    <p className="cogo-text cogo-note">{texts.writing}</p>
  ) : (
    <Markdown text={answer.text} type="ai" />
  );
}

function Stop({ message }: { message: Message }) {
  const answer = useAiAnswer(message);
  const texts = useTexts();
  return answer?.canStop ? (
    <button type="button" onClick={answer.stop}>
      {texts.stop}
    </button>
  ) : null;
}

function Retry({ message }: { message: Message }) {
  const answer = useAiAnswer(message);
  const texts = useTexts();
  return answer?.failed ? (
    <>
      <span className="cogo-error" role="alert">
        {answer.error?.message}
      </span>
      <button type="button" onClick={answer.retry}>
        {texts.retry}
      </button>
    </>
  ) : null;
}

function Root({ message }: { message: Message }) {
  const answer = useAiAnswer(message);
  return (
    <div className="cogo-ai" data-streaming={answer?.streaming} aria-busy={answer?.streaming}>
      <Text message={message} />
      <div className="cogo-ai-end">
        {answer?.model} <Stop message={message} />
        <Retry message={message} />
      </div>
    </div>
  );
}

/** An answer of the AI: its text while it grows, a button to stop it, one to ask again what failed. */
export const AiMessage = { Root, Text, Stop, Retry };
