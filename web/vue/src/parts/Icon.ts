import { ICONS, type IconName } from '@cogo-chat/parts';
import { h, type VNode } from 'vue';

interface Props {
  icon: IconName;
  label: string;
  expanded?: boolean;
  class?: string;
  onClick: () => void;
}

/** A button that shows a sign and is called by its name. */
export function iconButton({ icon, label, expanded, class: name, onClick }: Props): VNode {
  return h(
    'button',
    {
      type: 'button',
      class: ['cogo-icon', name],
      title: label,
      'aria-label': label,
      'aria-expanded': expanded,
      onClick,
    },
    h(
      'svg',
      { viewBox: '0 0 24 24', 'aria-hidden': 'true', 'data-turns': icon === 'back' || undefined },
      h('path', { d: ICONS[icon] }),
    ),
  );
}

/** A button with words. */
export function button(text: string, onClick: () => void, more: Record<string, unknown> = {}): VNode {
  return h('button', { type: 'button', onClick, ...more }, text);
}
