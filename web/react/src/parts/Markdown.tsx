import { code, markdown, plainCode, runIn, type CodePiece, type MarkdownNode } from '@cogo-chat/parts';
import { createElement, Fragment, memo, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useStore } from '../store.js';
import { useTexts } from './texts.js';

export interface MarkdownProps {
  text: string;
  type?: string;
  /** Draws words that stand in no code and no link, such as names that are mentioned. */
  words?: (text: string) => ReactNode;
}

/** A text with its Markdown; plain until the parser is loaded. Nothing in it becomes HTML. */
export const Markdown = memo(function Markdown({ text, type = 'text', words }: MarkdownProps) {
  const parse = useStore(markdown);
  const nodes = useMemo(() => parse?.(text), [parse, text]);
  return (
    <div className="cogo-text" dir="auto" data-type={type} data-plain={nodes === undefined}>
      {nodes === undefined ? text : nodes.map((node, key) => draw(node, key, words))}
    </div>
  );
});

function draw(node: MarkdownNode, key: number, words?: MarkdownProps['words']): ReactNode {
  if (typeof node === 'string') {
    return words === undefined ? node : <Fragment key={key}>{words(node)}</Fragment>;
  }
  if (node.tag === 'code-block') {
    return <CodeBlock key={key} language={node.language} text={node.text} />;
  }
  const { tag, href, start, align, children } = node;
  const inner = children.map((child, at) => draw(child, at, tag === 'code' || tag === 'a' ? undefined : words));
  switch (tag) {
    case 'a':
      return (
        <a key={key} href={href} target="_blank" rel="noopener noreferrer nofollow">
          {inner}
        </a>
      );
    case 'table':
      return (
        <div key={key} className="cogo-table">
          <table>{inner}</table>
        </div>
      );
    case 'br':
    case 'hr':
      return createElement(tag, { key });
    case 'p':
    case 'li':
      return createElement(tag, { key, dir: 'auto' }, inner);
    default:
      return createElement(tag, { key, start, 'data-align': align }, inner);
  }
}

const piece = ({ text, kind }: CodePiece, key: number) =>
  kind === undefined ? (
    text
  ) : (
    <span key={key} data-kind={kind}>
      {text}
    </span>
  );

const COPIED_MS = 2_000;

function CodeBlock({ language, text }: { language: string; text: string }) {
  const texts = useTexts();
  const read = useStore(code) ?? plainCode;
  const pieces = useStore(useMemo(() => read(language, text), [read, language, text]));
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    const timer = copied ? setTimeout(() => setCopied(false), COPIED_MS) : undefined;
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () =>
    runIn(
      () => navigator.clipboard.writeText(text).then(() => setCopied(true)),
      () => setCopied(false),
    );
  return (
    <div className="cogo-code" dir="ltr">
      <header>
        <span>{language}</span>
        <button type="button" onClick={copy}>
          {copied ? texts.copied : texts.copy}
        </button>
      </header>
      <pre tabIndex={0}>
        <code>{pieces?.map(piece) ?? text}</code>
      </pre>
    </div>
  );
}
