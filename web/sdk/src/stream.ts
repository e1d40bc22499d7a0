/** Hands on the text of an answer as it comes; all at once where answers can't be read in pieces (React Native). */
export async function readText(response: Response, take: (text: string) => void): Promise<void> {
  if (!response.body || typeof TextDecoder === 'undefined') {
    take(await response.text());
    return;
  }
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    take(decoder.decode(piece.value, { stream: true }));
  }
}

/** Cuts text that comes in pieces into lines. */
export function lines(take: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const found = (rest + text).split('\n');
    rest = found.pop()!;
    found.forEach(take);
  };
}

/** Reads server-sent events. */
export async function readEvents(response: Response, take: (event: string, data: string) => void): Promise<void> {
  let name = 'message';
  let data: string[] = [];
  const line = (raw: string) => {
    const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (text === '') {
      if (data.length > 0) {
        take(name, data.join('\n'));
      }
      name = 'message';
      data = [];
    } else if (text.startsWith('event:')) {
      name = text.slice(6).trim();
    } else if (text.startsWith('data:')) {
      data.push(text.slice(5).replace(/^ /, ''));
    }
  };
  await readText(response, lines(line));
}
