import type { TimelinePage } from '../realtime/events';
import { send, sendAs, type RequestOptions } from './http';
import type { Tokens } from './tokens';
import type {
  AddableBy,
  AnalyticsHour,
  Announcement,
  Answer,
  ArchiveReport,
  Block,
  Credentials,
  DataExport,
  Greeting,
  Invite,
  InvitePreview,
  Login,
  LoginEntry,
  Member,
  MemberChange,
  Message,
  NewInvite,
  NewMessage,
  NewSession,
  NewTask,
  Page,
  Question,
  ReactionChange,
  ReadMark,
  Registration,
  Session,
  SessionChange,
  Task,
  User,
} from './types';

/** The calls that need no login. */
export const accounts = {
  register: (registration: Registration) => send<Login>('POST', '/auth/register', { body: registration }),
  login: (credentials: Credentials) => send<Login>('POST', '/auth/login', { body: credentials }),
  forgotPassword: (email: string) => send<void>('POST', '/auth/password/forgot', { body: { email } }),
  resetPassword: (token: string, password: string) =>
    send<void>('POST', '/auth/password/reset', { body: { token, password } }),
  refresh: (refreshToken: string) => send<Login>('POST', '/auth/refresh', { body: { refreshToken } }),
  logout: (refreshToken: string) => send<void>('POST', '/auth/logout', { body: { refreshToken } }),
};

/** The server's REST calls for somebody who is logged in. Every one rejects with a `ProblemError`. */
export class ChatApi {
  constructor(private readonly tokens: Tokens) {}

  updateMe(change: { displayName?: string; language?: string; addableBy?: AddableBy }): Promise<User> {
    return this.call('PATCH', '/auth/me', { body: change });
  }

  sessions(cursor?: string, signal?: AbortSignal): Promise<Page<Session>> {
    return this.call('GET', '/chat/sessions', { query: { limit: 50, cursor }, signal });
  }

  session(id: string, signal?: AbortSignal): Promise<Session> {
    return this.call('GET', `/chat/session/${id}`, { signal });
  }

  createSession(session: NewSession): Promise<Session> {
    return this.call('POST', '/chat/session', { body: session });
  }

  updateSession(id: string, change: SessionChange): Promise<Session> {
    return this.call('PATCH', `/chat/session/${id}`, { body: change });
  }

  muteSession(id: string, muted: boolean): Promise<void> {
    return this.call('PUT', `/chat/session/${id}/mute`, { body: { muted } });
  }

  transferOwnership(id: string, userId: string): Promise<Session> {
    return this.call('POST', `/chat/session/${id}/owner`, { body: { userId } });
  }

  members(sessionId: string, cursor?: string, signal?: AbortSignal): Promise<Page<Member>> {
    return this.call('GET', `/chat/session/${sessionId}/members`, { query: { limit: 100, cursor }, signal });
  }

  updateMember(sessionId: string, userId: string, change: MemberChange): Promise<Member> {
    return this.call('PATCH', `/chat/session/${sessionId}/members/${userId}`, { body: change });
  }

  addMember(sessionId: string, member: string): Promise<Session> {
    return this.call('POST', `/chat/session/${sessionId}/members`, { body: { member } });
  }

  removeMember(sessionId: string, userId: string): Promise<void> {
    return this.call('DELETE', `/chat/session/${sessionId}/members/${userId}`);
  }

  markRead(sessionId: string, seq: number): Promise<ReadMark> {
    return this.call('POST', `/chat/session/${sessionId}/read`, { body: { seq } });
  }

  /** A page in seq order: the newest messages, or those next to a seq. */
  history(
    sessionId: string,
    where: { before?: number; after?: number; limit?: number } = {},
    signal?: AbortSignal,
  ): Promise<Page<Message>> {
    return this.call('GET', `/chat/history/${sessionId}`, { query: where, signal });
  }

  /** What happened in a session after a seq, in seq order without a gap. */
  events(sessionId: string, after: number, limit: number, signal?: AbortSignal): Promise<TimelinePage> {
    return this.call('GET', `/chat/session/${sessionId}/events`, { query: { after, limit }, signal });
  }

  /** Repeating it with the same `clientMessageId` gives the first result and sends nothing twice. */
  async sendMessage(sessionId: string, message: NewMessage): Promise<Message> {
    const body = { sessionId, ...message };
    return (await this.call<{ message: Message }>('POST', '/chat/message', { body })).message;
  }

  async editMessage({ sessionId, id }: Message, content: string): Promise<Message> {
    const path = `/chat/session/${sessionId}/message/${id}`;
    return (await this.call<{ message: Message }>('PATCH', path, { body: { content } })).message;
  }

