import type { Chat } from '@cogo-chat/client';
import { defineComponent, defineCustomElement, h, useShadowRoot, type PropType } from 'vue';
import styles from '../../parts/src/styles.css?inline';
import { chatProps, CogoChat } from './parts/CogoChat.js';

/** Constructed sheets are styles that a page's content security policy does not have to allow. */
function adopt(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:host { display: block } :host([hidden]) { display: none } ${styles}`);
  root.adoptedStyleSheets.push(sheet);
}

const Inner = defineComponent({
  name: 'CogoChatElement',
  props: { ...chatProps, chat: Object as PropType<Chat> },
  setup(props) {
    const root = useShadowRoot();
    if (root !== null) {
      adopt(root);
    }
    let count = 0;
    let shown: Chat | undefined;
    return () => {
      // Another client is another chat.
      count += shown === props.chat ? 0 : 1;
      shown = props.chat;
      return props.chat === undefined ? null : h(CogoChat, { ...props, key: count });
    };
  },
});

/**
 * `<cogo-chat>`, a chat in one tag without a framework. Its client is given as the property `chat`; `session-id`, `language`, `theme` and
 * `density` are attributes and properties.
 */
export const CogoChatElement = defineCustomElement(Inner);

if (customElements.get('cogo-chat') === undefined) {
  customElements.define('cogo-chat', CogoChatElement);
}
