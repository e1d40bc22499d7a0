export { announcementsOf } from './announcements.js';
export { choicesOf, detailOf } from './approval.js';
export type { Choice } from './approval.js';
export { answerIn } from './answers.js';
export type { AiAnswer } from './answers.js';
export { bannerOf } from './banner.js';
export { composerOf } from './composer.js';
export type { Composer, ComposerState } from './composer.js';
export { isComposing, isSubmit, linesOf } from './field.js';
export { EMOJIS, ICONS } from './icons.js';
export type { IconName } from './icons.js';
export { readersOf } from './reads.js';
export { mayAskAbout, rightTo } from './rights.js';
export type { Row } from './rows.js';
export { runIn } from './run.js';
export { createSearch } from './search.js';
export type { Find, Search, SearchState } from './search.js';
export { ownLanguage, textsIn } from './texts/load.js';
export type { Texts } from './texts/texts.js';
export { settingsOf } from './session.js';
export { threadOf } from './thread.js';
export type { Thread, ThreadView } from './thread.js';
export {
  assistantOf,
  dayText,
  excerptOf,
  hueOf,
  initialsOf,
  isSilenced,
  memberName,
  memberNote,
  nameOf,
  timeText,
  titleOf,
  typingText,
  whenText,
} from './words.js';
export type { CodeKind, CodePiece, ReadCode } from './code.js';
export { code, markdown, plainCode, plainText } from './nodes.js';
export type { MarkdownNode, MarkdownTag, ParseMarkdown } from './nodes.js';
