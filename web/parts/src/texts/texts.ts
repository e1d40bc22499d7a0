import type { Task } from '@cogo-chat/client';

/** All that the parts say. A language that lacks one does not compile. */
export interface Texts {
  /** The BCP 47 tag of the language, for dates and numbers. */
  readonly language: string;
  readonly connecting: string;
  readonly retryIn: (seconds: number) => string;
  readonly signedOut: string;
  readonly notKept: string;

  readonly sessions: string;
  readonly noSessions: string;
  readonly untitled: string;
  readonly unread: (count: number) => string;
  readonly more: string;
  readonly back: string;
  readonly chooseSession: string;

  readonly messages: string;
  readonly noMessages: string;
  readonly loading: string;
  readonly toEnd: string;
  readonly newMessages: (count: number) => string;
  readonly newLine: string;

  readonly ai: string;
  readonly agent: string;
  readonly system: string;
  readonly somebody: string;
  readonly deletedAccount: string;
  readonly edited: string;
  readonly deleted: string;
  readonly unreadable: string;
  readonly pending: string;
  readonly failed: string;
  readonly seenBy: (count: number) => string;
  readonly answerTo: (name: string) => string;
  readonly actions: string;
  readonly reply: string;
  readonly edit: string;
  readonly delete: string;
  readonly retry: string;
  readonly takeBack: string;
  readonly react: (emoji: string) => string;
  readonly reaction: (emoji: string, count: number) => string;

  readonly message: string;
  readonly write: string;
  readonly send: string;
  readonly save: string;
  readonly askAi: string;
  /** Of one message. */
  readonly letAiAnswer: string;
  readonly cancel: string;
  readonly answering: (name: string) => string;
  readonly editing: string;
  readonly mayNotWrite: string;

  readonly writing: string;
  readonly stop: string;
  readonly copy: string;
  readonly copied: string;

  readonly task: string;
  readonly taskStatus: Readonly<Record<Task['status'], string>>;
  readonly progress: string;

  readonly approvals: string;
  readonly toolAsks: string;
  readonly toolFound: string;
  readonly approve: string;
  readonly approveAndShare: string;
  readonly deny: string;
  readonly share: string;
  readonly keep: string;

  readonly typing: (names: readonly string[], others: number) => string;

  readonly here: (count: number) => string;
  readonly status: Readonly<Record<'online' | 'away' | 'offline', string>>;

  readonly search: string;
  readonly searchFor: string;
  readonly nothingFound: string;
  readonly close: string;

  readonly members: string;
  readonly roles: Readonly<Record<'owner' | 'admin' | 'member', string>>;
  readonly silenced: string;
}