  async deleteMessage({ sessionId, id }: Message): Promise<Message> {
    return (await this.call<{ message: Message }>('DELETE', `/chat/session/${sessionId}/message/${id}`)).message;
  }

  setReaction({ sessionId, id }: Message, emoji: string, on: boolean): Promise<ReactionChange> {
    const path = `/chat/session/${sessionId}/message/${id}/reaction/${encodeURIComponent(emoji)}`;
    return this.call(on ? 'PUT' : 'DELETE', path);
  }

  search(
    where: { q: string; sessionId?: string; limit?: number; cursor?: string },
    signal?: AbortSignal,
  ): Promise<Page<Message>> {
    return this.call('GET', '/chat/search', { query: where, signal });
  }

  createInvite(sessionId: string, invite: NewInvite): Promise<Invite> {
    return this.call('POST', `/chat/session/${sessionId}/invites`, { body: invite });
  }

  invites(sessionId: string, signal?: AbortSignal): Promise<Page<Invite>> {
    return this.call('GET', `/chat/session/${sessionId}/invites`, { signal });
  }

  revokeInvite(sessionId: string, inviteId: string): Promise<void> {
    return this.call('DELETE', `/chat/session/${sessionId}/invites/${inviteId}`);
  }

  invite(token: string, signal?: AbortSignal): Promise<InvitePreview> {
    return this.call('GET', `/chat/invite/${encodeURIComponent(token)}`, { signal });
  }

  acceptInvite(token: string): Promise<Session> {
    return this.call('POST', `/chat/invite/${encodeURIComponent(token)}`);
  }

  blocks(cursor?: string, signal?: AbortSignal): Promise<Page<Block>> {
    return this.call('GET', '/chat/blocks', { query: { limit: 50, cursor }, signal });
  }

  setBlock(userId: string, blocked: boolean): Promise<void> {
    return this.call(blocked ? 'PUT' : 'DELETE', `/chat/blocks/${userId}`);
  }

  startExport(): Promise<DataExport> {
    return this.call('POST', '/auth/me/export');
  }

  dataExport(id: string): Promise<DataExport> {
    return this.call('GET', `/auth/me/export/${id}`);
  }

  downloadExport(id: string): Promise<Blob> {
    return this.call('GET', `/auth/me/export/${id}/data`, { read: (response) => response.blob() });
  }

  /** Also ends all other logins. */
  changePassword(currentPassword: string, newPassword: string): Promise<void> {
    return this.call('POST', '/auth/password', { body: { currentPassword, newPassword } });
  }

  logins(signal?: AbortSignal): Promise<Page<LoginEntry>> {
    return this.call('GET', '/auth/logins', { signal });
  }

  endLogin(id: string): Promise<void> {
    return this.call('DELETE', `/auth/logins/${id}`);
  }

  endOtherLogins(): Promise<void> {
    return this.call('DELETE', '/auth/logins', { query: { scope: 'others' } });
  }

  deleteMe(password: string): Promise<void> {
    return this.call('POST', '/auth/me/deletion', { body: { password } });
  }

  greet(sessionId: string, language?: string): Promise<Greeting> {
    return this.call('POST', '/chat/ai-greeting', { body: { sessionId, language } });
  }

  ask(question: Question): Promise<Answer> {
    return this.call('POST', '/chat/ai-response', { body: question });
  }

  /** Ends an answer that the AI is writing. */
  async cancelRun(runId: string): Promise<void> {
    await this.call('POST', `/chat/ai-run/${runId}/cancel`, {});
  }

  /** Has a run's question answered once more. */
  async askAgain(runId: string, language: string | undefined): Promise<void> {
    await this.call('POST', `/chat/ai-run/${runId}/again`, { body: { language } });
  }

  startTask(task: NewTask): Promise<Task> {
    return this.call('POST', '/chat/agent-task', { body: task });
  }

  task(taskId: string, signal?: AbortSignal): Promise<Task> {
    return this.call('GET', '/chat/agent-status', { query: { taskId }, signal });
  }

  analytics(signal?: AbortSignal): Promise<Page<AnalyticsHour>> {
    return this.call('GET', '/chat/analytics', { signal });
  }

  archive(): Promise<ArchiveReport> {
    return this.call('POST', '/chat/archive');
  }

  announce(content: string): Promise<Announcement> {
    return this.call('POST', '/chat/announcement', { body: { content } });
  }

  private call<T>(method: string, path: string, options?: RequestOptions): Promise<T> {
    return sendAs<T>(this.tokens, method, path, options);
  }
}
