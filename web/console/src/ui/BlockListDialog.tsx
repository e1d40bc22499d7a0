import { useCallback, useEffect, useState } from 'react';
import { asChatError } from '@cogo-chat/client';
import type { Block } from '../types';
import { shortTime } from '../state/time';
import { Avatar } from './Avatar';
import { useWorkspace } from './context';
import { Dialog } from './Dialog';

/** Whom the user does not want to hear from. */
export function BlockListDialog({ onClose }: { onClose: () => void }) {
  const { chat } = useWorkspace();
  const [blocks, setBlocks] = useState<readonly Block[]>();
  const [next, setNext] = useState<string | null>(null);
  const [problem, setProblem] = useState<string>();

  const load = useCallback(
    async (cursor?: string) => {
      try {
        const page = await chat.call('GET /chat/blocks', { query: { limit: 50, cursor } });
        setBlocks((known) => [...(cursor === undefined ? [] : (known ?? [])), ...page.items]);
        setNext(page.next);
      } catch (error) {
        setProblem(asChatError(error).message);
      }
    },
    [chat],
  );
  useEffect(() => void load(), [load]);

  async function unblock(userId: string) {
    setProblem(undefined);
    try {
      await chat.call('DELETE /chat/blocks/{userId}', { path: { userId } });
      setBlocks((known) => known?.filter((block) => block.userId !== userId));
    } catch (error) {
      setProblem(asChatError(error).message);
    }
  }

  return (
    <Dialog title="Blocked people" onClose={onClose}>
      <p className="muted">
        They can’t write to you directly, add you to groups or reach you with mentions. To block somebody, open the
        members of a chat that you share.
      </p>
      {problem !== undefined && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      {blocks?.length === 0 && <p className="list-note">You have blocked nobody.</p>}
      <ul className="rows">
        {(blocks ?? []).map((block) => (
          <li key={block.userId}>
            <Avatar id={block.userId} name={block.displayName} small />
            <span className="row-text">
              <span dir="auto">{block.displayName}</span>
              <small className="muted">since {shortTime(block.since)}</small>
            </span>
            <button type="button" className="plain compact" onClick={() => void unblock(block.userId)}>
              Unblock
            </button>
          </li>
        ))}
      </ul>
      {next !== null && (
        <button type="button" className="plain wide" onClick={() => void load(next)}>
          Show more
        </button>
      )}
    </Dialog>
  );
}
