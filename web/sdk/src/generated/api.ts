// Made by `npm run generate` out of the OpenAPI and AsyncAPI documents; change those.

/**
 * A UUID in its canonical form.
 *
 */
export type Id = string;
export type PresenceStatus = 'online' | 'away' | 'offline';
/**
 * What a member may do, from most to least.
 *
 */
export type MemberRole = 'owner' | 'admin' | 'member';
/**
 * The text: something to see (spaces, fillers and format characters alone are none), at most 32 KiB of UTF-8 (else
 * `content_too_large`), without control characters other than tab and line ends (else `invalid_content`). It is kept as
 * it was written, but for directions (Unicode's UAX 9) that it opens: those are closed at the end of their line.
 *
 *
 */
export type MessageContent = string;
/**
 * The sender's own id of the message. Sending again with the same one, in the same session, gives the stored message
 * and makes no second one.
 *
 *
 */
export type ClientMessageId = string;
/**
 * Members to be told of the message; others are left out.
 *
 * @maxItems 50
 *
 */
export type Mentions = Id[];
/**
 * One emoji sequence of Unicode, or a short name of ASCII letters, digits, `+`, `-` and `_`. An emoji is kept and answered in
 * its fully-qualified form: with or without variation selectors it is the same reaction.
 *
 *
 */
export type Emoji = string;
/**
 * Where a task stands; `completed`, `failed` and `canceled` are final.
 *
 */
export type TaskStatus = 'queued' | 'working' | 'input_required' | 'completed' | 'failed' | 'canceled';
/**
 * A BCP 47 language tag, such as `ko` or `pt-BR`: a `langtag` of RFC 5646, section 2.1, whose variants and extensions differ.
 *
 *
 */
export type Language = string;
/**
 * An e-mail address of ASCII, as browsers take it (HTML Living Standard, 4.10.5.1.5). Upper and lower case, and blanks around
 * it, do not matter.
 *
 *
 */
export type Email = string;
/**
 * Who may put the user into sessions without asking: `anyone` who knows their user id or e-mail address; `shared`,
 * who shares a session with them; `invite`, nobody: they follow invites. To all others they are `user_not_found`.
 * Left out of a user who has chosen nothing: then the server's setting `ADD_MEMBERS` says who may.
 *
 *
 */
export type AddableBy = 'anyone' | 'shared' | 'invite';
/**
 * `chat:read` reads sessions and messages and listens to channels, `chat:write` is for whatever changes something and for
 * calls over the event-bus bridge, `ai` for asking the AI, `tasks` for tasks of agents.
 *
 *
 */
export type Scope = 'chat:read' | 'chat:write' | 'ai' | 'tasks';
/**
 * Which messages ask the AI by themselves, while it takes part (`ai`): none (`explicit`); those that name an assistant, as `@ai`, and
 * replies to its messages (`mention`); all of who is alone with assistants (`always`, with more people the same as `mention`). When
 * nothing is said it is `always` in a direct session with an assistant, else `explicit`. An answer comes as to a question that was
 * asked by `POST /chat/ai-response`. A message asks four assistants at most.
 *
 *
 */
export type AiMode = 'explicit' | 'mention' | 'always';
/**
 * What becomes of a message that asks the AI by itself while the AI still answers an earlier one of its author: it waits for its turn
 * (`queue`, as long as nothing is said); it is not answered, and `ai_done` says `too_many_runs` (`reject`); it ends what is under way,
 * whose text stays as it is, and is answered in its place (`restart`); or the answer that is under way begins anew, and is for both (`steer`).
 *
 *
 */
export type WhenBusy = 'queue' | 'reject' | 'restart' | 'steer';
/**
 * The handle of the assistant that is asked. Without it the session's own is: of the assistants that are members the one that joined
 * first, else the built-in one.
 *
 *
 */
export type AskedAssistant = string;
/**
 * What endpoints can be told of.
 *
 */
export type WebhookEvent =
  | 'task.input_required'
  | 'task.completed'
  | 'task.failed'
  | 'task.canceled'
  | 'message.created'
  | 'message.updated'
  | 'message.deleted';

/**
 * What goes with a send beside its body.
 *
 */
export interface SendHeaders {
  /**
   * A random name of at most 36 characters; good on its connection only.
   */
  replyAddress?: string;
}
/**
 * Headers of a frame.
 *
 */
export interface FrameHeaders {
  /**
   * `Bearer` and an access token.
   */
  authorization?: string;
}
/**
 * Headers of a register.
 *
 */
export interface RegisterHeaders {
  /**
   * `Bearer` and an access token.
   */
  authorization?: string;
  /**
   * The seq of the last event that the client has; 0 for none.
   */
  since?: number | string;
}
/**
 * The same facts once more, for the public client's `onevent(event, message)`.
 *
 */
export interface NoticeDetails {
  channel?: string;
  /**
   * Where a session's channel stands.
   */
  seq?: number;
  /**
   * Whether everything after `since` comes.
   */
  recovered?: boolean;
  /**
   * The register's.
   */
  since?: number;
  /**
   * An error's code, or a close code.
   */
  code?: string | number;
  /**
   * The close code's name.
   */
  reason?: string;
  /**
   * Whether to connect again.
   */
  comeBack?: boolean;
  /**
   * In how many milliseconds to connect again.
   */
  afterMs?: number;
}
/**
 * An answer that is being written, so far.
 *
 */
export interface AiSnapshot {
  sessionId: Id;
  /**
   * The message that is answered.
   */
  questionId: string;
  runId: Id;
  /**
   * Who asked.
   */
  userId: string;
  assistant: AssistantCard;
  /**
   * Which answer to the question it is, from 1.
   */
  variant: number;
  /**
   * Counts from 1; what an earlier attempt wrote is to be forgotten.
   */
  attempt: number;
  /**
   * The text's length in UTF-16 code units, as JavaScript counts.
   */
  offset: number;
  text: string;
}
/**
 * An assistant, as everybody sees it.
 *
 */
export interface AssistantCard {
  /**
   * Of its account, the author of its messages.
   */
  userId: string;
  /**
   * What messages call it by, after an @.
   */
  handle: string;
  displayName: string;
  description?: string;
  /**
   * One emoji, or the https address of a picture.
   */
  avatar?: string;
}
/**
 * What an account has that is an assistant's.
 *
 */
export interface AssistantBadge {
  /**
   * What messages call it by, after an @.
   */
  handle: string;
  /**
   * One emoji, or the https address of a picture.
   */
  avatar?: string;
}
/**
 * A piece of an answer.
 *
 */
export interface AiDelta {
  sessionId: Id;
  /**
   * The message that is answered.
   */
  questionId: string;
  runId: Id;
  /**
   * Which attempt wrote it.
   */
  attempt: number;
  /**
   * Counts the pieces of an attempt, from 0.
   */
  index: number;
  /**
   * Where in the attempt's text it stands, in UTF-16 code units.
   */
  offset: number;
  text: string;
}
/**
 * The end of a run of the AI.
 *
 */
export interface AiDone {
  sessionId: Id;
  /**
   * The message that was to be answered.
   */
  questionId: string;
  runId: Id;
  /**
   * `cancelled` also when a part of the answer is in the session.
   */
  status: 'done' | 'failed' | 'cancelled';
  /**
   * The code of why there is no answer; left out when there is one.
   */
  error?: string;
  /**
   * The answer's message; left out when there is none.
   */
  messageId?: string;
  /**
   * True when there is no message, and what was heard of the run is to be forgotten; else left out.
   */
  retract?: boolean;
}
/**
 * How far a call of a tool is.
 *
 */
export interface AiStep {
  sessionId: Id;
  runId: Id;
  callId: Id;
  /**
   * Who asked the question, and is asked about the call.
   */
  userId: string;
  /**
   * Whose tool; `chat` for those of this server.
   */
  server: string;
  tool: string;
  state: 'proposed' | 'waiting' | 'approved' | 'running' | 'found' | 'shared' | 'kept' | 'denied';
}
/**
 * A call of a tool that the AI wants to make for a question.
 *
 */
export interface ToolApproval {
  callId: Id;
  runId: Id;
  sessionId: Id;
  /**
   * Whose tool; `chat` for those of this server.
   */
  server: string;
  tool: string;
  /**
   * As the model wrote them.
   */
  arguments: {
    [k: string]: unknown;
  };
  /**
   * `proposed` and `approved` before it is made, `waiting` and `found` while the caller is asked, `shared` and `kept` when
   * the answer is made with and without what it found, `denied` when it is not made.
   *
   */
  state: 'proposed' | 'waiting' | 'approved' | 'running' | 'found' | 'shared' | 'kept' | 'denied';
  /**
   * The beginning of what it found, 4,096 characters at most; left out before, and when the run is over.
   */
  result?: string;
  /**
   * When no word counts as no; left out when nobody is asked.
   */
  deadline?: string;
  createdAt: string;
}
/**
 * That a member types, or no longer.
 *
 */
export interface Typing {
  userId: Id;
  sessionId: Id;
  isTyping: boolean;
}
/**
 * What a client says to the others, passed on as it is, with who says it. There is `payload` or `data`.
 *
 *
 */
export interface Broadcast {
  id: Id;
  userId?: Id;
  /**
   * Names the connection that it came from.
   */
  from: string;
  /**
   * What the clients call it.
   */
  event: string;
  /**
   * Any JSON.
   */
  payload?: {
    [k: string]: unknown;
  };
  /**
   * Bytes in base64.
   */
  data?: string;
  /**
   * What stood beside event and payload.
   */
  extra?: {
    [k: string]: unknown;
  };
}
/**
 * How a member is now; `offline` comes once, when their last connection has been gone for some seconds. It is told when
 * status or state change, and not in sessions where more than 200 are there: see `presence_summary`.
 *
 *
 */
export interface PresenceChange {
  userId: Id;
  sessionId: Id;
  displayName: string;
  status: PresenceStatus;
  lastSeen: string;
  /**
   * How many connections they have to the channel, when this was told.
   */
  devices: number;
  /**
   * What they said of themselves last, if anything.
   */
  state?: {
    [k: string]: unknown;
  };
}
/**
 * A page on a free channel, with what it says of itself.
 *
 */
export interface Track {
  /**
   * Of the page's stay on the channel.
   */
  id: string;
  /**
   * From 1, one more each time the page says something else.
   */
  version: number;
  /**
   * What its client lists it under; several pages may have the same.
   */
  key: string;
  /**
   * At most 1024 bytes of JSON.
   */
  state: {
    [k: string]: unknown;
  };
}
export interface Tracks {
  /**
   * All pages on the channel, at most 200, instead of what was told before.
   */
  items: Track[];
}
export interface TracksChange {
  /**
   * Pages that came, or say something else.
   */
  joins: Track[];
  /**
   * Pages that left, as they were, or that say something else now.
   */
  leaves: Track[];
}
/**
 * Who is there, all in all. In a session where more than 200 are there it comes instead of `user_presence`, at most every
 * two seconds, with numbers alone. Elsewhere it comes after servers came or went, or when a large session has become
 * small, with all who are there: forget what was told before.
 *
 *
 */
export interface PresenceSummary {
  sessionId: Id;
  total: number;
  online: number;
  away: number;
  /**
   * All of them; missing in a large session.
   */
  items?: Presence[];
}
/**
 * Somebody who listens to a session, or did so.
 *
 */
export interface Presence {
  userId: Id;
  displayName: string;
  status: PresenceStatus;
  /**
   * When a server last heard of them; of somebody offline, when they last left a session's channel.
   */
  lastSeen: string;
  /**
   * How many connections they have to the channel; 0 when they are offline.
   */
  devices: number;
  /**
   * What they said of themselves last, if anything.
   */
  state?: {
    [k: string]: unknown;
  };
}
/**
 * What changed in a session. It comes on the session's channel, where it is part of the timeline, and on the channel of
 * the user whom it concerns; `created` comes there only.
 *
 *
 */
