import {
  FunctionsHttpError,
  createClient,
  type RealtimeChannel,
  type SupabaseClient,
  type SupabaseClientOptions,
} from '@supabase/supabase-js';

export interface ChatConfig {
  supabaseUrl: string;
  supabaseKey: string;
  options?: SupabaseClientOptions<'public'>;
}

export interface ChatSession {
  id: string;
  title?: string;
  memberCount: number;
  members?: { userId: string; displayName?: string }[];
}

export interface ChatMessage {
  id: string;
  sessionId: string;
  /** Missing for what the AI, an agent or the server wrote. */
  userId?: string;
  content: string;
  messageType: string;
  timestamp: string;
}

export interface MessageOptions {
  /** Makes a repeated send harmless: it gives the first result. */
  clientMessageId?: string;
  replyTo?: string;
  language?: string;
  metadata?: Record<string, unknown>;
}

export interface AgentTask {
  taskId: string;
  status: string;
}

/** A row as `postgres_changes` brings it. */
export interface MessageRow {
  id: string;
  session_id: string;
  user_id: string | null;
  content: string;
  message_type: string;
  timestamp: string;
}

export interface Typing {
  userId: string;
  sessionId: string;
  isTyping: boolean;
}

export interface Presence {
  userId: string;
  displayName: string;
  status: 'online' | 'away';
  lastSeen: string;
}

/** What happens in the session that was joined. */
export interface ChatHandlers {
  handleNewMessage(message: ChatMessage): void;
  handleTyping(typing: Typing): void;
  handlePresence(present: Presence[]): void;
  handleStatus?(status: string): void;
}

/** A refusal of the server, with its stable code. */
export class ChatError extends Error {
  override readonly name = 'ChatError';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const FUNCTION = 'chat-gateway';

/** The seed's client: sessions, messages and agents over one function, live events over one channel. */
export class COGOChatClient {
  readonly supabase: SupabaseClient;
  private chatChannel: RealtimeChannel | undefined;
  private sessionId: string | undefined;

  constructor(config: ChatConfig) {
    this.supabase = createClient(config.supabaseUrl, config.supabaseKey, config.options);
  }

  /** Joins a session that one is a member of; creates one when none is named. */
  async joinChatSession(sessionId?: string, options?: { title?: string }): Promise<ChatSession> {
    return this.joined(await this.call<ChatSession>({ action: 'join_session', sessionId, ...options }));
  }

  /** Joins the session that an invite leads to. */
  async acceptInvite(invite: string): Promise<ChatSession> {
    return this.joined(await this.call<ChatSession>({ action: 'join_session', invite }));
  }

  async sendMessage(content: string, options?: MessageOptions): Promise<ChatMessage> {
    const body = { action: 'send_message', sessionId: this.sessionId, content, ...options };
    return (await this.call<{ message: ChatMessage }>(body)).message;
  }

  /** Accepted, not done: the progress and the result come into the session. */
  async requestAgentHelp(taskType: string, params: Record<string, unknown>): Promise<AgentTask> {
    return this.call<AgentTask>({ action: 'agent_task', sessionId: this.sessionId, taskType, params });
  }

  /** Asks the AI, and hears the answer while it is written. Question and answer become messages of the session. */
  async askAi(message: string, onPiece: (text: string) => void): Promise<ChatMessage> {
    const body = { action: 'ai_response', sessionId: this.sessionId, message };
    const response = await this.call<Response>(body, '', { Accept: 'text/event-stream' });
    for await (const { event, data } of eventsOf(response)) {
      if (event === 'ai_delta') onPiece((data as { text: string }).text);
      if (event === 'ai_done') return (data as { message: ChatMessage }).message;
      if (event === 'error') throw problemOf(data as Problem);
    }
    throw new ChatError('ai_failed', 'The answer broke off.');
  }

  /** The session's last messages, oldest first. */
  async history(limit = 50): Promise<ChatMessage[]> {
    const body = { action: 'history', sessionId: this.sessionId, limit };
    return (await this.call<{ items: ChatMessage[] }>(body)).items;
  }

  /** The secret part of a link; whoever has it can join. */
  async invite(): Promise<string> {
    const path = `/chat/session/${this.sessionId}/invites`;
    return (await this.call<{ token: string }>({}, path)).token;
  }

  /** Listens to the session that was joined. */
  subscribe(me: Presence, handlers: ChatHandlers): void {
    const { handleNewMessage, handleTyping, handlePresence, handleStatus } = handlers;
    const channel = this.supabase
      .channel(`chat_session_${this.sessionId}`, { config: { presence: { key: me.userId } } })
      .on<MessageRow>(
        'postgres_changes',
        {
          event: 'INSERT',
          schema: 'public',
          table: 'chat_messages_realtime',
          filter: `session_id=eq.${this.sessionId}`,
        },
        (change) => handleNewMessage(messageOf(change.new)),
      )
      .on<Typing>('broadcast', { event: 'typing' }, ({ payload }) => handleTyping(payload))
      .on('presence', { event: 'sync' }, () => {
        const present = Object.values(channel.presenceState<Presence>());
        handlePresence(present.flatMap((entries) => entries.slice(-1)));
      })
      .subscribe((status) => {
        handleStatus?.(status);
        if (status === 'SUBSCRIBED') void channel.track(me);
      });
    this.chatChannel = channel;
  }

  async setTyping(userId: string, isTyping: boolean): Promise<void> {
    if (!this.chatChannel || !this.sessionId) return;
    const payload: Typing = { userId, sessionId: this.sessionId, isTyping };
    await this.chatChannel.send({ type: 'broadcast', event: 'typing', payload });
  }

  /** Stops listening; the membership stays. */
  async leave(): Promise<void> {
    if (this.chatChannel) await this.supabase.removeChannel(this.chatChannel);
    this.chatChannel = undefined;
  }

  private joined(session: ChatSession): ChatSession {
    this.sessionId = session.id;
    return session;
  }

  private async call<T>(body: Record<string, unknown>, path = '', headers: Record<string, string> = {}): Promise<T> {
    const { data, error } = await this.supabase.functions.invoke<T>(FUNCTION + path, { body, headers });
    if (error) throw await refusal(error);
    return data as T;
  }
}

interface Problem {
  code: string;
  detail: string;
}

const problemOf = ({ code, detail }: Problem) => new ChatError(code, detail);

/** The server-sent events of a response, in the form in which this server writes them. */
async function* eventsOf(response: Response): AsyncGenerator<{ event: string; data: unknown }> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const events = (text + chunk.value).split('\n\n');
    text = events.pop() ?? '';
    for (const lines of events) {
      const [, event = '', data = 'null'] = /^event: (.*)\ndata: (.*)$/.exec(lines) ?? [];
      yield { event, data: JSON.parse(data) as unknown };
    }
  }
}

async function refusal(error: unknown): Promise<Error> {
  if (error instanceof FunctionsHttpError) {
    return problemOf((await (error.context as Response).json()) as Problem);
  }
  return error instanceof Error ? error : new Error(String(error));
}

function messageOf(row: MessageRow): ChatMessage {
  return {
    id: row.id,
    sessionId: row.session_id,
    ...(row.user_id && { userId: row.user_id }),
    content: row.content,
    messageType: row.message_type,
    timestamp: row.timestamp,
  };
}
