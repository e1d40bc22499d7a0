import { Fragment, memo, type ReactNode } from 'react';
import { mentionParts } from '../state/mentions';
import { blocksOf, type Block, type Inline } from '../state/richtext';

interface Props {
  text: string;
  /** Names that stand out after an @, one a line: a string, so that drawing again can be left out. */
  mentions?: string;
}

/** A message's text with its lists, code, links and mentions. */
export const RichText = memo(function RichText({ text, mentions = '' }: Props) {
  const names = mentions === '' ? [] : mentions.split('\n');
  return (
    <div className="rich" dir="auto">
      {blocksOf(text).map((block, i) => (
        <BlockView key={i} block={block} names={names} />
      ))}
    </div>
  );
});

function BlockView({ block, names }: { block: Block; names: string[] }) {
  switch (block.kind) {
    case 'code':
      return (
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case 'list': {
      const items = block.items.map((item, i) => <li key={i}>{inline(item, names)}</li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'paragraph':
      return (
        <p>
          {block.lines.map((line, i) => (
            <Fragment key={i}>
              {i > 0 && <br />}
              {inline(line, names)}
            </Fragment>
          ))}
        </p>
      );
  }
}

function inline(parts: Inline[], names: string[]): ReactNode[] {
  return parts.map((part, i) => {
    switch (part.kind) {
      case 'code':
        return <code key={i}>{part.text}</code>;
      case 'bold':
        return <strong key={i}>{part.text}</strong>;
      case 'italic':
        return <em key={i}>{part.text}</em>;
      case 'link':
        return (
          <a key={i} href={part.href} target="_blank" rel="noopener noreferrer">
            {part.text}
          </a>
        );
      case 'text':
        return <Fragment key={i}>{withMentions(part.text, names)}</Fragment>;
    }
  });
}

function withMentions(text: string, names: string[]): ReactNode {
  return names.length === 0
    ? text
    : mentionParts(text, names).map((part, i) =>
        part.mention ? (
          <span key={i} className="mention">
            {part.text}
          </span>
        ) : (
          part.text
        ),
      );
}
