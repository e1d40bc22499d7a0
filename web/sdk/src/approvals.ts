import type { CoreChat } from './core.js';
import type { AiStep, DecideApproval, ToolApproval } from './generated/api.js';
import type { CoreRoom } from './room.js';
import { store, type Readable } from './store.js';
import type { CallOptions } from './types.js';

/** What the AI asks the user about in one session. */
export interface Approvals {
  /** The calls of tools that wait for the user's word, oldest first; kept up to date while somebody listens. */
  readonly items: Readable<readonly ToolApproval[]>;
  /** Says what becomes of one. */
  decide(callId: string, decision: DecideApproval['decision'], options?: CallOptions): Promise<ToolApproval>;
}

const known = new WeakMap<CoreRoom, Approvals>();

/** The approvals of a room: the same ones each time. The room is attached while somebody listens to them. */
export function approvalsOf(chat: Pick<CoreChat, 'call' | 'user'>, room: CoreRoom): Approvals {
  let approvals = known.get(room);
  if (approvals === undefined) {
    approvals = create(chat, room);
    known.set(room, approvals);
  }
  return approvals;
}

function create(chat: Pick<CoreChat, 'call' | 'user'>, room: CoreRoom): Approvals {
  const items = store<readonly ToolApproval[]>([], () => {
    const disposers = [
      room.on('event', (event) => {
        if (event.event === 'ai_step') {
          const { userId, callId, state } = event.payload as AiStep;
          if (userId !== chat.user.get()?.id) {
            return;
          } else if (state === 'waiting' || state === 'found') {
            read();
          } else {
            drop((call) => call.callId === callId);
          }
        } else if (event.event === 'ai_done') {
          const { runId } = event.payload as { runId: string };
          drop((call) => call.runId === runId);
        }
      }),
      // Also after a time without a connection.
      room.status.subscribe(({ status }) => status === 'attached' && read()),
    ];
    read();
    return () => disposers.forEach((dispose) => dispose());
  });
  let asked = 0;

  function drop(gone: (call: ToolApproval) => boolean): void {
    const left = items.get().filter((call) => !gone(call));
    if (left.length < items.get().length) {
      items.set(left);
    }
  }

  /** Of several questions the answer to the last one counts. */
  function read(): void {
    const mine = ++asked;
    chat.call('GET /chat/ai-approvals', {}).then(
      (page) => {
        if (mine === asked) {
          items.set(page.items.filter(({ sessionId }) => sessionId === room.id));
        }
      },
      // The next event asks again.
      () => undefined,
    );
  }

  return {
    items,
    async decide(callId, decision, { signal } = {}) {
      const call = await chat.call('POST /chat/ai-approvals/{callId}', {
        path: { callId },
        body: { decision },
        signal,
      });
      drop((shown) => shown.callId === callId);
      return call;
    },
  };
}
