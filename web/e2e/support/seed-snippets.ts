// The supabase-js code of the architecture document that this server replaces, as it stands there: only what it takes for granted is
// handed in, and what it declares is handed out.
import { createClient, type RealtimeChannel, type SupabaseClient } from '@supabase/supabase-js';

type ChatConfig = { supabaseUrl: string; supabaseKey: string };
type ChatSession = any;
type MessageOptions = any;
type ChatMessage = any;
type Handler = (payload: any) => void;

export function clientOfThePage(supabaseUrl: string, supabaseAnonKey: string) {
  const supabase = createClient(supabaseUrl, supabaseAnonKey, {
    realtime: {
      params: { eventsPerSecond: 100 },
    },
  });
  return supabase;
}

export function channelOfASession(
  supabase: SupabaseClient,
  sessionId: string,
  handleNewMessage: Handler,
  handleTyping: Handler,
  handlePresence: () => void,
) {
  // 채팅 세션 구독
  const channel = supabase
    .channel(`chat_session_${sessionId}`)
    .on('postgres_changes', { event: 'INSERT', schema: 'public', table: 'chat_messages_realtime' }, handleNewMessage)
    .on('broadcast', { event: 'typing' }, handleTyping)
    .on('presence', { event: 'sync' }, handlePresence)
    .subscribe();
  return channel;
}

export class COGOChatClient {
  private supabase: SupabaseClient;
  private chatChannel?: RealtimeChannel;
  // The document's class uses it, and never declares it.
  sessionId?: string;

  constructor(config: ChatConfig) {
    this.supabase = createClient(config.supabaseUrl, config.supabaseKey);
  }

  async joinChatSession(sessionId: string): Promise<ChatSession> {
    // Edge Function 호출로 세션 생성/참여
    const response = await this.supabase.functions.invoke('chat-gateway', {
      body: { action: 'join_session', sessionId },
    });

    // Realtime 채널 구독
    this.chatChannel = this.supabase.channel(`chat_session_${sessionId}`).subscribe();

    return response.data;
  }

  async sendMessage(content: string, options?: MessageOptions): Promise<void> {
    await this.supabase.functions.invoke('chat-gateway', {
      body: {
        action: 'send_message',
        sessionId: this.sessionId,
        content,
        ...options,
      },
    });
  }

  async requestAgentHelp(taskType: string, params: any): Promise<void> {
    await this.supabase.functions.invoke('chat-gateway', {
      body: {
        action: 'agent_task',
        taskType,
        params,
      },
    });
  }
}

export function batching(supabase: SupabaseClient, channel: RealtimeChannel, generateId: () => string) {
  // 대량 메시지 배치 삽입
  const batchInsertMessages = async (messages: ChatMessage[]) => {
    await supabase.from('chat_messages_realtime').insert(messages);

    // Realtime으로 배치 브로드캐스트
    await channel.send({
      type: 'broadcast',
      event: 'batch_messages',
      payload: { messages, batchId: generateId() },
    });
  };
  return batchInsertMessages;
}

// Edge Function 전역 연결 재사용
let globalSupabaseClient: SupabaseClient;

export function clientOfTheFunction(url: string, key: string) {
  if (!globalSupabaseClient) {
    globalSupabaseClient = createClient(url, key, {
      db: { schema: 'public' },
      auth: { persistSession: false },
    });
  }
  return globalSupabaseClient;
}

export async function measured(supabase: SupabaseClient) {
  // 함수 실행 시간 및 비용 추적
  const metrics = {
    startTime: Date.now(),
    dbQueries: 0,
    aiRequests: 0,
    errors: 0,
  };

  // 함수 종료 시 로깅
  return await supabase.from('function_metrics').insert({
    function_name: 'chat-gateway',
    execution_time: Date.now() - metrics.startTime,
    db_queries: metrics.dbQueries,
    ai_requests: metrics.aiRequests,
    errors: metrics.errors,
    timestamp: new Date(),
  });
}
