/** What the server's OpenAPI document describes. Times are RFC 3339 strings, ids UUIDs. */

export interface User {
  id: string;
  email: string;
  displayName: string;
  language?: string;
  operator: boolean;
  createdAt: string;
}

export interface Login {
  user: User;
  accessToken: string;
  refreshToken: string;
  tokenType: 'bearer';
  /** Life of the access token, in seconds. */
  expiresIn: number;
}

export interface Credentials {
  email: string;
  password: string;
}

export interface Registration extends Credentials {
  displayName?: string;
  language?: string;
  operatorCode?: string;
}

export type MemberRole = 'owner' | 'admin' | 'member';

export interface Member {
  userId: string;
  displayName: string;
  role: MemberRole;
  joinedAt: string;
}

export type SessionKind = 'direct' | 'group';

export interface Session {
  id: string;
  kind: SessionKind;
  title?: string;
  language?: string;
  ai: boolean;
  createdBy?: string;
  createdAt: string;
  lastActivity: string;
  lastSeq: number;
  unread: number;
  role: MemberRole;
  memberCount: number;
  members: Member[];
  lastMessage?: Message;
}

export interface NewSession {
  kind: SessionKind;
  title?: string;
  members?: string[];
  ai?: boolean;
}

export type MessageType = 'text' | 'ai_greeting' | 'ai_response' | 'agent_result' | 'system';

export interface Message {
  id: string;
  /** Position in the session, from 1 and without holes. */
  seq: number;
  sessionId: string;
  /** Missing for what the server itself wrote. */
  userId?: string;
  content: string;
  messageType: MessageType;
  timestamp: string;
  clientMessageId?: string;
  replyTo?: string;
  metadata?: Record<string, unknown>;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface ReadMark {
  sessionId: string;
  userId: string;
  seq: number;
}

export type PresenceStatus = 'online' | 'away' | 'offline';

export interface Presence {
  userId: string;
  displayName: string;
  status: PresenceStatus;
  lastSeen: string;
}

export interface Greeting {
  content: string;
  language: string;
  model: string;
  provider: string;
  cached: boolean;
  message?: Message;
}

export interface Answer {
  question: Message;
  message: Message;
  language: string;
  model: string;
  provider: string;
  cached: boolean;
}

export interface Question {
  sessionId: string;
  message: string;
  language?: string;
  clientMessageId: string;
}

export type TaskStatus = 'queued' | 'working' | 'completed' | 'failed';

export interface Task {
  taskId: string;
  sessionId: string;
  userId: string;
  taskType: string;
  agent: string;
  status: TaskStatus;
  /** In percent. */
  progress: number;
  note?: string;
  result?: Record<string, unknown>;
  error?: { code: string; message: string };
  attempts: number;
  createdAt: string;
  updatedAt: string;
}

export interface NewTask {
  sessionId: string;
  taskType: string;
  params?: Record<string, unknown>;
  agent?: string;
}

export interface Announcement {
  id: string;
  content: string;
  timestamp: string;
}

export interface AnalyticsHour {
  hour: string;
  messageCount: number;
  activeSessions: number;
  activeUsers: number;
  avgMessageLength: number;
  aiResponses: number;
}

export interface ArchiveReport {
  moved: number;
  partitionsCreated: number;
  refilled: number;
  durationMs: number;
}
