export { approvalsOf } from './approvals.js';
export type { Approvals } from './approvals.js';
export { supabaseAuth, tokenAuth } from './auth.js';
export { passwordAuth } from './password.js';
export type { PasswordAuth, SignIn, SignUp, TokenStorage } from './password.js';
export type { Asking } from './asking.js';
export type { RoomState } from './attachment.js';
export type { Auth, AuthContext, AuthEvent, AuthFactory, SupabaseClient } from './auth.js';
export { createChat } from './chat.js';
export type { Chat, Room } from './chat.js';
export type { ConnectionState, Reason } from './connection.js';
export { createCore } from './core.js';
export type { ChatEvents, ChatOptions, CoreChat } from './core.js';
export { asChatError, ChatError } from './error.js';
export type { ClientCode } from './error.js';
export type * as wire from './generated/api.js';
export type {
  Announcement,
  Answer,
  Invite,
  InvitePreview,
  Member,
  Notification,
  Presence as Present,
  Reaction,
  Session,
  Task,
  ToolApproval,
} from './generated/api.js';
export type { ErrorCode } from './generated/errors.js';
export { ACTIONS } from './generated/roles.js';
export type { Action } from './generated/roles.js';
export type { Call, Fetch, Given } from './http.js';
export { indexedDbStorage } from './indexeddb.js';
export { keepIn } from './keeping.js';
export type { KeepingFactory } from './keeping.js';
export type { Invites, Members } from './members.js';
export type { Messages } from './messages.js';
export type { Presence } from './presence.js';
export type { CoreRoom, RoomEvents } from './room.js';
export type { Ai } from './roomai.js';
export type { Sessions } from './sessions.js';
export type { ChatStorage, Persistence } from './storage.js';
export { derived, store } from './store.js';
export type { Dispose, Readable, Store } from './store.js';
export type { Tasks, TaskState } from './tasks.js';
export type { WebSocketClass, WebSocketLike } from './transport.js';
export type { Assistant, Author, CallOptions, Draft, Message, Page, Part, Sending, User } from './types.js';
export type { Typing } from './typing.js';
