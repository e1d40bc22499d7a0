/** What the server's OpenAPI document describes. Times are RFC 3339 strings, ids UUIDs. */

/** Who may put somebody into sessions without asking. */
export type AddableBy = 'anyone' | 'shared' | 'invite';

export interface User {
  id: string;
  email: string;
  displayName: string;
  language?: string;
  /** Left out for the server's own rule. */
  addableBy?: AddableBy;
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
  /** Until when they may read and not write; missing when they may write. */
  silencedUntil?: string;
}

export type SessionKind = 'direct' | 'group';

export interface Session {
  id: string;
  kind: SessionKind;
  title?: string;
  language?: string;
  ai: boolean;
  /** Encrypted in the database: no AI, no search. */
  encrypted: boolean;
  /** How long a member waits between two messages; 0 for not at all. */
  slowModeSeconds: number;
  /** Since when nobody may write in it. */
  archivedAt?: string;
  /** Whether the caller gets no notifications of it. */
  muted: boolean;
  createdBy?: string;
  createdAt: string;
  lastActivity: string;
  /** The seq of the last event of the timeline. */
  lastSeq: number;
  /** The caller's read mark. */
  lastReadSeq: number;
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
  encrypted?: boolean;
}

/** What may be changed of a session; what is missing stays. */
export interface SessionChange {
  title?: string;
  language?: string;
  ai?: boolean;
  slowModeSeconds?: number;
  archived?: boolean;
}

export interface SessionSettings {
  title?: string;
  language?: string;
  ai: boolean;
  slowModeSeconds: number;
  archivedAt?: string;
}

export interface MemberChange {
  role?: 'admin' | 'member';
  /** How long they may read and not write; 0 ends that. */
  silenceSeconds?: number;
}

export type MessageType = 'text' | 'ai_greeting' | 'ai_response' | 'agent_result' | 'system';

export interface Message {
  id: string;
  /** Position in the session's timeline, whose other events take numbers too. */
  seq: number;
  sessionId: string;
  /** Missing for what the server itself wrote. Stays when the author's account is deleted. */
  userId?: string;
  content: string;
  messageType: MessageType;
  timestamp: string;
  clientMessageId?: string;
  replyTo?: string;
  metadata?: Record<string, unknown>;
  mentions?: string[];
  editedAt?: string;
  editedBy?: string;
  /** From then on it is a tombstone without content. */
  deletedAt?: string;
  deletedBy?: string;
  /** That the server can't open an encrypted message: then it has no content. */
  unreadable?: boolean;
  /** Only in history: events don't carry them. */
  reactions?: Reaction[];
}

export interface Reaction {
  emoji: string;
  count: number;
  /** Whether the reader is one of them. */
  mine: boolean;
}

export interface ReactionChange {
  sessionId: string;
  messageId: string;
  messageSeq: number;
  userId: string;
  emoji: string;
  on: boolean;
  /** How many members react so now. */
  count: number;
}

export interface NewMessage {
  content: string;
  clientMessageId: string;
  replyTo?: string;
  mentions?: string[];
  metadata?: Record<string, unknown>;
}

export interface Invite {
  id: string;
  sessionId: string;
  /** The secret part of the link; only in the answer that creates it. */
  token?: string;
  createdBy?: string;
  createdAt: string;
  expiresAt?: string;
  maxUses?: number;
  uses: number;
}

export interface NewInvite {
  expiresInSeconds?: number;
  maxUses?: number;
}

export interface InvitePreview {
  /** The session, when the reader is a member already. */
  sessionId?: string;
  title?: string;
  memberCount: number;
  expiresAt?: string;
}

export interface Block {
  userId: string;
  displayName: string;
  since: string;
}

export interface LoginEntry {
  id: string;
  createdAt: string;
  /** When it last got new tokens. */
  lastUsedAt: string;
  door: 'rest' | 'supabase';
  address?: string;
  userAgent?: string;
  /** Whether it is the login of this page. */
  current: boolean;
}

export interface DataExport {
  id: string;
  status: 'running' | 'done';
  createdAt: string;
  bytes?: number;
  expiresAt?: string;
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
  /** How many connections they have to the session's channel. */
  devices: number;
  /** What a client said of its user beside the status. */
  state?: Record<string, unknown>;
}

export interface PresencePage {
  items: Presence[];
  next: string | null;
  /** How many are there, on this page and all others. */
  total: number;
  /** Whether the server knows of everybody; it does not for some seconds after servers came or went. */
  complete: boolean;
  /** Members who are not there, on demand. */
  offline?: Presence[];
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
