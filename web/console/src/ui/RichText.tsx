import { Markdown } from '@cogo-chat/react/parts';
import { memo, useMemo } from 'react';
import { mentionParts } from '../state/mentions';

interface Props {
  text: string;
  /** Names that stand out after an @, one a line: a string, so that drawing again can be left out. */
  mentions?: string;
}

/** A message's text with its Markdown and its mentions. */
export const RichText = memo(function RichText({ text, mentions = '' }: Props) {
  const words = useMemo(() => (mentions === '' ? undefined : marked(mentions.split('\n'))), [mentions]);
  return (
    <div className="rich">
      <Markdown text={text} words={words} />
    </div>
  );
});

function marked(names: readonly string[]) {
  return (text: string) =>
    mentionParts(text, names).map((part, i) =>
      part.mention ? (
        <span key={i} className="mention">
          {part.text}
        </span>
      ) : (
        part.text
      ),
    );
}
