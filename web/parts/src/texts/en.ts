import type { Texts } from './texts.js';

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

export const en: Texts = {
  language: 'en',
  connecting: 'Connecting …',
  retryIn: (seconds) => `No connection. Next attempt in ${seconds} s.`,
  signedOut: 'You are signed out.',
  notKept: 'Messages that wait to be sent are not kept when this page is closed.',

  sessions: 'Conversations',
  noSessions: 'No conversations yet.',
  untitled: 'Untitled',
  unread: (number) => `${number} unread`,
  more: 'More',
  back: 'Back',
  chooseSession: 'Choose a conversation.',

  messages: 'Messages',
  noMessages: 'Nothing was said yet.',
  loading: 'Loading …',
  toEnd: 'To the newest message',
  newMessages: (number) => count(number, 'new message', 'new messages'),
  newLine: 'New',

  ai: 'AI',
  agent: 'Agent',
  system: 'System',
  somebody: 'Somebody',
  deletedAccount: 'Deleted account',
  edited: 'edited',
  deleted: 'This message was deleted.',
  unreadable: 'This message can’t be decrypted.',
  pending: 'Sending …',
  failed: 'Not sent',
  seenBy: (number) => `Seen by ${number}`,
  answerTo: (name) => `Reply to ${name}`,
  actions: 'Actions',
  reply: 'Reply',
  edit: 'Edit',
  delete: 'Delete',
  retry: 'Try again',
  takeBack: 'Take back',
  react: (emoji) => `React with ${emoji}`,
  reaction: (emoji, number) => `${emoji} ${number}`,

  message: 'Message',
  write: 'Write a message',
  send: 'Send',
  save: 'Save',
  askAi: 'Ask the AI',
  letAiAnswer: 'Let the AI answer',
  cancel: 'Cancel',
  answering: (name) => `Replying to ${name}`,
  editing: 'Editing your message',
  mayNotWrite: 'You can’t write here now.',

  writing: 'Writing …',
  stop: 'Stop',
  copy: 'Copy',
  copied: 'Copied',

  task: 'Task',
  taskStatus: {
    queued: 'Waiting',
    working: 'In progress',
    input_required: 'Waiting for an answer',
    completed: 'Done',
    failed: 'Failed',
    canceled: 'Canceled',
  },
  progress: 'Progress',

  approvals: 'Calls of the AI',
  toolAsks: 'The AI wants to use a tool',
  toolFound: 'Only you see what it found',
  approve: 'Allow once',
  approveAndShare: 'Allow and share',
  deny: 'Don’t allow',
  share: 'Share',
  keep: 'Keep to myself',

  typing: (names, others) =>
    others > 0
      ? `${names.join(', ')} and ${count(others, 'other', 'others')} are typing …`
      : `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} typing …`,

  here: (number) => `${number} here`,
  status: { online: 'Online', away: 'Away', offline: 'Offline' },

  search: 'Search',
  searchFor: 'Search messages',
  nothingFound: 'Nothing was found.',
  close: 'Close',

  members: 'Members',
  roles: { owner: 'Owner', admin: 'Admin', member: 'Member' },
  silenced: 'Silenced',
};
