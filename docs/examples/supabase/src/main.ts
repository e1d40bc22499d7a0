import { COGOChatClient, type ChatMessage, type ChatSession, type Presence, type Typing } from './cogo-chat-client';

const TYPING_FOR_MS = 4000;

function element<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
}

const signIn = element<HTMLFormElement>('sign-in');
const signInError = element<HTMLParagraphElement>('sign-in-error');
const chat = element<HTMLElement>('chat');
const list = element<HTMLOListElement>('messages');
const composer = element<HTMLFormElement>('composer');
const input = element<HTMLTextAreaElement>('content');
const chatError = element<HTMLParagraphElement>('chat-error');

// What the address says fills the form in, such as ?url=http://127.0.0.1:8080&key=eyJ...
const address = new URLSearchParams(location.search);
for (const name of ['url', 'key', 'email', 'session', 'invite']) {
  const given = address.get(name);
  const field = signIn.elements.namedItem(name);
  if (given && field instanceof HTMLInputElement) field.value = given;
}

let client: COGOChatClient;
let me: Presence;
const names = new Map<string, string>();
const typing = new Map<string, number>();

signIn.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = new FormData(signIn, event.submitter);
  void report(signInError, () => enter(form));
});

async function enter(form: FormData): Promise<void> {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  client = new COGOChatClient({ supabaseUrl: text('url'), supabaseKey: text('key') });
  const email = text('email');
  const password = String(form.get('password'));
  const { auth } = client.supabase;
  const { data, error } =
    form.get('do') === 'sign-up'
      ? await auth.signUp({ email, password })
      : await auth.signInWithPassword({ email, password });
  if (error) throw error;
  if (!data.user) throw new Error('Confirm your e-mail address, then sign in.');
  const displayName = email.split('@')[0] ?? email;
  me = { userId: data.user.id, displayName, status: 'online', lastSeen: new Date().toISOString() };

  const invite = text('invite');
  const session = invite
    ? await client.acceptInvite(invite)
    : await client.joinChatSession(text('session') || undefined);
  await open(session);
}

async function open(session: ChatSession): Promise<void> {
  for (const member of session.members ?? []) {
    if (member.displayName) names.set(member.userId, member.displayName);
  }
  element('title').textContent = session.title ?? 'Chat';
  signIn.hidden = true;
  chat.hidden = false;
  client.subscribe(me, { handleNewMessage, handleTyping, handlePresence, handleStatus });
  for (const message of await client.history()) handleNewMessage(message);
  input.focus();
}

/** Shows a message once, in its place by time; history and the channel may both bring it. */
function handleNewMessage(message: ChatMessage): void {
  if (document.getElementById(message.id)) return;
  const item = document.createElement('li');
  item.id = message.id;
  item.dataset['time'] = message.timestamp;
  item.classList.toggle('mine', message.userId === me.userId);
  item.classList.toggle('other-kind', message.messageType !== 'text');
  const head = document.createElement('small');
  const time = new Date(message.timestamp).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  head.textContent = `${authorOf(message)} · ${time}`;
  const body = document.createElement('p');
  body.textContent = message.content;
  item.append(head, body);
  const next = [...list.children].find((other) => ((other as HTMLElement).dataset['time'] ?? '') > message.timestamp);
  list.insertBefore(item, next ?? null);
  if (message.userId) handleTyping({ userId: message.userId, sessionId: message.sessionId, isTyping: false });
  item.scrollIntoView({ block: 'end' });
}

function authorOf(message: ChatMessage): string {
  if (message.userId) return message.userId === me.userId ? 'You' : nameOf(message.userId);
  return { ai_response: 'AI', ai_greeting: 'AI', agent_result: 'Agent' }[message.messageType] ?? 'Chat';
}

const nameOf = (userId: string) => names.get(userId) ?? 'Somebody';

/** Shows who types, for as long as they say so and a moment longer. */
function handleTyping({ userId, isTyping }: Typing): void {
  if (userId === me.userId) return;
  clearTimeout(typing.get(userId));
  typing.delete(userId);
  if (isTyping) {
    typing.set(
      userId,
      window.setTimeout(() => {
        typing.delete(userId);
        showTyping();
      }, TYPING_FOR_MS),
    );
  }
  showTyping();
}

function showTyping(): void {
  const who = [...typing.keys()].map(nameOf);
  element('typing').textContent = who.length > 0 ? `${who.join(', ')} ${who.length > 1 ? 'are' : 'is'} typing …` : '';
}

/** Shows who is there. */
function handlePresence(present: Presence[]): void {
  const badges = present.map(({ userId, displayName, status }) => {
    names.set(userId, displayName);
    const badge = document.createElement('span');
    badge.className = status;
    badge.textContent = userId === me.userId ? 'You' : displayName;
    return badge;
  });
  element('present').replaceChildren(...badges);
}

function handleStatus(status: string): void {
  const live = status === 'SUBSCRIBED';
  const state = element('status');
  state.textContent = live ? 'Live' : 'Connecting …';
  state.classList.toggle('live', live);
}

/** What is being sent, or could not be. */
let attempt: { content: string; clientMessageId: string } | undefined;

composer.addEventListener('submit', (event) => {
  event.preventDefault();
  const content = input.value.trim();
  if (!content) return;
  const kind = event.submitter instanceof HTMLButtonElement ? event.submitter.value : 'send';
  void report(chatError, async () => {
    if (kind === 'ai') await askAi(content);
    else if (kind === 'agent') await client.requestAgentHelp('word_count', { text: content });
    else await send(content);
    // The answer may take a while: what was typed meanwhile stays.
    if (input.value.trim() === content) input.value = '';
    sayTyping(false);
  });
});

async function send(content: string): Promise<void> {
  // The same id for a second attempt: the message is not there twice when only the answer was lost.
  if (attempt?.content !== content) attempt = { content, clientMessageId: crypto.randomUUID() };
  const mine = attempt;
  handleNewMessage(await client.sendMessage(content, { clientMessageId: mine.clientMessageId }));
  if (attempt === mine) attempt = undefined;
}

/** Shows the answer while it is written; the stored message takes its place. */
async function askAi(question: string): Promise<void> {
  const draft = element('draft');
  try {
    const answer = await client.askAi(question, (text) => draft.append(text));
    handleNewMessage(answer);
  } finally {
    draft.replaceChildren();
  }
}

input.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    composer.requestSubmit();
  }
});

let saidAt = 0;
input.addEventListener('input', () => sayTyping(input.value !== ''));

function sayTyping(isTyping: boolean): void {
  const now = Date.now();
  if (isTyping && now - saidAt < TYPING_FOR_MS / 2) return;
  saidAt = isTyping ? now : 0;
  void client.setTyping(me.userId, isTyping);
}

element('invite-link').addEventListener('click', () => {
  void report(chatError, async () => {
    const link = new URL(location.href);
    link.search = '';
    const form = new FormData(signIn);
    for (const name of ['url', 'key']) link.searchParams.set(name, String(form.get(name)));
    link.searchParams.set('invite', await client.invite());
    const shown = element<HTMLInputElement>('link');
    shown.hidden = false;
    shown.value = link.href;
    shown.select();
  });
});

/** Runs the work and shows why it failed. */
async function report(where: HTMLElement, work: () => Promise<void>): Promise<void> {
  where.textContent = '';
  try {
    await work();
  } catch (error) {
    where.textContent = error instanceof Error ? error.message : String(error);
  }
}