export interface SessionUpdate {
  sessionId: Id;
  /**
   * `member_updated` is a new role or a silence. After `member_erased` everything that the user wrote in the session
   * is to be forgotten.
   *
   */
  change: 'created' | 'member_added' | 'member_removed' | 'member_updated' | 'settings_changed' | 'member_erased';
  /**
   * Whom it concerns.
   */
  userId?: string;
  /**
   * Who made it; left out when nobody did.
   */
  by?: string;
  member?: Member;
  settings?: SessionSettings;
  timestamp: string;
}
/**
 * A member of a session.
 *
 */
export interface Member {
  userId: Id;
  displayName: string;
  role: MemberRole;
  joinedAt: string;
  /**
   * Until when they may read and not write; left out when they may write.
   */
  silencedUntil?: string;
  assistant?: AssistantBadge;
}
/**
 * The settings as they are now, with `settings_changed`.
 *
 */
export interface SessionSettings {
  title?: string;
  /**
   * What the server itself says in it; left out when each reader's own language is to be used.
   */
  language?: string;
  /**
   * Whether the AI may be asked in it.
   */
  ai: boolean;
  /**
   * Which messages ask the AI by themselves: none, those that name it or reply to it, or all of who is alone with it.
   *
   */
  aiMode: 'explicit' | 'mention' | 'always';
  /**
   * What becomes of such a message while an earlier one of its author is being answered.
   */
  whenBusy: 'queue' | 'reject' | 'restart' | 'steer';
  /**
   * How long an ordinary member waits between two messages; 0 for not at all.
   */
  slowModeSeconds: number;
  /**
   * Since when nobody may write in it; left out while they may.
   */
  archivedAt?: string;
}
/**
 * That a message is meant for the user. It is a hint and comes at most once, and not from sessions that they have muted
 * nor from people whom they have blocked; what is unread stands in the session.
 *
 *
 */
export interface Notification {
  reason: 'mention' | 'reply';
  sessionId: Id;
  messageId: Id;
  /**
   * The message's.
   */
  seq: number;
  /**
   * Who wrote it; left out when the server did.
   */
  userId?: string;
  /**
   * The writer's name.
   */
  displayName?: string;
  /**
   * The beginning of the message, at most 200 characters; left out in an encrypted session.
   */
  preview?: string;
  timestamp: string;
}
/**
 * Where sessions of the user stand now in which something has happened: a message came, was changed or was deleted, members
 * or settings changed, or the user has read at another device. Reactions are not told. It comes for all sessions of the user,
 * also for those on whose channels the user does not listen, at most twice a second, and for a session at most once a second,
 * each six seconds in one of a thousand members. It says states, not steps, so a later one stands for a lost one. After
 * `subscribed` and `lagged`, and where `complete` is false, read the list of sessions again.
 *
 *
 */
export interface SessionActivity {
  /**
   * Each session once, 50 at most.
   */
  items: ActiveSession[];
  /**
   * False when something happened in more sessions than these.
   */
  complete: boolean;
}
/**
 * Where a session stands, as the user sees it. What is older by its `seq` and `lastReadSeq` than what one knows is to be
 * left alone.
 *
 *
 */
export interface ActiveSession {
  sessionId: Id;
  /**
   * Of the last event of its timeline.
   */
  seq: number;
  /**
   * The user's read mark.
   */
  lastReadSeq: number;
  /**
   * Messages after that mark.
   */
  unread: number;
  /**
   * When the last message came.
   */
  lastActivity: string;
  lastMessage?: Message;
  /**
   * Who wrote it.
   */
  displayName?: string;
  /**
   * True when settings or members have changed, too; read the session again then. Left out when not.
   */
  changed?: boolean;
}
/**
 * A stored message as it is now.
 *
 */
export interface Message {
  id: Id;
  /**
   * Its place in the session's timeline, which counts from 1 without holes over all events.
   */
  seq: number;
  sessionId: Id;
  /**
   * Who wrote it, for `ai_greeting` and `ai_response` the assistant; left out when the server did, or when a former system did not
   * say who. The id stays when that account is deleted: it then leads to nobody.
   *
   */
  userId?: string;
  /**
   * Empty when the message was deleted.
   */
  content: string;
  messageType: 'text' | 'ai_greeting' | 'ai_response' | 'agent_result' | 'system';
  /**
   * When it was stored.
   */
  timestamp: string;
  clientMessageId?: string;
  replyTo?: string;
  metadata?: {
    [k: string]: unknown;
  };
  /**
   * The members whom the sender named.
   */
  mentions?: Id[];
  /**
   * When the text was last changed; left out when it never was.
   */
  editedAt?: string;
  /**
   * Who changed it, the author or somebody whose role allows it. The id stays as `userId` does.
   */
  editedBy?: string;
  /**
   * When it was deleted; what remains is a tombstone without content, metadata and mentions.
   */
  deletedAt?: string;
  /**
   * Who deleted it. The id stays as `userId` does.
   */
  deletedBy?: string;
  /**
   * Who thinks what of it, where history is read; left out when there is none, and in events, which do not change it.
   *
   */
  reactions?: Reaction[];
  /**
   * True for a message of an encrypted session that the server can't open, because it was changed in the database or its key
   * is missing; it has no content and metadata then. Left out for all others.
   *
   */
  unreadable?: boolean;
}
/**
 * How many members reacted with the same sign.
 *
 */
export interface Reaction {
  emoji: string;
  count: number;
  /**
   * Whether the reader is one of them.
   */
  mine: boolean;
}
/**
 * Messages with consecutive seqs, in order.
 *
 */
export interface BatchMessages {
  batchId: Id;
  messages: Message[];
}
/**
 * One message, or a batch in `messages`.
 *
 */
export interface SendMessages {
  sessionId: Id;
  content?: MessageContent;
  clientMessageId?: ClientMessageId;
  /**
   * People send text; the other types are the server's own.
   */
  messageType?: 'text';
  replyTo?: Id;
  metadata?: Metadata;
  mentions?: Mentions;
  /**
   * A batch, instead of the fields of one message. It is stored whole or not at all.
   *
   * @minItems 1
   * @maxItems 100
   */
  messages?: NewMessage[];
}
/**
 * Free for clients; at most 4096 bytes as JSON in UTF-8, nested at most 100 deep.
 *
 */
export interface Metadata {
  [k: string]: unknown;
}
/**
 * A message of a batch, before it is stored.
 *
 */
export interface NewMessage {
  content: MessageContent;
  clientMessageId?: ClientMessageId;
  /**
   * People send text; the other types are the server's own.
   */
  messageType?: 'text';
  /**
   * A message of the same session.
   */
  replyTo?: string;
  metadata?: Metadata;
  mentions?: Mentions;
}
/**
 * What became of a reaction.
 *
 */
export interface ReactionChange {
  sessionId: Id;
  messageId: Id;
  /**
   * The message's own seq.
   */
  messageSeq: number;
  /**
   * Who reacted.
   */
  userId: string;
  emoji: string;
  /**
   * Whether the reaction is on now.
   */
  on: boolean;
  /**
   * How many members react so now.
   */
  count: number;
}
/**
 * A message after a change.
 *
 */
export interface ChangedMessage {
  message: Message;
}
/**
 * A page of a session's timeline.
 *
 */
export interface TimelinePage {
  /**
   * In seq order, without a gap.
   */
  items: ChannelEvent[];
  /**
   * The session's last seq when the page was read.
   */
  lastSeq: number;
  /**
   * The seq to give as `after` for the following page; null at the end.
   */
  next: string | null;
}
/**
 * An event, the same on a channel and in the timeline.
 *
 */
export interface ChannelEvent {
  /**
   * Its name, such as `new_message`; the AsyncAPI document has them all.
   */
  event: string;
  channel: string;
  /**
   * Its place in the session's timeline; left out for what is no part of it.
   */
  seq?: number;
  /**
   * As the AsyncAPI document describes it for the event.
   */
  payload: {
    [k: string]: unknown;
  };
}
/**
 * What was stored; `message` for one, `messages` for a batch.
 *
 */
export interface StoredMessages {
  message?: Message;
  messages?: Message[];
}
/**
 * How far a member has read.
 *
 */
export interface ReadMark {
  sessionId: Id;
  userId: Id;
  seq: number;
}
/**
 * Who listens to a session.
 *
 */
export interface PresencePage {
  /**
   * In the order of their ids. On the first page the session's assistants stand before them, who are always there; `limit` does
   * not count them.
   *
   */
  items: Presence[];
  next: string | null;
  /**
   * How many listen, on this page and all others.
   */
  total: number;
  /**
   * Whether everybody is known; false for some seconds after servers came or went.
   */
  complete: boolean;
  /**
   * On demand, at most 100 members who do not listen, who left last first; those who never did are missing.
   */
  offline?: Presence[];
}
/**
 * A task, as members of its session see it.
 *
 */
export interface Task {
  taskId: Id;
  sessionId: Id;
  /**
   * Who asked for it.
   */
  userId: string;
  taskType: string;
  agent: string;
  status: TaskStatus;
  /**
   * In percent, as the agent last said.
   */
  progress: number;
  /**
   * What the agent last said it was doing.
   */
  note?: string;
  /**
   * The agent's result, when completed.
   */
  result?: {
    [k: string]: unknown;
  };
  error?: TaskError;
  question?: TaskQuestion;
  /**
   * Who canceled it.
   */
  canceledBy?: string;
  /**
   * How often it was handed to an agent.
   */
  attempts: number;
  createdAt: string;
  updatedAt: string;
}
/**
 * Why a task failed.
 *
 */
export interface TaskError {
  /**
   * `agent_unreachable`, `agent_rejected`, `agent_bad_answer`, `agent_timeout`, `input_timeout`, `agent_removed`,
   * `account_deleted`, or `agent_error`, which is the agent's own word.
   *
   */
  code: string;
  message: string;
}
/**
 * What an agent wants to know before it goes on.
 *
 */
export interface TaskQuestion {
  /**
   * To be given with the answer.
   */
  inputId: string;
  text: string;
  /**
   * Whether any member may answer, or only who asked for the task.
   */
  answerBy: 'member' | 'asker';
}
/**
 * A piece of what an agent made.
 *
 */
export interface Artifact {
  taskId: Id;
  /**
   * Its place among all pieces of the task, from 1.
   */
  number: number;
  artifactId: string;
  name?: string;
  /**
   * As the agent delivered it.
   */
  part: {
    [k: string]: unknown;
  };
  /**
   * Whether the artifact is whole with it.
   */
  last: boolean;
}
/**
 * How a node does, as it measures itself. Rates are of the seconds since the one before.
 *
 */
export interface NodeStatus {
  /**
   * How it is called.
   */
  node: string;
  version: string;
  roles: string[];
  startedAt: string;
  at: string;
  /**
   * The checks that find their part of the node unwell.
   */
  unwell: string[];
  /**
   * Of all cores, 0 to 1.
   */
  cpu: number;
  heapUsedBytes: number;
  heapMaxBytes: number;
  /**
   * Users who are connected to it.
   */
  people: number;
  sockets: number;
  /**
   * That it has stored.
   */
  messagesPerSecond: number;
  /**
   * Events handed to connections.
   */
  deliveriesPerSecond: number;
  /**
   * From an event's publication to its being handed to connections; left out when nothing was lately.
   */
  deliveryMedianMs?: number;
  /**
   * Likewise; one of a hundred took longer.
   */
  deliveryP99Ms?: number;
  /**
   * Answers over HTTP that were the server's fault.
   */
  errorsPerMinute: number;
}
/**
 * What the database knows of the whole cluster.
 *
 */
