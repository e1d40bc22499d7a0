import type { Chat, wire } from '@cogo-chat/client';

/** What an agent made: the text of its pieces, or what else they are. */
export interface Made {
  id: string;
  name?: string;
  text: string;
  other: unknown[];
}

/** Pieces of a task that are read; what comes after them is left. */
const MOST_PIECES = 500;

/** Everything that an agent made of a task so far, whole. */
export async function readArtifacts(chat: Pick<Chat, 'call'>, taskId: string, signal: AbortSignal): Promise<Made[]> {
  const pieces: wire.Artifact[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 100, cursor };
    const page = await chat.call('GET /chat/agent-task/{taskId}/artifacts', { path: { taskId }, query, signal });
    pieces.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && pieces.length < MOST_PIECES);
  return joined(pieces);
}

export function joined(pieces: readonly wire.Artifact[]): Made[] {
  const all = new Map<string, Made>();
  for (const { artifactId, name, part } of pieces) {
    const made = all.get(artifactId) ?? { id: artifactId, name, text: '', other: [] };
    const text = part['text'];
    all.set(artifactId, {
      ...made,
      name: made.name ?? name,
      text: typeof text === 'string' ? made.text + text : made.text,
      other: typeof text === 'string' ? made.other : [...made.other, part],
    });
  }
  return [...all.values()];
}
