import { send, sendAs, type RequestOptions } from './http';
import type { Tokens } from './tokens';
import type {
  AnalyticsHour,
  Announcement,
  Answer,
  ArchiveReport,
  Credentials,
  Greeting,
  Login,
  Message,
  NewSession,
  NewTask,
  Page,
  Question,
  ReadMark,
  Registration,
  Session,
  Task,
  User,
} from './types';

/** The calls that need no login. */
export const accounts = {
  register: (registration: Registration) => send<Login>('POST', '/auth/register', { body: registration }),
  login: (credentials: Credentials) => send<Login>('POST', '/auth/login', { body: credentials }),
  refresh: (refreshToken: string) => send<Login>('POST', '/auth/refresh', { body: { refreshToken } }),
  logout: (refreshToken: string) => send<void>('POST', '/auth/logout', { body: { refreshToken } }),
};

/** The server's REST calls for somebody who is logged in. Every one rejects with a `ProblemError`. */
export class ChatApi {
  constructor(private readonly tokens: Tokens) {}

  updateMe(change: { displayName?: string; language?: string }): Promise<User> {
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

  /** Repeating it with the same `clientMessageId` gives the first result and sends nothing twice. */
  async sendMessage(sessionId: string, content: string, clientMessageId: string): Promise<Message> {
    const body = { sessionId, content, clientMessageId };
    return (await this.call<{ message: Message }>('POST', '/chat/message', { body })).message;
  }

  greet(sessionId: string, language?: string): Promise<Greeting> {
    return this.call('POST', '/chat/ai-greeting', { body: { sessionId, language } });
  }

  ask(question: Question): Promise<Answer> {
    return this.call('POST', '/chat/ai-response', { body: question });
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
