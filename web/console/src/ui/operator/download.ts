import { ChatError, type Chat } from '@cogo-chat/client';
import { saveFile } from '../saveFile';

/** Saves what an address of the API answers, which is no JSON, as a file. */
export async function download(chat: Chat, address: string, name: string): Promise<void> {
  const headers = { authorization: `Bearer ${await chat.auth.token()}` };
  const response = await fetch(address, { headers });
  if (!response.ok) {
    const { code = 'internal', detail = '' } = (await response.json()) as { code?: string; detail?: string };
    throw new ChatError(code, detail, response.status);
  }
  saveFile(await response.blob(), name);
}
