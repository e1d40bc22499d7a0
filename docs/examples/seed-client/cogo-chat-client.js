// The former system's client class, with its methods and handlers, on this server's own client: what it got by hand (one channel, one function,
// rows of a table) comes from rooms, and what it lost (a cut connection, a message typed offline) does not get lost.
import { createChat, passwordAuth, supabaseAuth } from "@cogo-chat/client";

export class COGOChatClient {
  #room;
  #leaving = [];

  /** `url`, and `supabase` (a client of supabase-js, which keeps the login) or nothing; the rest goes to `createChat`. */
  constructor({ url, supabase, ...options }) {
    const auth = supabase === undefined ? passwordAuth() : supabaseAuth(supabase);
    this.chat = createChat({ url, auth, ...options });
  }

  /** Joins a session that one is a member of; creates one when none is named. */
  async joinChatSession(sessionId, { title } = {}) {
    const id = sessionId ?? (await this.chat.sessions.create({ title })).id;
    await this.leave();
    this.#room = this.chat.room(id);
    this.#leaving.push(this.#room.attach());
    return this.#room;
  }

  /** The message as it is stored; it is kept and sent again until then. */
  async sendMessage(content, options) {
    return this.#room.messages.send({ text: content, ...options }).stored;
  }

  /** The AI's answer, told in pieces while it is written. */
  async requestAiResponse(message, onPiece = () => {}) {
    const asking = this.#room.ai.ask(message);
    for await (const piece of asking) onPiece(piece);
    return (await asking.answer).message;
  }

  /** Accepted, not done: the progress comes to `handleTask`, the result into the session. */
  async requestAgentHelp(taskType, params, handleTask) {
    const task = await this.#room.tasks.start({ taskType, params });
    if (handleTask !== undefined) {
      const watched = this.#room.tasks.watch(task.taskId);
      this.#leaving.push(watched.subscribe((state) => state.task && handleTask(state.task)));
    }
    return task;
  }

  /** Listens to the session that was joined: each message once, in order, those of now included. */
  subscribe({ handleNewMessage, handleTyping, handlePresence }) {
    const { messages, typing, presence } = this.#room;
    let last = 0;
    const news = () => {
      for (const message of messages.items.get()) {
        if (message.seq > last) handleNewMessage(message);
        last = Math.max(last, message.seq ?? 0);
      }
    };
    this.#leaving.push(
      messages.items.subscribe(news),
      typing.users.subscribe((users) => handleTyping?.(users)),
      presence.users.subscribe((users) => handlePresence?.([...users.values()])),
    );
    news();
  }

  setTyping(isTyping) {
    const { typing } = this.#room;
    if (isTyping) typing.keystroke();
    else typing.stop();
  }

  /** Stops listening; the membership stays. */
  async leave() {
    for (const dispose of this.#leaving.splice(0)) dispose();
    this.#room = undefined;
  }

  close() {
    this.leave();
    this.chat.close();
  }
}
