import { useCallback, useEffect, useState } from 'react';
import { problemText } from '../../state/problems';
import { shortTime } from '../../state/time';
import { t } from '../../texts';
import type { Block } from '../../types';
import { Avatar } from '../Avatar';
import { useWorkspace } from '../context';
import { Problem } from '../Problem';

/** Whom the user does not want to hear from. */
export function BlockList() {
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
        setProblem(problemText(error));
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
      setProblem(problemText(error));
    }
  }

  return (
    <>
      <p className="muted">{blocks?.length === 0 ? t.blockedNobody : t.blockedHint}</p>
      <Problem text={problem} />
      <ul className="rows">
        {(blocks ?? []).map((block) => (
          <li key={block.userId}>
            <Avatar id={block.userId} name={block.displayName} small />
            <span className="row-text">
              <span dir="auto">{block.displayName}</span>
              <small className="muted">{t.since(shortTime(block.since))}</small>
            </span>
            <button type="button" className="plain compact" onClick={() => void unblock(block.userId)}>
              {t.unblock}
            </button>
          </li>
        ))}
      </ul>
      {next !== null && (
        <button type="button" className="plain wide" onClick={() => void load(next)}>
          {t.showMore}
        </button>
      )}
    </>
  );
}