export interface ClusterStatus {
  at: string;
  /**
   * In millionths of a dollar, since midnight in UTC.
   */
  aiCostTodayMicros: number;
  /**
   * Those that are registered.
   */
  agents: number;
  /**
   * Those of them that get tasks.
   */
  agentsEnabled: number;
  /**
   * What has not ended, by its kind; a kind without any is left out.
   */
  work: OpenWork[];
}
/**
 * Work of one kind that has not ended, counted up to 10,000.
 *
 */
export interface OpenWork {
  /**
   * ai, tasks, webhooks, mails or personal_data.
   */
  kind: string;
  waiting: number;
  running: number;
}
/**
 * An announcement.
 *
 */
export interface Announcement {
  id: Id;
  content: string;
  timestamp: string;
}
/**
 * A new account.
 *
 */
export interface Register {
  email: Email;
  /**
   * At least 8 characters (a server may want more), 4 of them different, and neither one that is guessed early, as
   * common passwords and words with the usual endings are, nor the address or name; else `weak_password`. At most 256
   * characters. Counted are code points after the normalisation of RFC 8265 (OpaqueString: NFC, all spaces alike), in
   * which form the password is also compared.
   *
   */
  password: string;
  /**
   * What others see; the part of the address before the @ when it is left out. Of one line, with something to see, and
   * without characters that hide or turn text (else `invalid_content`); kept in NFC, with single spaces.
   *
   */
  displayName?: string;
  language?: Language;
  /**
   * Only for an address that is listed as an operator's.
   */
  operatorCode?: string;
  /**
   * Of an operator, where the server wants one (`REGISTRATION=invite`).
   */
  invite?: string;
}
/**
 * Who logs in.
 *
 */
export interface Credentials {
  email: Email;
  password: string;
}
/**
 * The refresh token of a login.
 *
 */
export interface RefreshToken {
  refreshToken: string;
}
/**
 * What is to change; the rest stays.
 *
 */
export interface UpdateUser {
  /**
   * As at registration.
   */
  displayName?: string;
  language?: Language;
  addableBy?: AddableBy;
  /**
   * Only for an account whose address is listed as an operator's.
   */
  operatorCode?: string;
}
/**
 * A user, as they see themselves.
 *
 */
export interface User {
  id: Id;
  /**
   * Left out for somebody who has signed in anonymously with supabase-js.
   */
  email?: string;
  displayName: string;
  /**
   * What the AI speaks to them; left out when they have chosen none.
   */
  language?: string;
  addableBy?: AddableBy;
  /**
   * Whether they may use the calls for operators.
   */
  operator: boolean;
  createdAt: string;
}
/**
 * A user and the tokens of a login.
 *
 */
export interface Login {
  user: User;
  /**
   * For the `Authorization` header, and for the headers of a `register` frame.
   */
  accessToken: string;
  /**
   * For one `refresh` or for `logout`. Keep it secret, and keep the newest.
   */
  refreshToken: string;
  tokenType: 'bearer';
  /**
   * How many seconds the access token lives.
   */
  expiresIn: number;
}
/**
 * A new password.
 *
 */
export interface ChangePassword {
  /**
   * May be left out in the first ten minutes of a login; then `reauthentication_needed` asks for it.
   */
  currentPassword?: string;
  /**
   * As at registration, and another one than before; else `weak_password`.
   */
  newPassword: string;
}
/**
 * Another address.
 *
 */
export interface ChangeEmail {
  email: Email;
  /**
   * May be left out in the first ten minutes of a login; then `reauthentication_needed` asks for it.
   */
  currentPassword?: string;
}
/**
 * A login of the caller.
 *
 */
export interface LoginEntry {
  id: Id;
  /**
   * When the user logged in.
   */
  createdAt: string;
  /**
   * When it last got new tokens.
   */
  lastUsedAt: string;
  /**
   * Where it began, `/auth` or `/auth/v1`.
   */
  door: 'rest' | 'supabase';
  /**
   * The network address that it began from, of IPv6 the first 64 bits.
   */
  address?: string;
  /**
   * What the client called itself then.
   */
  userAgent?: string;
  /**
   * Whether the access token of this call is of it.
   */
  current: boolean;
}
/**
 * The logins of the caller.
 *
 */
export interface LoginPage {
  /**
   * Newest first.
   */
  items: LoginEntry[];
  /**
   * Always null.
   */
  next: string | null;
}
/**
 * The providers of single sign-on.
 *
 */
export interface SsoProviderPage {
  /**
   * In the order of the configuration.
   */
  items: {
    /**
     * In addresses, and for people.
     */
    name: string;
  }[];
  /**
   * Always null.
   */
  next: string | null;
}
/**
 * A code that a browser came back with.
 *
 */
export interface ExchangeSsoCode {
  code: string;
  /**
   * What `codeChallenge` was made of.
   */
  codeVerifier: string;
}
/**
 * Who has forgotten the password, or wants an account.
 *
 */
export interface ForgotPassword {
  email: Email;
  language?: Language;
}
/**
 * A password for who has a link.
 *
 */
export interface ResetPassword {
  /**
   * The last part of the link.
   */
  token: string;
  /**
   * See `Register`.
   */
  password: string;
}
/**
 * An account, as operators see it.
 *
 */
export interface ListedUser {
  id: Id;
  /**
   * Left out for somebody who has signed in anonymously.
   */
  email?: string;
  displayName: string;
  anonymous: boolean;
  /**
   * Whether it is a bot or a back end.
   */
  service: boolean;
  operator: boolean;
  createdAt: string;
  /**
   * Since when nobody logs in with it; left out while it is open.
   */
  disabledAt?: string;
  /**
   * When the newest login began that is still known.
   */
  lastLoginAt?: string;
  /**
   * When they were last connected; left out for who never was.
   */
  lastSeen?: string;
}
/**
 * A page of accounts.
 *
 */
export interface ListedUserPage {
  /**
   * Newest first.
   */
  items: ListedUser[];
  /**
   * The `cursor` of the next page; null on the last one.
   */
  next: string | null;
}
/**
 * An entry of the security log. An address stands in it as a hash alone.
 *
 */
export interface AuditEntry {
  id: Id;
  /**
   * When it was written.
   */
  at: string;
  /**
   * What happened; `docs/operating.md` lists the events.
   */
  event: string;
  outcome: 'done' | 'refused';
  /**
   * Why it was refused, an error's code; of ended logins, what ended them.
   */
  reason?: string;
  /**
   * Whose doing it was, a user's id.
   */
  actor?: string;
  /**
   * Whom or what it was done to, a user's id or an operation.
   */
  target?: string;
  /**
   * The account that an operator worked on.
   */
  user?: string;
  /**
   * The account that was named, the first 16 hexadecimal digits of its address's SHA-256.
   */
  account?: string;
  /**
   * The network address that it came from.
   */
  address?: string;
  /**
   * The request's id, as in the answer's `X-Request-Id` and in the log.
   */
  request?: string;
  /**
   * The fields that only some events have.
   */
  details: {
    [k: string]: unknown;
  };
}
/**
 * A page of the security log.
 *
 */
export interface AuditPage {
  /**
   * Newest first.
   */
  items: AuditEntry[];
  /**
   * The `cursor` of the next page; null on the last one.
   */
  next: string | null;
}
/**
 * An account for somebody.
 *
 */
export interface CreateUser {
  email: Email;
  /**
   * See `Register`.
   */
  displayName?: string;
  language?: Language;
  /**
   * Whether they are one.
   */
  operator?: boolean;
  /**
   * A bot or a back end. It has no password and no link, and gets tokens; it is no operator.
   */
  service?: boolean;
}
/**
 * A new account, and how its user chooses a password.
 *
 */
export interface CreatedUser {
  user: ListedUser;
  link?: PasswordLink;
}
/**
 * A way to choose a password, once.
 *
 */
export interface PasswordLink {
  /**
   * For `resetPassword`.
   */
  token: string;
  /**
   * The console's page for it; the server's address goes before it.
   */
  path: string;
  expiresAt: string;
}
/**
 * What is to be different; what is left out stays.
 *
 */
export interface ChangeUser {
  disabled?: boolean;
  operator?: boolean;
}
/**
 * A token for a service user.
 *
 */
export interface CreateApiToken {
  /**
   * What it is for, of one line.
   */
  name: string;
  /**
   * What it is good for.
   *
   * @minItems 1
   * @maxItems 4
   */
  scopes: Scope[];
  /**
   * How long, a minute to two years.
   */
  expiresInSeconds: number;
}
/**
 * A token of a service user.
 *
 */
export interface ApiToken {
  id: Id;
  name: string;
  scopes: Scope[];
  createdAt: string;
  expiresAt: string;
  /**
   * To the minute; left out for never.
   */
  lastUsedAt?: string;
  /**
   * The secret itself; only in the answer that creates it.
   */
  token?: string;
}
/**
 * The tokens of a service user.
 *
 */
export interface ApiTokenPage {
  /**
   * Newest first.
   */
  items: ApiToken[];
  /**
   * Always null.
   */
  next: string | null;
}
/**
 * An invite to register.
 *
 */
export interface CreateRegistrationInvite {
  /**
   * How many accounts can be made by it.
   */
  maxUses?: number;
  /**
   * How long it is good for, a minute to a year.
   */
  expiresInSeconds?: number;
}
/**
 * What lets somebody make an account.
 *
 */
export interface RegistrationInvite {
  token: string;
  maxUses: number;
  expiresAt: string;
}
/**
 * Proof that it is the user who wants it.
 *
 */
export interface DeleteAccount {
  password: string;
}
/**
 * That it will be done.
 *
 */
export interface Accepted {
  [k: string]: unknown;
}
/**
 * A copy of a user's data.
 *
 */
export interface Export {
  id: Id;
  status: 'running' | 'done';
  createdAt: string;
  /**
   * Its length; left out until it is done.
   */
  bytes?: number;
  /**
   * In how many pieces it is kept; left out until it is done.
   */
  parts?: number;
  /**
   * When it is thrown away; left out until it is done.
   */
  expiresAt?: string;
}
/**
 * The data, in a list for each kind: `account`, `sessions`, `messages`, `reactions` and so on; new kinds may come.
 *
 *
 */
export interface ExportData {
  exportId: Id;
  userId: Id;
  /**
   * When the first of it was read.
   */
  begunAt: string;
}
/**
 * A new session.
 *
 */
export interface CreateSession {
  /**
   * Two people for good, or a group whose members may change.
   */
  kind?: 'direct' | 'group';
  /**
   * Of one line, by the rules of a display name.
   */
  title?: string;
  /**
   * The others, by user id or e-mail address; exactly one for a direct session.
   *
   * @maxItems 100
   */
  members?: string[];
  language?: Language;
  /**
   * Whether the AI may be asked in it; when it is left out, yes unless the session is encrypted.
   */
  ai?: boolean;
  aiMode?: AiMode;
  /**
   * Whether its messages are encrypted in the database. Not together with `ai`.
   */
  encrypted?: boolean;
}
/**
 * What is to change; the rest stays.
 *
 */
export interface UpdateSession {
  /**
   * Of one line, by the rules of a display name.
   */
  title?: string;
  language?: Language;
  /**
   * Whether the AI may be asked in it; never in an encrypted one.
   */
  ai?: boolean;
  aiMode?: AiMode;
  whenBusy?: WhenBusy;
  /**
   * How long an ordinary member waits between two messages; 0 for not at all.
   */
  slowModeSeconds?: number;
  /**
   * Whether to end writing in it, or to begin it again.
   */
  archived?: boolean;
}
/**
 * Whether notifications are off.
 *
 */
export interface MuteSession {
  muted: boolean;
}
/**
 * A session, as one of its members sees it. The last message of an encrypted one comes without its content.
 *
 */
