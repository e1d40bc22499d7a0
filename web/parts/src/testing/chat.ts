import {
  createChat,
  passwordAuth,
  type Chat,
  type Fetch,
  type Message,
  type PasswordAuth,
  type Session,
} from '@cogo-chat/client';

export const me = '01890000-0000-7000-8000-000000000001';
export const ben = '01890000-0000-7000-8000-000000000002';
export const sessionId = '01890000-0000-7000-8000-00000000000a';

const at = '2026-03-01T10:00:00Z';

export const session: Session = {
  id: sessionId,
  kind: 'group',
  title: 'Lighthouses',
  ai: true,
  aiMode: 'explicit',
  whenBusy: 'queue',
  encrypted: false,
  slowModeSeconds: 0,
  muted: false,
  createdAt: at,
  lastActivity: at,
  lastSeq: 3,
  lastReadSeq: 1,
  unread: 2,
  role: 'member',
  memberCount: 2,
  members: [
    { userId: me, displayName: 'Ann', role: 'member', joinedAt: at },
    { userId: ben, displayName: 'Ben', role: 'owner', joinedAt: at },
  ],
};

export function message(seq: number, userId: string, createdAt: string): Message {
  return {
    key: `k${seq}`,
    id: `i${seq}`,
    seq,
    sessionId,
    author: { kind: 'user', id: userId, name: userId === me ? 'Ann' : 'Ben' },
    mine: userId === me,
    parts: [{ type: 'text', text: `text ${seq}` }],
    text: `text ${seq}`,
    state: 'sent',
    createdAt,
    mentions: [],
    reactions: [],
    metadata: {},
  };
}

/** An agent that says what it needs. */
const agent = {
  handle: 'words',
  name: 'Words',
  skills: [
    {
      taskType: 'word_list',
      title: 'List of words',
      params: {
        type: 'object',
        required: ['text'],
        properties: {
          text: { type: 'string', description: 'What is cut.' },
          lower: { type: 'boolean' },
          kind: { enum: ['all', 'unique'] },
          skip: { type: 'array', items: { type: 'string' } },
          output: { type: 'object', properties: { columns: { type: 'integer', minimum: 1 } } },
          extra: { type: 'object' },
        },
      },
    },
  ],
};

/** Somebody who is signed in and has read their one session; then the network went away. */
export async function offlineChat(change: Partial<Session> = {}): Promise<Chat<PasswordAuth>> {
  const user = { id: me, displayName: 'Ann', operator: false, createdAt: at };
  const answers: Record<string, unknown> = {
    '/auth/login': { user, accessToken: 'a', refreshToken: 'r', tokenType: 'Bearer', expiresIn: 3600 },
    '/chat/sessions': { items: [{ ...session, ...change }], next: null },
    '/chat/agents': { items: [agent], next: null },
  };
  const fetch: Fetch = async (address) => {
    const answer = answers[new URL(String(address)).pathname];
    if (answer === undefined) {
      throw new TypeError('no network');
    }
    return Response.json(answer);
  };
  const chat = createChat({ url: 'http://chat.invalid', auth: passwordAuth(), fetch, sockjs: false, lingerMs: 0 });
  await chat.auth.signIn({ email: 'ann@example.org', password: 'p' });
  await chat.sessions.load();
  return chat;
}

/** Asks until it is so. */
export async function until(what: string, ask: () => unknown): Promise<void> {
  for (let i = 0; i < 1_000; i++) {
    if (ask()) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`waited for ${what}`);
}
