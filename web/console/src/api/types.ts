import type { wire } from '@cogo-chat/client';

// What the server's documents describe, under the names that the page has for it.
export type AddableBy = wire.AddableBy;
export type AnalyticsHour = wire.AnalyticsHour;
export type Announcement = wire.Announcement;
export type Answer = wire.Answer;
export type ArchiveReport = wire.ArchiveReport;
export type Block = wire.Block;
export type Credentials = wire.Credentials;
export type DataExport = wire.Export;
export type Greeting = wire.Greeting;
export type Invite = wire.Invite;
export type InvitePreview = wire.InvitePreview;
export type Login = wire.Login;
export type LoginEntry = wire.LoginEntry;
export type Member = wire.Member;
export type MemberChange = wire.UpdateMember;
export type Message = wire.Message;
export type NewInvite = wire.CreateInvite;
export type NewMessage = wire.NewMessage;
export type NewSession = wire.CreateSession;
export type NewTask = wire.StartTask;
export type Presence = wire.Presence;
export type PresencePage = wire.PresencePage;
export type PresenceStatus = wire.PresenceStatus;
export type Question = wire.RequestAnswer;
export type ReactionChange = wire.ReactionChange;
export type ReadMark = wire.ReadMark;
export type Registration = wire.Register;
export type Session = wire.Session;
export type SessionChange = wire.UpdateSession;
export type SessionKind = wire.Session['kind'];
export type SessionSettings = wire.SessionSettings;
export type Task = wire.Task;
export type TaskStatus = wire.TaskStatus;
export type User = wire.User;

export interface Page<T> {
  items: T[];
  next: string | null;
}
