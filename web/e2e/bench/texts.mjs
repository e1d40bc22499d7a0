// What is written: the same in each run, and as mixed as a chat is.

const WORDS = 'the keeper lights a lamp at dusk and writes into the book what ships went by that night'.split(' ');
const words = (from, count) => Array.from({ length: count }, (_, i) => WORDS[(from + i) % WORDS.length]).join(' ');

/** The text of the message with number `i`: mostly a line, now and then several, a list, a link or some code. */
export function message(i) {
  const line = `${i}: ${words(i, 4 + ((i * 7) % 20))}.`;
  switch (i % 12) {
    case 5:
      return `${line}\n\n${words(i, 60)}.\n\n${words(i + 3, 40)}.`;
    case 8:
      return `${line}\n\n- **first** ${words(i, 6)}\n- second \`${words(i, 2)}\`\n- see https://example.org/${i}`;
    case 11:
      return `${line}\n\n\`\`\`js\nconst turn = ${i};\nlamp.on({ turn });\n\`\`\``;
    default:
      return line;
  }
}

export const ANSWER_END = 'And that is all about lighthouses.';

/** An answer of some 2,000 tokens (four characters each, as English has them) with what models write: headings, lists, code, a table. */
export function longAnswer() {
  let text = '';
  for (let i = 1; text.length < 8_000 - ANSWER_END.length; i++) {
    text += `## Part ${i}\n\n${words(i, 60)}. **${words(i, 4)}** and *${words(i + 2, 3)}*, \`${words(i, 2)}\`.\n\n`;
    text += `1. ${words(i, 12)}\n2. ${words(i + 5, 9)}\n   - ${words(i, 5)}\n\n`;
    if (i % 3 === 0)
      text += `\`\`\`ts\nexport const part = ${i};\nfunction turn(lamp: Lamp) {\n  return lamp.on(part);\n}\n\`\`\`\n\n`;
    if (i % 4 === 0)
      text += `| night | ships | light |\n|---|---:|:-:|\n| one | ${i} | white |\n| two | ${i + 1} | red |\n\n`;
  }
  return text + ANSWER_END;
}