export interface Session {
  id: Id;
  kind: 'direct' | 'group';
  title?: string;
  /**
   * What the server itself says in it; left out when each reader's own language is to be used.
   */
  language?: string;
  /**
   * Whether the AI may be asked in it.
   */
  ai: boolean;
  aiMode: AiMode;
  whenBusy: WhenBusy;
  /**
   * Whether its messages are encrypted in the database; such a session has no AI and no search.
   */
  encrypted: boolean;
  /**
   * How long an ordinary member waits between two messages; 0 for not at all.
   */
  slowModeSeconds: number;
  /**
   * Since when nobody may write in it; left out while they may.
   */
  archivedAt?: string;
  /**
   * Whether the caller gets no notifications of it.
   */
  muted: boolean;
  /**
   * Who made it; the id stays when that account is deleted. Left out when a former system did not say who.
   *
   */
  createdBy?: string;
  createdAt: string;
  /**
   * When the last message came, or when the session was created.
   */
  lastActivity: string;
  /**
   * The seq of the timeline's last event; 0 before the first.
   */
  lastSeq: number;
  /**
   * The caller's read mark.
   */
  lastReadSeq: number;
  /**
   * How many messages came after the caller's read mark. A deleted one counts until it is passed.
   */
  unread: number;
  role: MemberRole;
  memberCount: number;
  /**
   * The first 100 to join.
   */
  members: Member[];
  lastMessage?: Message;
}
/**
 * How much a user has not read, in all their sessions together.
 *
 */
export interface Unread {
  /**
   * In the sessions that they have not muted.
   */
  messages: number;
  /**
   * How many of these have any.
   */
  sessions: number;
  /**
   * In the sessions that they have muted.
   */
  mutedMessages: number;
}
/**
 * Somebody who is called as was asked.
 *
 */
export interface PersonFound {
  userId: Id;
  displayName: string;
  assistant?: AssistantBadge;
}
/**
 * Who is called as was asked.
 *
 */
export interface PeopleFound {
  items: PersonFound[];
  /**
   * False when there may be more; a longer part of the name finds them.
   */
  complete: boolean;
}
/**
 * A page of sessions.
 *
 */
export interface SessionPage {
  items: Session[];
  /**
   * The cursor of the following page; null at the end.
   */
  next: string | null;
}
/**
 * A page of a session's members.
 *
 */
export interface MemberPage {
  /**
   * The first to join first.
   */
  items: Member[];
  /**
   * The cursor of the following page; null at the end.
   */
  next: string | null;
}
/**
 * What is to change; the rest stays.
 *
 */
export interface UpdateMember {
  /**
   * An owner is made by `transferOwnership`, or when adding.
   */
  role?: 'admin' | 'member';
  /**
   * How long the member may read and not write; 0 ends that.
   */
  silenceSeconds?: number;
}
/**
 * Who is to be owner.
 *
 */
export interface TransferOwnership {
  userId: Id;
}
/**
 * Who is to become a member.
 *
 */
export interface AddMember {
  /**
   * A user id or an e-mail address.
   */
  member: string;
  role?: 'owner' | 'admin' | 'member';
}
/**
 * A new invite.
 *
 */
export interface CreateInvite {
  /**
   * How long it is good for, a minute to a year.
   */
  expiresInSeconds?: number;
  /**
   * How many may join by it; any number when it is left out.
   */
  maxUses?: number;
}
/**
 * A way into a group for whoever knows its token.
 *
 */
export interface Invite {
  id: Id;
  sessionId: Id;
  /**
   * The secret part of the link; only in the answer that creates it.
   */
  token?: string;
  /**
   * Who made it. Its invites end when an account is deleted.
   */
  createdBy?: string;
  createdAt: string;
  /**
   * Left out when it does not expire.
   */
  expiresAt?: string;
  /**
   * Left out when any number may join by it.
   */
  maxUses?: number;
  /**
   * How many have joined by it.
   */
  uses: number;
}
/**
 * A session's open invites.
 *
 */
export interface InvitePage {
  /**
   * Newest first.
   */
  items: Invite[];
  next: string | null;
}
/**
 * Where an invite leads.
 *
 */
export interface InvitePreview {
  /**
   * The session, for who is a member already.
   */
  sessionId?: string;
  title?: string;
  memberCount: number;
  /**
   * Left out when it does not expire.
   */
  expiresAt?: string;
}
/**
 * Somebody on a block list.
 *
 */
export interface Block {
  userId: Id;
  displayName: string;
  since: string;
}
/**
 * A page of a block list.
 *
 */
export interface BlockPage {
  /**
   * Newest first.
   */
  items: Block[];
  /**
   * The cursor of the following page; null at the end.
   */
  next: string | null;
}
/**
 * How far the caller has read.
 *
 */
export interface MarkRead {
  /**
   * The seq up to which the timeline was read.
   */
  seq: number;
}
/**
 * A page of read marks.
 *
 */
export interface ReadMarkPage {
  items: ReadMark[];
  /**
   * The cursor of the following page; null at the end.
   */
  next: string | null;
}
/**
 * A message's new text.
 *
 */
export interface EditMessage {
  content: MessageContent;
}
/**
 * What logs one connection in.
 *
 */
export interface Ticket {
  /**
   * Good once.
   */
  ticket: string;
  /**
   * Seconds that it lives.
   */
  expiresIn: number;
}
/**
 * A page of messages.
 *
 */
export interface MessagePage {
  /**
   * History in seq order, oldest first; what was searched for newest first.
   */
  items: Message[];
  /**
   * The seq of history, or the cursor of a search, to give for the following page; null at the end.
   */
  next: string | null;
}
/**
 * A part of history out of its middle.
 *
 */
export interface MessageWindow {
  /**
   * In seq order, oldest first.
   */
  items: Message[];
  /**
   * The `before` of `getHistory` for the page in front of it; null at the beginning.
   */
  older: string | null;
  /**
   * The `after` of `getHistory` for the page behind it; null at the end.
   */
  newer: string | null;
}
/**
 * Where and how to greet.
 *
 */
export interface RequestGreeting {
  sessionId?: Id;
  language?: Language;
}
/**
 * A greeting.
 *
 */
export interface Greeting {
  content: string;
  language: string;
  model: string;
  /**
   * Who answered; `offline` when no model is connected.
   */
  provider: string;
  /**
   * Whether it was kept from an earlier request.
   */
  cached: boolean;
  message?: Message;
}
/**
 * A question to the AI.
 *
 */
export interface RequestAnswer {
  sessionId: Id;
  message: MessageContent;
  language?: Language;
  clientMessageId?: ClientMessageId;
  assistant?: AskedAssistant;
}
/**
 * A model, as OpenAI describes it.
 *
 */
export interface Model {
  id: string;
  object: string;
  created: number;
  owned_by: string;
}
/**
 * The models that there are.
 *
 */
export interface ModelList {
  object: string;
  data: Model[];
}
/**
 * A request of OpenAI's chat completions; the call says which fields it takes.
 *
 */
