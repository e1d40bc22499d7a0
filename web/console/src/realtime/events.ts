import type { Announcement, Member, Message, PresenceStatus, ReadMark, Task } from '../api/types';

/** What comes on channels, by event name. `seq` is there for events that belong to a session's history. */
export type ChannelEvent =
  | { event: 'new_message'; channel: string; seq: number; payload: Message }
  | { event: 'batch_messages'; channel: string; seq: number; payload: { batchId: string; messages: Message[] } }
  | { event: 'read'; channel: string; payload: ReadMark }
  | { event: 'user_typing'; channel: string; payload: Typing }
  | { event: 'user_presence'; channel: string; payload: PresenceChange }
  | { event: 'agent_progress' | 'agent_result'; channel: string; payload: Task }
  | { event: 'session_updated'; channel: string; payload: SessionUpdate }
  | { event: 'announcement'; channel: string; payload: Announcement };

export interface Typing {
  userId: string;
  sessionId: string;
  isTyping: boolean;
}

export interface PresenceChange {
  userId: string;
  sessionId: string;
  displayName: string;
  status: PresenceStatus;
  lastSeen: string;
}

export interface SessionUpdate {
  sessionId: string;
  change: 'created' | 'member_added' | 'member_removed';
  userId?: string;
  member?: Member;
}

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
