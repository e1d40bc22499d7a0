import type { wire } from '@cogo-chat/client';

export type { Message } from '@cogo-chat/client';

// What the server's documents describe, under the names that the page has for it.
export type AddableBy = wire.AddableBy;
export type AnalyticsHour = wire.AnalyticsHour;
export type Block = wire.Block;
export type DataExport = wire.Export;
export type Invite = wire.Invite;
export type InvitePreview = wire.InvitePreview;
export type LoginEntry = wire.LoginEntry;
export type Member = wire.Member;
export type MemberChange = wire.UpdateMember;
export type NewSession = wire.CreateSession;
export type PresenceStatus = wire.PresenceStatus;
export type Session = wire.Session;
export type SessionChange = wire.UpdateSession;
export type SessionKind = wire.Session['kind'];
export type SessionSettings = wire.SessionSettings;
export type Task = wire.Task;
export type TaskStatus = wire.TaskStatus;
export type User = wire.User;