export interface CreateChatCompletion {
  model: string;
  /**
   * Of the roles `system`, `developer`, `user` and `assistant`, with `content` as a text or a list of parts of type `text`; beside the first two roles it begins and ends with the user.
   *
   * @minItems 1
   */
  messages: {
    [k: string]: unknown;
  }[];
  stream?: boolean;
  /**
   * Texts; `session_id` and `message_id` are read.
   */
  metadata?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * A chat completion, as OpenAI describes it.
 *
 */
export interface ChatCompletion {
  /**
   * Ends with the run's id, in a session.
   */
  id: string;
  object: string;
  created: number;
  model: string;
  /**
   * The operator's model that wrote it.
   */
  system_fingerprint?: string;
  choices: {
    [k: string]: unknown;
  }[];
  usage: {
    [k: string]: unknown;
  };
  /**
   * In a session `session_id`, `message_id` and `run_id`.
   */
  metadata?: {
    [k: string]: unknown;
  };
}
/**
 * A request of OpenAI's responses; the call says which fields it takes.
 *
 */
export interface CreateResponse {
  model: string;
  /**
   * A text, or messages as in `CreateChatCompletion`, also with parts of type `input_text` and `output_text`.
   */
  input: {
    [k: string]: unknown;
  };
  instructions?: string;
  stream?: boolean;
  /**
   * Texts; `session_id` and `message_id` are read.
   */
  metadata?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * A response, as OpenAI describes it.
 *
 */
export interface ModelResponse {
  /**
   * Ends with the run's id, in a session.
   */
  id: string;
  object: string;
  created_at: number;
  status: string;
  model: string;
  output: {
    [k: string]: unknown;
  }[];
  usage?: {
    [k: string]: unknown;
  };
  /**
   * In a session `session_id`, `message_id` and `run_id`.
   */
  metadata?: {
    [k: string]: unknown;
  };
}
/**
 * A chat as the AI SDK sends it. Other fields are taken, and without effect.
 *
 */
export interface UiChat {
  id: Id;
  trigger?: 'submit-message' | 'regenerate-message';
  /**
   * With `regenerate-message`, the answer that is to be replaced.
   */
  messageId?: string;
  /**
   * The conversation; the last one is the user's.
   *
   * @minItems 1
   */
  messages: {
    /**
     * Of the last one 1 to 128 characters, see `clientMessageId`.
     */
    id?: string;
    role: 'system' | 'user' | 'assistant';
    parts: {
      type: string;
      text?: string;
    }[];
  }[];
  assistant?: AskedAssistant;
  language?: Language;
  [k: string]: unknown;
}
/**
 * The AI's answer.
 *
 */
export interface Answer {
  question: Message;
  message: Message;
  language: string;
  model: string;
  /**
   * Who answered; `offline` when no model is connected.
   */
  provider: string;
  /**
   * Whether it was kept from an earlier request.
   */
  cached: boolean;
  usage?: Usage;
}
/**
 * What the provider counted, in tokens.
 *
 */
export interface Usage {
  promptTokens: number;
  outputTokens: number;
  totalTokens: number;
  /**
   * Those of the prompt that the provider had kept from an earlier one.
   */
  cachedTokens: number;
  /**
   * Those of the output that the model thought.
   */
  thoughtTokens: number;
  /**
   * What tools of the provider made the model read beside the prompt.
   */
  toolTokens: number;
}
/**
 * How to answer.
 *
 */
export interface AskAgain {
  language?: Language;
}
/**
 * Calls that wait for the caller's word.
 *
 */
export interface ToolApprovals {
  items: ToolApproval[];
  next: string | null;
}
/**
 * What becomes of a call.
 *
 */
export interface DecideApproval {
  decision: 'approve' | 'approve_and_share' | 'deny' | 'share' | 'keep';
}
/**
 * One piece of work of the AI for one question.
 *
 */
export interface AiRun {
  runId: Id;
  sessionId: Id;
  /**
   * Who asked.
   */
  userId: string;
  /**
   * Who answers.
   */
  assistantId: string;
  /**
   * The message that is answered.
   */
  questionId: string;
  questionSeq: number;
  /**
   * Which answer to the question it is, from 1.
   */
  variant: number;
  language: string;
  /**
   * `cancelled` also when a part of the answer is in the session; `waiting` while who asked is asked about a call.
   */
  status: 'running' | 'waiting' | 'done' | 'failed' | 'cancelled';
  /**
   * How often it was begun; again when its node died.
   */
  attempt: number;
  /**
   * Whether somebody has ended it and it is not over yet.
   */
  cancelling: boolean;
  /**
   * The seq of the answer's message; left out while there is none.
   */
  answerSeq?: number;
  /**
   * The code of why there is no answer.
   */
  error?: string;
  createdAt: string;
  updatedAt: string;
}
/**
 * What the AI did for one user.
 *
 */
export interface AiUsage {
  budgets: AiBudget[];
  items: AiUsageDay[];
  next: string | null;
}
/**
 * How much may be spent in a period, in millionths of a US dollar.
 *
 */
export interface AiBudget {
  /**
   * Whose it is; `user`, `assistant` or `total`.
   */
  scope: string;
  /**
   * The handle, of an assistant's.
   */
  assistant?: string;
  /**
   * `day` or `month`, in UTC.
   */
  period: string;
  limitMicros: number;
  spentMicros: number;
  /**
   * Kept for answers that are being written.
   */
  reservedMicros: number;
  /**
   * When the next period begins.
   */
  endsAt: string;
}
/**
 * What one model did on one day, as one assistant.
 *
 */
export interface AiUsageDay {
  /**
   * In UTC.
   */
  day: string;
  model: string;
  /**
   * Its handle; left out where it was none, as for a session's title.
   */
  assistant?: string;
  /**
   * Calls of the model, those that failed among them.
   */
  calls: number;
  /**
   * Answers that were given again without a call.
   */
  cachedAnswers: number;
  promptTokens: number;
  outputTokens: number;
  /**
   * In millionths of a US dollar; calls whose price nobody knows cost nothing here.
   */
  costMicros: number;
}
/**
 * What the AI cost.
 *
 */
export interface AiCosts {
  budgets: AiBudget[];
  items: AiCost[];
  next: string | null;
}
/**
 * What the AI cost for one model, assistant, user, session or day.
 *
 */
export interface AiCost {
  /**
   * Which one; left out for calls of which that is not known, as those of a user who was erased.
   */
  key?: string;
  /**
   * Calls of models, those that failed among them.
   */
  calls: number;
  /**
   * Calls without an answer.
   */
  failures: number;
  /**
   * Answers that were given again without a call.
   */
  cachedAnswers: number;
  /**
   * Calls whose cost is missing, because nobody knows the price of the model.
   */
  unpricedCalls: number;
  promptTokens: number;
  cachedTokens: number;
  outputTokens: number;
  thoughtTokens: number;
  /**
   * In millionths of a US dollar.
   */
  costMicros: number;
}
/**
 * Work for an agent.
 *
 */
export interface StartTask {
  sessionId: Id;
  /**
   * What to do, in the agent's terms.
   */
  taskType: string;
  /**
   * What the agent needs; at most 64 KiB as JSON in UTF-8, else `content_too_large`.
   */
  params?: {
    [k: string]: unknown;
  };
  /**
   * The handle of an agent; without it the default one.
   */
  agent?: string;
}
/**
 * Tasks that are not over, oldest first.
 *
 */
export interface OpenTaskPage {
  items: OpenTask[];
  next: string | null;
}
/**
 * A task that is not over, as operators see it.
 *
 */
export interface OpenTask {
  taskId: Id;
  sessionId: Id;
  userId: Id;
  taskType: string;
  /**
   * Its handle.
   */
  agent: string;
  status: TaskStatus;
  /**
   * 0 to 100, as the agent last said.
   */
  progress: number;
  /**
   * How often it was handed to an agent.
   */
  attempts: number;
  createdAt: string;
  updatedAt: string;
}
/**
 * A page of tasks.
 *
 */
export interface TaskPage {
  items: Task[];
  /**
   * The cursor of the following page; null at the end.
   */
  next: string | null;
}
/**
 * What an agent says of a task: a report of type `result` has a `result`, one of type `error` an `error`, one of type
 * `artifact` an `artifact`, one of type `input_required` a `question`; others have none of these.
 *
 *
 */
export interface TaskReport {
  /**
   * The agent's own id of this report, unique for the task.
   */
  eventId: string;
  type: 'progress' | 'artifact' | 'input_required' | 'result' | 'error';
  /**
   * In percent.
   */
  progress?: number;
  /**
   * One line on what is being done.
   */
  note?: string;
  /**
   * Any object of at most 64 KiB as JSON in UTF-8, else `content_too_large`; its string `summary` is what the chat shows.
   *
   */
  result?: {
    [k: string]: unknown;
  };
  /**
   * Why it failed, in one line.
   */
  error?: string;
  /**
   * A piece of what it makes. It follows the pieces with the same `artifactId` that came before.
   */
  artifact?: {
    artifactId: string;
    name?: string;
    /**
     * `text`, `data`, `url` or `raw` in base64, with `mediaType` and `filename`; at most 64 KiB as JSON in UTF-8, else
     * `content_too_large`.
     *
     */
    part: {
      [k: string]: unknown;
    };
    /**
     * Whether the artifact is whole with it.
     */
    last?: boolean;
  };
  /**
   * What it needs to know, of at most 32 KiB; it becomes a message of the session.
   */
  question?: string;
  /**
   * Who may answer the question; without it any member.
   */
  answerBy?: 'member' | 'asker';
}
/**
 * An answer to what an agent asked.
 *
 */
export interface AnswerTask {
  /**
   * The question's.
   */
  inputId: string;
  /**
   * Of at most 32 KiB, else `content_too_large`.
   */
  answer: string;
}
/**
 * A question for work.
 *
 */
export interface LeaseTasks {
  /**
   * How many tasks the agent takes now; 1 if it is not said.
   */
  max?: number;
  /**
   * How long to wait for the first; 0 if it is not said.
   */
  waitSeconds?: number;
}
/**
 * Tasks for an agent.
 *
 */
export interface TaskLeases {
  tasks: TaskLease[];
  /**
   * Tasks that the agent was given and should not go on with. Each is named once.
   */
  canceled: string[];
}
/**
 * A task for an agent.
 *
 */
export interface TaskLease {
  taskId: Id;
  sessionId: Id;
  userId: Id;
  taskType: string;
  params: {
    [k: string]: unknown;
  };
  /**
   * Where at this server to report.
   */
  callbackPath: string;
  /**
   * How long it is the agent's, unless it reports.
   */
  leaseSeconds: number;
  /**
   * How often it was given to the agent.
   */
  attempt: number;
  /**
   * What the agent asked before, and was answered.
   */
  inputs: TaskInput[];
}
/**
 * A question of an agent and its answer.
 *
 */
export interface TaskInput {
  inputId: string;
  question: string;
  answer: string;
  answeredBy?: string;
}
/**
 * A page of pieces.
 *
 */
export interface ArtifactPage {
  items: Artifact[];
  /**
   * The cursor of the following page; null at the end.
   */
  next: string | null;
}
/**
 * An agent, as members see it.
 *
 */
export interface AgentCard {
  /**
   * What tasks name it by.
   */
  handle: string;
  name: string;
  description?: string;
  /**
   * The task types that it takes; empty when it takes any.
   */
  skills: AgentSkill[];
}
/**
 * A kind of task that an agent takes.
 *
 */
export interface AgentSkill {
  taskType: string;
  title?: string;
  description?: string;
  /**
   * A JSON Schema of the task's params; without it anything goes.
   */
  params?: {
    [k: string]: unknown;
  };
}
/**
 * A page of agents.
 *
 */
export interface AgentCardPage {
  items: AgentCard[];
  /**
   * The cursor of the following page; null at the end.
   */
  next: string | null;
}
/**
 * A kind of task that an agent takes.
 *
 */
export interface NewAgentSkill {
  taskType: string;
  title?: string;
  description?: string;
  /**
   * A JSON Schema of the task's params, of at most 8 KiB, with the type object. It can use the words type, title, description,
   * format, default, examples, const, enum, properties, required, additionalProperties, items, and the bounds of numbers,
   * lengths and counts.
   *
   */
  params?: {
    [k: string]: unknown;
  };
}
/**
 * How much an agent is given, and may say.
 *
 */
export interface AgentLimits {
  /**
   * Tasks that it works on at one time; others wait. 100 if it is not said.
   */
  tasksAtOnce?: number;
  /**
   * Reports that it may make of one task in a minute; an end is always taken. 600 if it is not said.
   */
  reportsPerMinute?: number;
  /**
   * The longest params of a task as JSON. 64 KiB if it is not said.
   */
  maxParamsBytes?: number;
  /**
   * How long it may be silent about a task before that fails. 600 if it is not said.
   */
  silenceSeconds?: number;
}
/**
 * An agent to be registered.
 *
 */
export interface CreateAgent {
  /**
   * What tasks will name it by. It never changes.
   */
  handle: string;
  /**
   * Whether it is called (`push`), asks (`pull`), or is called in the words of A2A and asked how it goes (`a2a`).
   */
  kind: 'push' | 'pull' | 'a2a';
  name: string;
  description?: string;
  /**
   * Where an agent is that is called, by http or https, without user, query and fragment; for `a2a` also that of its card, if
   * it ends in `.json`. It may be on the internet, and where `EGRESS_NETWORKS` says.
   *
   */
  url?: string;
  /**
   * What an agent of the kind `a2a` is shown as a bearer; it is kept sealed and shown to nobody. Empty for none.
   *
   */
  token?: string;
  /**
   * The task types that it takes, at most 32 KiB of them; empty or left out for any, or for what the card of an `a2a` agent says.
   *
   *
   * @maxItems 32
   */
  skills?: NewAgentSkill[];
  limits?: AgentLimits;
  /**
   * Where it may work; empty or left out for everywhere.
   *
   * @maxItems 100
   */
  sessions?: Id[];
  /**
   * Whether it gets tasks; true if it is not said.
   */
  enabled?: boolean;
}
/**
 * What to change of an agent.
 *
 */
export interface UpdateAgent {
  name?: string;
  description?: string;
  /**
   * Where an agent is that is called.
   */
  url?: string;
  /**
   * What an agent of the kind `a2a` is shown as a bearer; it is kept sealed and shown to nobody. Empty for none.
   *
   */
  token?: string;
  /**
   * All that it takes from now on; empty for any.
   *
   * @maxItems 32
   */
  skills?: NewAgentSkill[];
  limits?: AgentLimits;
  /**
   * Where it may work from now on; empty for everywhere.
   *
   * @maxItems 100
   */
  sessions?: Id[];
  enabled?: boolean;
}
/**
 * A registered agent, as operators see it.
 *
 */
export interface Agent {
  id: Id;
  handle: string;
  name: string;
  description?: string;
  kind: 'push' | 'pull' | 'a2a';
  url?: string;
  skills: AgentSkill[];
  limits: AgentLimits;
  /**
   * Where it may work; left out for everywhere.
   */
  sessions?: string[];
  enabled: boolean;
  /**
   * Those that count, oldest first.
   */
  secrets: AgentSecret[];
  createdAt: string;
  updatedAt: string;
}
/**
 * A secret of an agent.
 *
 */
export interface AgentSecret {
  id: Id;
  createdAt: string;
  /**
   * When it ends to count, if another takes its place.
   */
  endsAt?: string;
  /**
   * The secret itself, in the answer to what made it.
   */
  secret?: string;
}
/**
 * A page of registered agents.
 *
 */
export interface AgentPage {
  items: Agent[];
  /**
   * The cursor of the following page; null at the end.
   */
  next: string | null;
}
/**
 * An assistant to be made.
 *
 */
export interface CreateAssistant {
  /**
   * What messages call it by, after an @.
   */
  handle: string;
  name: string;
  description?: string;
  /**
   * One emoji, or the https address of a picture.
   */
  avatar?: string;
  /**
   * Which of the server's models (`AI_MODELS`) it asks, in this order, as `gemini:NAME` or `openai:NAME`; none for all, in the
   * server's order.
   *
   *
   * @maxItems 10
   */
  models?: string[];
  /**
   * What the model is told of it, after what it is told of the chat, at most 16 KiB. It can say `{{name}}`, `{{language}}` and
   * `{{languageName}}`.
   *
   */
  template?: string;
  /**
   * The BCP 47 tag of what it writes in when the request does not say; else who asks decides.
   */
  language?: string;
  /**
   * Of an answer, below what the server allows.
   */
  maxOutputTokens?: number;
  /**
   * Which of the server's tools it may use: a server's name, a tool as `SERVER__TOOL`, or `*` for all. None if it is not said.
   *
   *
   * @maxItems 64
   */
  tools?: string[];
  /**
   * What it may spend in a day of UTC, in millionths of a US dollar, in place of the server's limit for assistants.
   */
  dailyMicros?: number;
  /**
   * The same for a month.
   */
  monthlyMicros?: number;
  /**
   * Whether it answers; true if it is not said.
   */
  enabled?: boolean;
}
/**
 * What to change of an assistant.
 *
 */
export interface UpdateAssistant {
  /**
   * What messages call it by, after an @. Messages that call it by the one before ask nobody.
   */
  handle?: string;
  name?: string;
  description?: string;
  /**
   * One emoji, or the https address of a picture.
   */
  avatar?: string;
  /**
   * Which of the server's models (`AI_MODELS`) it asks, in this order, as `gemini:NAME` or `openai:NAME`; none for all, in the
   * server's order.
   *
   *
   * @maxItems 10
   */
  models?: string[];
  /**
   * What the model is told of it, after what it is told of the chat, at most 16 KiB. It can say `{{name}}`, `{{language}}` and
   * `{{languageName}}`.
   *
   */
  template?: string;
  /**
   * The BCP 47 tag of what it writes in when the request does not say; else who asks decides.
   */
  language?: string;
  /**
   * Of an answer, below what the server allows.
   */
  maxOutputTokens?: number;
  /**
   * Which of the server's tools it may use: a server's name, a tool as `SERVER__TOOL`, or `*` for all. None if it is not said.
   *
   *
   * @maxItems 64
   */
  tools?: string[];
  /**
   * What it may spend in a day of UTC, in millionths of a US dollar, in place of the server's limit for assistants.
   */
  dailyMicros?: number;
  /**
   * The same for a month.
   */
  monthlyMicros?: number;
  /**
   * Whether it answers.
   */
  enabled?: boolean;
}
/**
 * An assistant, as operators see it.
 *
 */
export interface Assistant {
  /**
   * Of its account.
   */
  id: string;
  handle: string;
  name: string;
  description?: string;
  avatar?: string;
  /**
   * Empty for all of the server's.
   */
  models: string[];
  template?: string;
  language?: string;
  maxOutputTokens?: number;
  tools: string[];
  dailyMicros?: number;
  monthlyMicros?: number;
  /**
   * Whether it takes part wherever the AI does, member or not.
   */
  builtIn: boolean;
  enabled: boolean;
  createdAt: string;
  updatedAt: string;
}
/**
 * A page of assistants.
 *
 */
export interface AssistantPage {
  items: Assistant[];
  /**
   * The cursor of the following page; null at the end.
   */
  next: string | null;
}
/**
 * The assistants that may be asked.
 *
 */
export interface AssistantCardPage {
  items: AssistantCard[];
  next: string | null;
}
/**
 * How to change over.
 *
 */
export interface AddAgentSecret {
  /**
   * How much longer the secret before counts, a day if it is not said; 0 ends it now.
   */
  keepSeconds?: number;
}
/**
 * An endpoint to be told what happens.
 *
 */
export interface CreateWebhook {
  /**
   * Where it is, by http or https, without user, query and fragment. It may be on the internet, and where `EGRESS_NETWORKS`
   * says.
   *
   */
  url: string;
  description?: string;
  /**
   * What it wants to hear of; empty for all that becomes of tasks. Of messages only those of named `sessions` are told.
   *
   * @maxItems 16
   */
  events?: WebhookEvent[];
  /**
   * Of which sessions; empty for all.
   *
   * @maxItems 100
   */
  sessions?: Id[];
  /**
   * Whether it is told anything.
   */
  enabled?: boolean;
}
/**
 * What to change of an endpoint.
 *
 */
export interface UpdateWebhook {
  /**
   * Where it is, by http or https, without user, query and fragment. It may be on the internet, and where `EGRESS_NETWORKS`
   * says.
   *
   */
  url?: string;
  description?: string;
  /**
   * What it wants to hear of; empty for all that becomes of tasks. Of messages only those of named `sessions` are told.
   *
   * @maxItems 16
   */
  events?: WebhookEvent[];
  /**
   * Of which sessions; empty for all.
   *
   * @maxItems 100
   */
  sessions?: Id[];
  /**
   * Whether it is told anything.
   */
  enabled?: boolean;
}
/**
 * An endpoint, as operators see it.
 *
 */
export interface Webhook {
  id: Id;
  url: string;
  description?: string;
  /**
   * What it wants to hear of; empty for all that becomes of tasks.
   */
  events: WebhookEvent[];
  /**
   * Of which sessions; left out for all.
   */
  sessions?: string[];
  enabled: boolean;
  /**
   * Why the server gave it up.
   */
  disabledReason?: string;
  /**
   * Those that deliveries are signed with, oldest first.
   */
  secrets: WebhookSecret[];
  createdAt: string;
  updatedAt: string;
}
/**
 * What signatures are checked with.
 *
 */
export interface WebhookSecret {
  id: Id;
  createdAt: string;
  /**
   * When nothing is signed with it any more, if another takes its place.
   */
  endsAt?: string;
  /**
   * The secret itself, in the answer to what made it.
   */
  secret?: string;
}
/**
 * The endpoints.
 *
 */
export interface WebhookPage {
  items: Webhook[];
  /**
   * Null; there is no further page.
   */
  next: string | null;
}
/**
 * Something that an endpoint is told.
 *
 */
export interface WebhookDelivery {
  /**
   * Also the `webhook-id`, the same over all attempts.
   */
  id: string;
  /**
   * What it is told; `messages.dropped` when more happened to messages of a session than can be told.
   */
  type:
    | 'task.input_required'
    | 'task.completed'
    | 'task.failed'
    | 'task.canceled'
    | 'message.created'
    | 'message.updated'
    | 'message.deleted'
    | 'messages.dropped';
  /**
   * Whether it is tried again.
   */
  status: 'open' | 'delivered' | 'failed';
  attempts: number;
  /**
   * The HTTP status of the last attempt.
   */
  lastStatus?: number;
  /**
   * Why it had none.
   */
  lastError?: string;
  createdAt: string;
  /**
   * While it is open.
   */
  nextAttemptAt?: string;
  endedAt?: string;
}
/**
 * A page of deliveries, newest first.
 *
 */
export interface WebhookDeliveryPage {
  items: WebhookDelivery[];
  /**
   * The cursor of the following page; null at the end.
   */
  next: string | null;
}
/**
 * Where a task stands after a report.
 *
 */
export interface TaskState {
  taskId: Id;
  status: TaskStatus;
}
/**
 * Why nothing of a session may get lost for now.
 *
 */
export interface SessionHold {
  /**
   * For other operators.
   */
  reason: string;
  heldBy?: Id;
  heldAt: string;
}
/**
 * A session as operators see it, with nothing of what is said in it.
 *
 */
export interface SessionOverview {
  id: Id;
  kind: 'direct' | 'group';
  title?: string;
  /**
   * Whether its messages are encrypted in the database.
   */
  encrypted: boolean;
  createdBy?: Id;
  createdAt: string;
  /**
   * When the last message came, or when it was created.
   */
  lastActivity: string;
  /**
   * Messages so far, deleted ones and those that retention let go too.
   */
  messageCount: number;
  memberCount: number;
  /**
   * Since when nobody may write in it.
   */
  archivedAt?: string;
  hold?: SessionHold;
  /**
   * Whether it is on its way out.
   */
  deleting: boolean;
  /**
   * The files in `ARCHIVE_FOLDER` that have messages of it, oldest first; not in a list.
   */
  files?: string[];
}
/**
 * A page of all sessions.
 *
 */
export interface SessionOverviewPage {
  items: SessionOverview[];
  next: string | null;
}
/**
 * Whether nobody may write in it.
 *
 */
export interface ArchiveAnySession {
  archived: boolean;
}
/**
 * Why nothing of the session may get lost.
 *
 */
export interface HoldSession {
  /**
   * A line for other operators, at most 200 characters.
   */
  reason: string;
}
/**
 * What an archive run did.
 *
 */
export interface ArchiveReport {
  /**
   * Rows that left the hot table.
   */
  moved: number;
  /**
   * Partitions of history that were made ahead.
   */
  partitionsCreated: number;
  /**
   * Rows that came back into a hot table that a crash had emptied.
   */
  refilled: number;
  /**
   * Messages that were older than `RETENTION_DIRECT` or `RETENTION_GROUP` says, and went.
   */
  expired: number;
  /**
   * The files in `ARCHIVE_FOLDER` that they were written into before.
   */
  files: number;
  /**
   * How long it took, in milliseconds.
   */
  durationMs: number;
}
/**
 * The chat by hours.
 *
 */
export interface Analytics {
  items: AnalyticsHour[];
  next: string | null;
}
/**
 * One hour of chat.
 *
 */
export interface AnalyticsHour {
  /**
   * When it began.
   */
  hour: string;
  messageCount: number;
  activeSessions: number;
  activeUsers: number;
  /**
   * In characters.
   */
  avgMessageLength: number;
  /**
   * Greetings and answers by the AI.
   */
  aiResponses: number;
}
/**
 * What the operations took.
 *
 */
export interface FunctionMetrics {
  items: FunctionMetric[];
  next: string | null;
}
/**
 * The calls of one operation, put together.
 *
 */
export interface FunctionMetric {
  /**
   * The operation's `operationId`.
   */
  functionName: string;
  calls: number;
  /**
   * What a call took.
   */
  averageMs: number;
  /**
   * Calls that were answered with an error.
   */
  errors: number;
  /**
   * Statements of all calls together.
   */
  dbQueries: number;
  /**
   * Calls of the AI of all calls together.
   */
  aiRequests: number;
}
/**
 * An announcement, before it is stored.
 *
 */
export interface Announce {
  content: MessageContent;
}
/**
 * Public keys (RFC 7517, section 5).
 *
 */
export interface JsonWebKeySet {
  keys: {
    kty: string;
    kid: string;
    alg: string;
    use?: string;
    crv?: string;
    x?: string;
    y?: string;
  }[];
}
/**
 * The state of a server.
 *
 */
export interface Health {
  status: 'UP' | 'DOWN';
  checks?: {
    id: string;
    status: 'UP' | 'DOWN';
  }[];
}
/**
 * Why a call failed (RFC 9457).
 *
 */
export interface Problem {
  /**
   * `urn:cogo:error:` and the code.
   */
  type: string;
  /**
   * A sentence that is the same for every occurrence of the code.
   */
  title: string;
  /**
   * The HTTP status.
   */
  status: number;
  /**
   * What happened this time, for a person.
   */
  detail: string;
  /**
   * A stable name for programs; new ones may come.
   */
  code: string;
  /**
   * The id of the request, as it stands in the server's log.
   */
  instance?: string;
}
/**
 * A message was stored
 *
 */
export interface NewMessageEvent {
  event: 'new_message';
  channel: string;
  /**
   * The message's.
   */
  seq: number;
  payload: Message;
}
/**
 * A batch of messages was stored
 *
 */
export interface BatchMessagesEvent {
  event: 'batch_messages';
  channel: string;
  /**
   * The last message's.
   */
  seq: number;
  payload: BatchMessages;
}
/**
 * A message's text was changed
 *
 */
export interface MessageUpdatedEvent {
  event: 'message_updated';
  channel: string;
  /**
   * The change's own; the payload's is the message's.
   */
  seq: number;
  payload: Message;
}
/**
 * A message was deleted; the payload is its tombstone
 *
 */
export interface MessageDeletedEvent {
  event: 'message_deleted';
  channel: string;
  /**
   * The change's own; the payload's is the message's.
   */
  seq: number;
  payload: Message;
}
/**
 * A reaction was put on a message, or taken back
 *
 */
export interface ReactionEvent {
  event: 'reaction';
  channel: string;
  /**
   * The change's own; `messageSeq` is the message's.
   */
  seq: number;
  payload: ReactionChange;
}
/**
 * A member has read up to a seq
 *
 */
export interface ReadEvent {
  event: 'read';
  channel: string;
  payload: ReadMark;
}
/**
 * A member types, or no longer; told again every 10 seconds while it goes on
 *
 */
export interface UserTypingEvent {
  event: 'user_typing';
  channel: string;
  payload: Typing;
}
/**
 * An answer that the AI is writing, with all of its text so far
 *
 */
export interface AiRunEvent {
  event: 'ai_run';
  channel: string;
  payload: AiSnapshot;
}
/**
 * A piece of an answer that the AI is writing
 *
 */
export interface AiDeltaEvent {
  event: 'ai_delta';
  channel: string;
  payload: AiDelta;
}
/**
 * The AI writes no more of an answer
 *
 */
export interface AiDoneEvent {
  event: 'ai_done';
  channel: string;
  payload: AiDone;
}
/**
 * How far a call of a tool is that the AI makes for an answer
 *
 */
export interface AiStepEvent {
  event: 'ai_step';
  channel: string;
  payload: AiStep;
}
/**
 * A call of a tool for a question of the user's, which may wait for their word
 *
 */
export interface AiApprovalEvent {
  event: 'ai_approval';
  channel: string;
  payload: ToolApproval;
}
/**
 * A client of supabase-js says something to the others; nothing is stored
 *
 */
export interface BroadcastEvent {
  event: 'broadcast';
  channel: string;
  payload: Broadcast;
}
/**
 * A member came, is away, or left
 *
 */
export interface UserPresenceEvent {
  event: 'user_presence';
  channel: string;
  payload: PresenceChange;
}
/**
 * Who is there, all in all
 *
 */
export interface PresenceSummaryEvent {
  event: 'presence_summary';
  channel: string;
  payload: PresenceSummary;
}
/**
 * All pages on a free channel
 *
 */
export interface PresenceStateEvent {
  event: 'presence_state';
  channel: string;
  payload: Tracks;
}
/**
 * Pages came to a free channel, say something else, or left
 *
 */
export interface PresenceDiffEvent {
  event: 'presence_diff';
  channel: string;
  payload: TracksChange;
}
/**
 * A session was created, or its members or settings changed
 *
 */
export interface SessionUpdatedEvent {
  event: 'session_updated';
  channel: string;
  /**
   * Its place in the timeline, on the session's channel; left out on a user's.
   */
  seq?: number;
  payload: SessionUpdate;
}
/**
 * A message is meant for the user
 *
 */
export interface NotificationEvent {
  event: 'notification';
  channel: string;
  payload: Notification;
}
/**
 * Where sessions of the user stand now
 *
 */
export interface SessionActivityEvent {
  event: 'session_activity';
  channel: string;
  payload: SessionActivity;
}
/**
 * An agent reported progress, or asked something, or was answered
 *
 */
export interface AgentProgressEvent {
  event: 'agent_progress';
  channel: string;
  payload: Task;
}
/**
 * An agent delivered a piece of what it makes
 *
 */
export interface AgentArtifactEvent {
  event: 'agent_artifact';
  channel: string;
  payload: Artifact;
}
/**
 * A task is completed, canceled, or has failed
 *
 */
export interface AgentResultEvent {
  event: 'agent_result';
  channel: string;
  payload: Task;
}
/**
 * An operator tells everybody something
 *
 */
export interface AnnouncementEvent {
  event: 'announcement';
  channel: string;
  payload: Announcement;
}
/**
 * A node tells operators how it does
 *
 */
export interface NodeStatusEvent {
  event: 'node_status';
  channel: string;
  payload: NodeStatus;
}
/**
 * Operators are told of the whole cluster
 *
 */
export interface ClusterStatusEvent {
  event: 'cluster_status';
  channel: string;
  payload: ClusterStatus;
}
/**
 * A message's new text
 *
 */
export interface EditMessageCall {
  sessionId: Id;
  messageId: Id;
  content: MessageContent;
}
/**
 * Which message to delete
 *
 */
export interface DeleteMessageCall {
  sessionId: Id;
  messageId: Id;
}
/**
 * A reaction, to put on or to take back
 *
 */
export interface SetReactionCall {
  sessionId: Id;
  messageId: Id;
  emoji: Emoji;
  on: boolean;
}
/**
 * How far the user has read
 *
 */
export interface MarkReadCall {
  sessionId: Id;
  /**
   * The seq up to which the timeline was read.
   */
  seq: number;
}
/**
 * From where to read
 *
 */
export interface ReadTimelineCall {
  sessionId: Id;
  /**
   * Only events with a larger seq; 0 for all.
   */
  after: number;
  /**
   * The most events in the answer.
   */
  limit?: number;
}
/**
 * That the user types, or no longer
 *
 */
export interface TypingCall {
  sessionId: Id;
  isTyping: boolean;
}
/**
 * How the user is; without status and state only a question
 *
 */
export interface PresenceCall {
  sessionId: Id;
  status?: 'online' | 'away';
  /**
   * What else to say of oneself, at most 1 KiB of JSON in UTF-8; it stays until another one is given.
   */
  state?: {
    [k: string]: unknown;
  };
  limit?: number;
  /**
   * The `next` of the page before this one.
   */
  cursor?: string;
  /**
   * Whether to tell the members who are not there, too, and when they last were.
   */
  offline?: boolean;
}

/** What comes on channels, as far as this version knows it. */
export type KnownEvent =
  | NewMessageEvent
  | BatchMessagesEvent
  | MessageUpdatedEvent
  | MessageDeletedEvent
  | ReactionEvent
  | ReadEvent
  | UserTypingEvent
  | AiRunEvent
  | AiDeltaEvent
  | AiDoneEvent
  | AiStepEvent
  | AiApprovalEvent
  | BroadcastEvent
  | UserPresenceEvent
  | PresenceSummaryEvent
  | PresenceStateEvent
  | PresenceDiffEvent
  | SessionUpdatedEvent
  | NotificationEvent
  | SessionActivityEvent
  | AgentProgressEvent
  | AgentArtifactEvent
  | AgentResultEvent
  | AnnouncementEvent
  | NodeStatusEvent
  | ClusterStatusEvent;

/** What clients send over the bridge, by address. */
export interface BridgeCalls {
  'chat.message.send': { body: SendMessages; answer: StoredMessages };
  'chat.message.edit': { body: EditMessageCall; answer: ChangedMessage };
  'chat.message.delete': { body: DeleteMessageCall; answer: ChangedMessage };
  'chat.reaction.set': { body: SetReactionCall; answer: ReactionChange };
  'chat.read': { body: MarkReadCall; answer: ReadMark };
  'chat.timeline': { body: ReadTimelineCall; answer: TimelinePage };
  'chat.typing': { body: TypingCall; answer: object };
  'chat.presence': { body: PresenceCall; answer: PresencePage };
}

/** The calls over HTTP: what each takes and what it answers with. */
export interface Operations {
  /** Create an account */
  'POST /auth/register': { body: Register; answer: Login };
  /** Log in */
  'POST /auth/login': { body: Credentials; answer: Login };
  /** The providers of single sign-on */
  'GET /auth/sso': { answer: SsoProviderPage };
  /** Log in with a code of single sign-on */
  'POST /auth/sso/token': { body: ExchangeSsoCode; answer: Login };
  /** Get new tokens */
  'POST /auth/refresh': { body: RefreshToken; answer: Login };
  /** Log out */
  'POST /auth/logout': { body: RefreshToken; answer: void };
  /** A ticket for a live connection */
  'POST /auth/ticket': { answer: Ticket };
  /** The signed-in user */
  'GET /auth/me': { answer: User };
  /** Change name, language or who may add one, or become an operator */
  'PATCH /auth/me': { body: UpdateUser; answer: User };
  /** Change the password */
  'POST /auth/password': { body: ChangePassword; answer: void };
  /** Change the e-mail address */
  'POST /auth/email': { body: ChangeEmail; answer: User };
  /** Ask for a link to choose a password */
  'POST /auth/password/forgot': { body: ForgotPassword; answer: Accepted };
  /** Choose a password by a link */
  'POST /auth/password/reset': { body: ResetPassword; answer: void };
  /** Where the user is logged in */
  'GET /auth/logins': { answer: LoginPage };
  /** Log out elsewhere, or everywhere */
  'DELETE /auth/logins': { query?: { scope?: 'others' | 'global' }; answer: void };
  /** End one login */
  'DELETE /auth/logins/{loginId}': { path: { loginId: Id }; answer: void };
  /** Get a copy of one's data */
  'POST /auth/me/export': { answer: Export };
  /** How far a copy is */
  'GET /auth/me/export/{exportId}': { path: { exportId: Id }; answer: Export };
  /** Download a copy */
  'GET /auth/me/export/{exportId}/data': { path: { exportId: Id }; answer: ExportData };
  /** Delete the account and everything of it */
  'POST /auth/me/deletion': { body: DeleteAccount; answer: Accepted };
  /** Create a session */
  'POST /chat/session': { body: CreateSession; answer: Session };
  /** The caller's sessions */
  'GET /chat/sessions': { query?: { limit?: number; cursor?: string }; answer: SessionPage };
  /** One session */
  'GET /chat/session/{sessionId}': { path: { sessionId: Id }; answer: Session };
  /** Change a session's settings */
  'PATCH /chat/session/{sessionId}': { path: { sessionId: Id }; body: UpdateSession; answer: Session };
  /** Turn notifications off or on */
  'PUT /chat/session/{sessionId}/mute': { path: { sessionId: Id }; body: MuteSession; answer: void };
  /** A session's members */
  'GET /chat/session/{sessionId}/members': {
    path: { sessionId: Id };
    query?: { limit?: number; cursor?: string };
    answer: MemberPage;
  };
  /** Add a member */
  'POST /chat/session/{sessionId}/members': { path: { sessionId: Id }; body: AddMember; answer: Session };
  /** Change a member's role, or silence one */
  'PATCH /chat/session/{sessionId}/members/{userId}': {
    path: { sessionId: Id; userId: Id };
    body: UpdateMember;
    answer: Member;
  };
  /** Remove a member, or leave */
  'DELETE /chat/session/{sessionId}/members/{userId}': { path: { sessionId: Id; userId: Id }; answer: void };
  /** Make a member owner in one's place */
  'POST /chat/session/{sessionId}/owner': { path: { sessionId: Id }; body: TransferOwnership; answer: Session };
  /** A session's open invites */
  'GET /chat/session/{sessionId}/invites': { path: { sessionId: Id }; answer: InvitePage };
  /** Make an invite */
  'POST /chat/session/{sessionId}/invites': { path: { sessionId: Id }; body: CreateInvite; answer: Invite };
  /** End an invite */
  'DELETE /chat/session/{sessionId}/invites/{inviteId}': { path: { sessionId: Id; inviteId: Id }; answer: void };
  /** Where an invite leads */
  'GET /chat/invite/{token}': { path: { token: string }; answer: InvitePreview };
  /** Join by an invite */
  'POST /chat/invite/{token}': { path: { token: string }; answer: Session };
  /** Find people by name */
  'GET /chat/people': { query: { q: string; limit?: number }; answer: PeopleFound };
  /** The caller's block list */
  'GET /chat/blocks': { query?: { limit?: number; cursor?: string }; answer: BlockPage };
  /** Block a user */
  'PUT /chat/blocks/{userId}': { path: { userId: Id }; answer: void };
  /** Take a user off the list */
  'DELETE /chat/blocks/{userId}': { path: { userId: Id }; answer: void };
  /** How far the members have read */
  'GET /chat/session/{sessionId}/read': {
    path: { sessionId: Id };
    query?: { limit?: number; cursor?: string };
    answer: ReadMarkPage;
  };
  /** Mark as read */
  'POST /chat/session/{sessionId}/read': { path: { sessionId: Id }; body: MarkRead; answer: ReadMark };
  /** How much the caller has not read */
  'GET /chat/unread': { answer: Unread };
  /** Who is there */
  'GET /chat/session/{sessionId}/presence': {
    path: { sessionId: Id };
    query?: { limit?: number; cursor?: string; include?: 'offline' };
    answer: PresencePage;
  };
  /** Send a message, or a batch */
  'POST /chat/message': { body: SendMessages; answer: StoredMessages };
  /** Change a message's text */
  'PATCH /chat/session/{sessionId}/message/{messageId}': {
    path: { sessionId: Id; messageId: Id };
    body: EditMessage;
    answer: ChangedMessage;
  };
  /** Delete a message */
  'DELETE /chat/session/{sessionId}/message/{messageId}': {
    path: { sessionId: Id; messageId: Id };
    answer: ChangedMessage;
  };
  /** React to a message */
  'PUT /chat/session/{sessionId}/message/{messageId}/reaction/{emoji}': {
    path: { sessionId: Id; messageId: Id; emoji: Emoji };
    answer: ReactionChange;
  };
  /** Take a reaction back */
  'DELETE /chat/session/{sessionId}/message/{messageId}/reaction/{emoji}': {
    path: { sessionId: Id; messageId: Id; emoji: Emoji };
    answer: ReactionChange;
  };
  /** Read what happened after a seq, or listen */
  'GET /chat/session/{sessionId}/events': {
    path: { sessionId: Id };
    query?: { after?: number; ticket?: string; limit?: number };
    answer: TimelinePage;
  };
  /** Find messages */
  'GET /chat/search': { query: { q: string; sessionId?: Id; limit?: number; cursor?: string }; answer: MessagePage };
  /** Read a session's messages */
  'GET /chat/history/{sessionId}': {
    path: { sessionId: Id };
    query?: { before?: number; after?: number; limit?: number };
    answer: MessagePage;
  };
  /** Read the messages around a place */
  'GET /chat/session/{sessionId}/messages/around/{seq}': {
    path: { sessionId: Id; seq: number };
    query?: { limit?: number };
    answer: MessageWindow;
  };
  /** A greeting in the user's language */
  'POST /chat/ai-greeting': { body: RequestGreeting; answer: Greeting };
  /** Ask the AI */
  'POST /chat/ai-response': { body: RequestAnswer; answer: Answer };
  /** Have the AI answer a message */
  'POST /chat/session/{sessionId}/message/{messageId}/answer': {
    path: { sessionId: Id; messageId: Id };
    body: AskAgain;
    answer: AiRun;
  };
  /** How an answer of the AI stands */
  'GET /chat/ai-run/{runId}': { path: { runId: Id }; answer: AiRun };
  /** End an answer that the AI is writing */
  'POST /chat/ai-run/{runId}/cancel': { path: { runId: Id }; answer: AiRun };
  /** Have a question answered once more */
  'POST /chat/ai-run/{runId}/again': { path: { runId: Id }; body: AskAgain; answer: AiRun };
  /** What the AI asks you about */
  'GET /chat/ai-approvals': { answer: ToolApprovals };
  /** Say what becomes of a call */
  'POST /chat/ai-approvals/{callId}': { path: { callId: Id }; body: DecideApproval; answer: ToolApproval };
  /** What the AI did for you */
  'GET /chat/ai-usage': { query?: { days?: number }; answer: AiUsage };
  /** What the AI costs */
  'GET /chat/ai-costs': {
    query?: { by?: 'model' | 'assistant' | 'user' | 'session' | 'day'; days?: number; limit?: number };
    answer: AiCosts;
  };
  /** The assistants that may be asked */
  'GET /chat/assistants': { answer: AssistantCardPage };
  /** Ask the AI with the AI SDK */
  'POST /api/chat': { body: UiChat; answer: void };
  /** Go on reading an answer with the AI SDK */
  'GET /api/chat/{sessionId}/stream': { path: { sessionId: Id }; answer: void };
  /** The models that programs are offered */
  'GET /v1/models': { answer: ModelList };
  /** One of the models that programs are offered */
  'GET /v1/models/{model}': { path: { model: string }; answer: Model };
  /** Ask the AI with a client of OpenAI's chat completions */
  'POST /v1/chat/completions': { body: CreateChatCompletion; answer: ChatCompletion };
  /** Ask the AI with a client of OpenAI's responses */
  'POST /v1/responses': { body: CreateResponse; answer: ModelResponse };
  /** Hand work to an agent */
  'POST /chat/agent-task': { body: StartTask; answer: Task };
  /** How a task stands, or a session's tasks */
  'GET /chat/agent-status': {
    query?: { taskId?: Id; sessionId?: Id; limit?: number; cursor?: string };
    answer: Task | TaskPage;
  };
  /** The agents that tasks may name */
  'GET /chat/agents': { query?: { sessionId?: Id; limit?: number; cursor?: string }; answer: AgentCardPage };
  /** End a task that nobody wants any more */
  'POST /chat/agent-task/{taskId}/cancel': { path: { taskId: Id }; answer: Task };
  /** Answer what an agent asked */
  'POST /chat/agent-task/{taskId}/answer': { path: { taskId: Id }; body: AnswerTask; answer: Task };
  /** What an agent made */
  'GET /chat/agent-task/{taskId}/artifacts': {
    path: { taskId: Id };
    query?: { limit?: number; cursor?: string };
    answer: ArtifactPage;
  };
  /** Ask for tasks */
  'POST /agents/lease': { body: LeaseTasks; answer: TaskLeases };
  /** Report on a task */
  'POST /agents/tasks/{taskId}/events': {
    path: { taskId: Id };
    query?: { lease?: Id };
    body: TaskReport;
    answer: TaskState;
  };
  /** Archive now */
  'POST /chat/archive': { answer: ArchiveReport };
  /** The last hours in figures */
  'GET /chat/analytics': { query?: { hours?: number }; answer: Analytics };
  /** What the operations took */
  'GET /admin/function-metrics': { query?: { hours?: number }; answer: FunctionMetrics };
  /** Tell everybody */
  'POST /chat/announcement': { body: Announce; answer: Announcement };
  /** The accounts */
  'GET /admin/users': {
    query?: { search?: string; state?: 'active' | 'disabled' | 'operator'; limit?: number; cursor?: string };
    answer: ListedUserPage;
  };
  /** Make an account for somebody */
  'POST /admin/users': { body: CreateUser; answer: CreatedUser };
  /** Disable an account, or make somebody an operator */
  'PATCH /admin/users/{userId}': { path: { userId: Id }; body: ChangeUser; answer: ListedUser };
  /** Delete an account */
  'DELETE /admin/users/{userId}': { path: { userId: Id }; answer: Accepted };
  /** Log somebody out everywhere */
  'DELETE /admin/users/{userId}/logins': { path: { userId: Id }; answer: void };
  /** A link to choose a password */
  'POST /admin/users/{userId}/password-link': { path: { userId: Id }; answer: PasswordLink };
  /** The tokens of a service user */
  'GET /admin/users/{userId}/tokens': { path: { userId: Id }; answer: ApiTokenPage };
  /** A token for a service user */
  'POST /admin/users/{userId}/tokens': { path: { userId: Id }; body: CreateApiToken; answer: ApiToken };
  /** Revoke a token */
  'DELETE /admin/users/{userId}/tokens/{tokenId}': { path: { userId: Id; tokenId: Id }; answer: void };
  /** An invite to register */
  'POST /admin/invites': { body: CreateRegistrationInvite; answer: RegistrationInvite };
  /** The security log */
  'GET /admin/audit': {
    query?: {
      event?: string;
      outcome?: 'done' | 'refused';
      actor?: string;
      target?: string;
      account?: string;
      from?: string;
      to?: string;
      limit?: number;
      cursor?: string;
    };
    answer: AuditPage;
  };
  /** Download the security log */
  'GET /admin/audit/export': {
    query?: {
      event?: string;
      outcome?: 'done' | 'refused';
      actor?: string;
      target?: string;
      account?: string;
      from?: string;
      to?: string;
    };
    answer: string;
  };
  /** The registered agents */
  'GET /admin/agents': { query?: { limit?: number; cursor?: string }; answer: AgentPage };
  /** Register an agent */
  'POST /admin/agents': { body: CreateAgent; answer: Agent };
  /** A registered agent */
  'GET /admin/agents/{handle}': { path: { handle: string }; answer: Agent };
  /** Change an agent */
  'PATCH /admin/agents/{handle}': { path: { handle: string }; body: UpdateAgent; answer: Agent };
  /** Take an agent out of the registry */
  'DELETE /admin/agents/{handle}': { path: { handle: string }; answer: void };
  /** Give an agent a new secret */
  'POST /admin/agents/{handle}/secret': { path: { handle: string }; body: AddAgentSecret; answer: AgentSecret };
  /** The tasks that are not over */
  'GET /admin/tasks': { answer: OpenTaskPage };
  /** The assistants */
  'GET /admin/assistants': { query?: { limit?: number; cursor?: string }; answer: AssistantPage };
  /** Make an assistant */
  'POST /admin/assistants': { body: CreateAssistant; answer: Assistant };
  /** An assistant */
  'GET /admin/assistants/{handle}': { path: { handle: string }; answer: Assistant };
  /** Change an assistant */
  'PATCH /admin/assistants/{handle}': { path: { handle: string }; body: UpdateAssistant; answer: Assistant };
  /** All sessions */
  'GET /admin/sessions': {
    query?: { title?: string; kind?: 'direct' | 'group'; member?: Id; state?: 'held'; limit?: number; cursor?: string };
    answer: SessionOverviewPage;
  };
  /** One of all sessions */
  'GET /admin/sessions/{sessionId}': { path: { sessionId: Id }; answer: SessionOverview };
  /** Archive any session */
  'PATCH /admin/sessions/{sessionId}': { path: { sessionId: Id }; body: ArchiveAnySession; answer: SessionOverview };
  /** Delete any session */
  'DELETE /admin/sessions/{sessionId}': { path: { sessionId: Id }; answer: void };
  /** Members of any session */
  'GET /admin/sessions/{sessionId}/members': {
    path: { sessionId: Id };
    query?: { limit?: number; cursor?: string };
    answer: MemberPage;
  };
  /** Hold a session */
  'PUT /admin/sessions/{sessionId}/hold': { path: { sessionId: Id }; body: HoldSession; answer: SessionOverview };
  /** End a hold */
  'DELETE /admin/sessions/{sessionId}/hold': { path: { sessionId: Id }; answer: void };
  /** Download a session */
  'GET /admin/sessions/{sessionId}/export': { path: { sessionId: Id }; answer: string };
  /** Who is told what happens */
  'GET /admin/webhooks': { answer: WebhookPage };
  /** Tell an endpoint what happens */
  'POST /admin/webhooks': { body: CreateWebhook; answer: Webhook };
  /** An endpoint */
  'GET /admin/webhooks/{webhookId}': { path: { webhookId: Id }; answer: Webhook };
  /** Change an endpoint */
  'PATCH /admin/webhooks/{webhookId}': { path: { webhookId: Id }; body: UpdateWebhook; answer: Webhook };
  /** Forget an endpoint */
  'DELETE /admin/webhooks/{webhookId}': { path: { webhookId: Id }; answer: void };
  /** Give an endpoint a new secret */
  'POST /admin/webhooks/{webhookId}/secret': { path: { webhookId: Id }; body: AddAgentSecret; answer: WebhookSecret };
  /** What an endpoint was told */
  'GET /admin/webhooks/{webhookId}/deliveries': {
    path: { webhookId: Id };
    query?: { limit?: number; cursor?: string };
    answer: WebhookDeliveryPage;
  };
  /** Tell an endpoint something again */
  'POST /admin/webhooks/{webhookId}/deliveries/{deliveryId}/replay': {
    path: { webhookId: Id; deliveryId: Id };
    answer: WebhookDelivery;
  };
  /** The public keys of the access tokens */
  'GET /.well-known/jwks.json': { answer: JsonWebKeySet };
  /** Whether the process is alive */
  'GET /health/live': { answer: Health };
  /** Whether the server can take traffic */
  'GET /health/ready': { answer: Health };
}
