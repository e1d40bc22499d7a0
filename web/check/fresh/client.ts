import { ChatError, createChat, indexedDbStorage, passwordAuth, type Message, type Room } from '@cogo-chat/client';

const chat = createChat({ url: location.origin, auth: passwordAuth(), storage: indexedDbStorage() });

export const linesOf = (messages: readonly Message[]): string[] =>
  messages.map(({ author, text }) => `${author.kind}: ${text}`);

export async function begin(title: string): Promise<Room> {
  await chat.auth.signIn({ email: 'ada@example.org', password: 'seven quiet lighthouses' });
  const session = await chat.sessions.create({ title });
  const room = chat.room(session.id);
  room.messages.items.subscribe((messages) => console.log(linesOf(messages)));
  try {
    await room.messages.send('Which lighthouse shall we see first?').stored;
    const { message } = await room.ai.ask('When was it built?').answer;
    const { taskId } = await room.tasks.start({ taskType: 'word_count', params: { text: message.content } });
    console.log(room.tasks.watch(taskId).get().task?.progress);
  } catch (error) {
    if (error instanceof ChatError && error.code === 'rate_limited') {
      console.log(error.retryAfterMs);
    }
  }
  return room;
}
