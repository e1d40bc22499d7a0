import type { wire } from '@cogo-chat/client';
import type { Announcement, Message, ReactionChange, ReadMark, Task } from '../api/types';

/** What makes up a session's timeline, each with its place in it. */
export type TimelineEvent =
  | { event: 'new_message' | 'message_updated' | 'message_deleted'; seq: number; payload: Message }
  | { event: 'reaction'; seq: number; payload: ReactionChange }
  | { event: 'session_updated'; seq: number; payload: SessionUpdate };

export interface TimelinePage {
  /** In seq order, without a gap. */
  items: TimelineEvent[];
  /** The session's last seq when the page was read. */
  lastSeq: number;
  next: string | null;
}

/** What comes on channels, by event name. `seq` is there for events that belong to a session's timeline. */
export type ChannelEvent =
  | { event: 'new_message' | 'message_updated' | 'message_deleted'; channel: string; seq: number; payload: Message }
  | { event: 'batch_messages'; channel: string; seq: number; payload: { batchId: string; messages: Message[] } }
  | { event: 'reaction'; channel: string; seq: number; payload: ReactionChange }
  | { event: 'read'; channel: string; payload: ReadMark }
  | { event: 'user_typing'; channel: string; payload: Typing }
  | { event: 'user_presence'; channel: string; payload: PresenceChange }
  | { event: 'presence_summary'; channel: string; payload: PresenceSummary }
  | AiEvent
  | { event: 'agent_progress' | 'agent_result'; channel: string; payload: Task }
  | { event: 'session_updated'; channel: string; seq?: number; payload: SessionUpdate }
  | { event: 'notification'; channel: string; payload: Notification }
  | { event: 'announcement'; channel: string; payload: Announcement };

/** What is heard of an answer that the AI is writing. */
export type AiEvent =
  | { event: 'ai_run'; channel: string; payload: wire.AiSnapshot }
  | { event: 'ai_delta'; channel: string; payload: wire.AiDelta }
  | { event: 'ai_done'; channel: string; payload: wire.AiDone };

export type Typing = wire.Typing;
export type PresenceChange = wire.PresenceChange;
export type PresenceSummary = wire.PresenceSummary;
export type SessionUpdate = wire.SessionUpdate;
export type Notification = wire.Notification;

export const channels = {
  session: (sessionId: string) => `chat_session_${sessionId}`,
  user: (userId: string) => `user_notifications_${userId}`,
  task: (taskId: string) => `agent_tasks_${taskId}`,
  announcements: 'system_announcements',
};

/** Whether something from the wire is an event; names that this console does not know are somebody else's. */
export function isChannelEvent(value: unknown): value is ChannelEvent {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { event, payload } = value as Record<string, unknown>;
  return typeof event === 'string' && typeof payload === 'object' && payload !== null;
}

/** An event's part in the timeline, in order: none for what is no part of it, several for a batch. */
export function timelineOf(event: ChannelEvent): TimelineEvent[] {
  switch (event.event) {
    case 'batch_messages':
      return event.payload.messages.map((payload) => ({ event: 'new_message', seq: payload.seq, payload }));
    case 'new_message':
    case 'message_updated':
    case 'message_deleted':
      return [{ event: event.event, seq: event.seq, payload: event.payload }];
    case 'reaction':
      return [{ event: event.event, seq: event.seq, payload: event.payload }];
    case 'session_updated':
      // On a user's own channel it comes without a place.
      return event.seq === undefined ? [] : [{ event: event.event, seq: event.seq, payload: event.payload }];
    default:
      return [];
  }
}
