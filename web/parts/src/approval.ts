import type { ToolApproval, wire } from '@cogo-chat/client';
import type { Texts } from './texts/texts.js';

/** What can be said to a call, in the order of its buttons. */
export interface Choice {
  readonly decision: wire.DecideApproval['decision'];
  readonly label: string;
}

export function choicesOf({ state }: ToolApproval, texts: Texts): readonly Choice[] {
  return state === 'found'
    ? [
        { decision: 'share', label: texts.share },
        { decision: 'keep', label: texts.keep },
      ]
    : [
        { decision: 'approve', label: texts.approve },
        { decision: 'approve_and_share', label: texts.approveAndShare },
        { decision: 'deny', label: texts.deny },
      ];
}

/** What a call is made with, or what it found: other people's words, to be shown as text and nothing else. */
export function detailOf({ state, result, arguments: given }: ToolApproval): string {
  return state === 'found' ? (result ?? '') : JSON.stringify(given, undefined, 2);
}
