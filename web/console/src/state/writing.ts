import type { AiEvent, TimelineEvent } from '../realtime/events';

/** An answer that the AI is writing. */
export interface Writing {
  runId: string;
  questionId: string;
  /** Who asked. */
  userId: string;
  attempt: number;
  text: string;
}

/** The answers after an event of the AI: a snapshot takes the place of what was known of its run, a piece that fits is appended. */
export function told(all: readonly Writing[], { event, payload }: AiEvent): readonly Writing[] {
  const others = all.filter(({ runId }) => runId !== payload.runId);
  const known = all.find(({ runId }) => runId === payload.runId);
  switch (event) {
    case 'ai_run': {
      const { runId, questionId, userId, attempt, text } = payload;
      return [...others, { runId, questionId, userId, attempt, text }];
    }
    case 'ai_delta': {
      const fits = known?.attempt === payload.attempt && known.text.length === payload.offset;
      return fits ? all.map((one) => (one === known ? { ...one, text: one.text + payload.text } : one)) : all;
    }
    case 'ai_done':
      // Its message, if there is one, may be a moment behind.
      return payload.retract === true ? others : all;
  }
}

/** Without those that are messages now. */
export function stored(all: readonly Writing[], events: readonly TimelineEvent[]): readonly Writing[] {
  const runs = new Set(
    events.flatMap((event) =>
      event.event === 'new_message' ? [(event.payload.metadata?.ai as { runId?: string } | undefined)?.runId] : [],
    ),
  );
  return all.some(({ runId }) => runs.has(runId)) ? all.filter(({ runId }) => !runs.has(runId)) : all;
}
