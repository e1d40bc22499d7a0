import { code, markdown, plainCode, runIn, type CodePiece, type MarkdownNode } from '@cogo-chat/parts';
import { computed, defineComponent, h, onScopeDispose, ref, type VNodeChild } from 'vue';
import { useStore } from '../store.js';
import { button } from './Icon.js';
import { useTexts } from './texts.js';

/** A text with its Markdown; plain until the parser is loaded. Nothing in it becomes HTML. */
export const Markdown = defineComponent(
  (props: { text: string; type?: string }) => {
    const parse = useStore(markdown);
    const nodes = computed(() => parse.value?.(props.text));
    return () =>
      h(
        'div',
        { class: 'cogo-text', dir: 'auto', 'data-type': props.type ?? 'text', 'data-plain': nodes.value === undefined },
        nodes.value?.map(draw) ?? props.text,
      );
  },
  { name: 'CogoMarkdown', props: { text: { type: String, required: true }, type: String } },
);

function draw(node: MarkdownNode): VNodeChild {
  if (typeof node === 'string') {
    return node;
  }
  if (node.tag === 'code-block') {
    return h(CodeBlock, { language: node.language, text: node.text });
  }
  const { tag, href, start, align, children } = node;
  const inner = children.map(draw);
  switch (tag) {
    case 'a':
      return h('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, inner);
    case 'table':
      return h('div', { class: 'cogo-table' }, h('table', inner));
    case 'p':
    case 'li':
      return h(tag, { dir: 'auto' }, inner);
    default:
      return h(tag, { start, 'data-align': align }, inner);
  }
}

const piece = ({ text, kind }: CodePiece) => (kind === undefined ? text : h('span', { 'data-kind': kind }, text));

const COPIED_MS = 2_000;

const CodeBlock = defineComponent(
  (props: { language: string; text: string }) => {
    const texts = useTexts();
    const read = useStore(code);
    const pieces = useStore(() => (read.value ?? plainCode)(props.language, props.text));
    const copied = ref(false);
    let timer: ReturnType<typeof setTimeout> | undefined;
    onScopeDispose(() => clearTimeout(timer));
    const done = () => {
      copied.value = true;
      clearTimeout(timer);
      timer = setTimeout(() => (copied.value = false), COPIED_MS);
    };
    const copy = () =>
      runIn(
        () => navigator.clipboard.writeText(props.text).then(done),
        () => (copied.value = false),
      );
    return () =>
      h('div', { class: 'cogo-code', dir: 'ltr' }, [
        h('header', [h('span', props.language), button(copied.value ? texts.value.copied : texts.value.copy, copy)]),
        h('pre', { tabindex: 0 }, h('code', pieces.value?.map(piece) ?? props.text)),
      ]);
  },
  {
    props: { language: { type: String, required: true }, text: { type: String, required: true } },
  },
);
