package dev.cogo.schema.bus;

import dev.cogo.schema.a2a.DeletePushConfig;
import dev.cogo.schema.a2a.FindContexts;
import dev.cogo.schema.a2a.ListPushConfigs;
import dev.cogo.schema.a2a.NameContext;
import dev.cogo.schema.a2a.NamedContexts;
import dev.cogo.schema.a2a.PushConfigs;
import dev.cogo.schema.a2a.SavePushConfig;
import dev.cogo.schema.activity.TellActivity;
import dev.cogo.schema.agent.AddAgentSecret;
import dev.cogo.schema.agent.Agent;
import dev.cogo.schema.agent.AgentCardPage;
import dev.cogo.schema.agent.AgentPage;
import dev.cogo.schema.agent.AgentSecret;
import dev.cogo.schema.agent.AnswerTask;
import dev.cogo.schema.agent.ArtifactPage;
import dev.cogo.schema.agent.CancelTask;
import dev.cogo.schema.agent.CreateAgent;
import dev.cogo.schema.agent.DatedAgentCard;
import dev.cogo.schema.agent.DeleteAgent;
import dev.cogo.schema.agent.FindTasks;
import dev.cogo.schema.agent.FoundTasks;
import dev.cogo.schema.agent.LeaseTasks;
import dev.cogo.schema.agent.ListAgentCards;
import dev.cogo.schema.agent.ListAgents;
import dev.cogo.schema.agent.ListArtifacts;
import dev.cogo.schema.agent.ListOpenTasks;
import dev.cogo.schema.agent.ListTasks;
import dev.cogo.schema.agent.OpenTaskPage;
import dev.cogo.schema.agent.ReadAgent;
import dev.cogo.schema.agent.ReadAgentCard;
import dev.cogo.schema.agent.ReadTask;
import dev.cogo.schema.agent.ReadTaskHistory;
import dev.cogo.schema.agent.StartTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskHistory;
import dev.cogo.schema.agent.TaskLeases;
import dev.cogo.schema.agent.TaskPage;
import dev.cogo.schema.agent.TaskReport;
import dev.cogo.schema.agent.UpdateAgent;
import dev.cogo.schema.ai.AiCosts;
import dev.cogo.schema.ai.AiRun;
import dev.cogo.schema.ai.AiUsage;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.ai.AnswerMessage;
import dev.cogo.schema.ai.AskAgain;
import dev.cogo.schema.ai.CancelRun;
import dev.cogo.schema.ai.DecideApproval;
import dev.cogo.schema.ai.FindRuns;
import dev.cogo.schema.ai.FoundRuns;
import dev.cogo.schema.ai.Greeting;
import dev.cogo.schema.ai.ListApprovals;
import dev.cogo.schema.ai.LiveRun;
import dev.cogo.schema.ai.ReadAiCosts;
import dev.cogo.schema.ai.ReadAiUsage;
import dev.cogo.schema.ai.ReadLiveRun;
import dev.cogo.schema.ai.ReadRun;
import dev.cogo.schema.ai.RequestAnswer;
import dev.cogo.schema.ai.RequestCompletion;
import dev.cogo.schema.ai.RequestGreeting;
import dev.cogo.schema.ai.StopRun;
import dev.cogo.schema.ai.ToolApproval;
import dev.cogo.schema.ai.ToolApprovals;
import dev.cogo.schema.ai.WrittenText;
import dev.cogo.schema.archive.Analytics;
import dev.cogo.schema.archive.ArchiveReport;
import dev.cogo.schema.archive.FunctionMetrics;
import dev.cogo.schema.archive.ReadAnalytics;
import dev.cogo.schema.archive.ReadFunctionMetrics;
import dev.cogo.schema.archive.RecordMetrics;
import dev.cogo.schema.archive.RunArchive;
import dev.cogo.schema.assistant.Assistant;
import dev.cogo.schema.assistant.AssistantCards;
import dev.cogo.schema.assistant.AssistantPage;
import dev.cogo.schema.assistant.CreateAssistant;
import dev.cogo.schema.assistant.ListAssistantCards;
import dev.cogo.schema.assistant.ListAssistants;
import dev.cogo.schema.assistant.ReadAssistant;
import dev.cogo.schema.assistant.UpdateAssistant;
import dev.cogo.schema.block.BlockPage;
import dev.cogo.schema.block.ListBlocks;
import dev.cogo.schema.block.SetBlock;
import dev.cogo.schema.event.Announce;
import dev.cogo.schema.event.Announcement;
import dev.cogo.schema.event.ClusterStatus;
import dev.cogo.schema.event.ReadClusterStatus;
import dev.cogo.schema.event.SendBroadcast;
import dev.cogo.schema.home.AnnounceInterest;
import dev.cogo.schema.home.AnnouncePresence;
import dev.cogo.schema.home.AnnounceTracks;
import dev.cogo.schema.home.ClientPositions;
import dev.cogo.schema.home.InterestAck;
import dev.cogo.schema.home.PresenceAck;
import dev.cogo.schema.home.ReadRecent;
import dev.cogo.schema.home.TimelineHeads;
import dev.cogo.schema.home.TracksAck;
import dev.cogo.schema.identity.LoginsEnded;
import dev.cogo.schema.invite.AcceptInvite;
import dev.cogo.schema.invite.CreateInvite;
import dev.cogo.schema.invite.Invite;
import dev.cogo.schema.invite.InvitePage;
import dev.cogo.schema.invite.InvitePreview;
import dev.cogo.schema.invite.ListInvites;
import dev.cogo.schema.invite.ReadInvite;
import dev.cogo.schema.invite.RevokeInvite;
import dev.cogo.schema.message.DeleteMessage;
import dev.cogo.schema.message.EditMessage;
import dev.cogo.schema.message.FindMessages;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageEvent;
import dev.cogo.schema.message.MessageEvents;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.MessageWindow;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.message.ReactionChange;
import dev.cogo.schema.message.ReadAround;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.ReadMessageEvent;
import dev.cogo.schema.message.ReadMessageEvents;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.message.SearchMessages;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.SetReaction;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.message.TimelinePage;
import dev.cogo.schema.people.FindPeople;
import dev.cogo.schema.people.PeopleFound;
import dev.cogo.schema.personal.EraseAccount;
import dev.cogo.schema.personal.Export;
import dev.cogo.schema.personal.ExportPart;
import dev.cogo.schema.personal.ForgetUser;
import dev.cogo.schema.personal.PersonalDataPage;
import dev.cogo.schema.personal.ReadExport;
import dev.cogo.schema.personal.ReadExportPart;
import dev.cogo.schema.personal.ReadPersonalData;
import dev.cogo.schema.personal.StartExport;
import dev.cogo.schema.presence.ForgetPresence;
import dev.cogo.schema.presence.PresencePage;
import dev.cogo.schema.presence.ReadPresence;
import dev.cogo.schema.presence.ReadTracks;
import dev.cogo.schema.presence.RecheckPresence;
import dev.cogo.schema.presence.SetTyping;
import dev.cogo.schema.presence.Tracks;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.Access;
import dev.cogo.schema.session.AccessRevoked;
import dev.cogo.schema.session.AddMember;
import dev.cogo.schema.session.ArchiveSession;
import dev.cogo.schema.session.CheckAccess;
import dev.cogo.schema.session.CountUnread;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.CreatedSession;
import dev.cogo.schema.session.DeleteSession;
import dev.cogo.schema.session.GetSession;
import dev.cogo.schema.session.HoldSession;
import dev.cogo.schema.session.ListAllSessions;
import dev.cogo.schema.session.ListAnyMembers;
import dev.cogo.schema.session.ListMembers;
import dev.cogo.schema.session.ListReadMarks;
import dev.cogo.schema.session.ListSessions;
import dev.cogo.schema.session.MarkRead;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberPage;
import dev.cogo.schema.session.MuteSession;
import dev.cogo.schema.session.NameSession;
import dev.cogo.schema.session.ReadMark;
import dev.cogo.schema.session.ReadMarkPage;
import dev.cogo.schema.session.ReadSessionExport;
import dev.cogo.schema.session.ReadSessionOverview;
import dev.cogo.schema.session.ReleaseSession;
import dev.cogo.schema.session.RemoveMember;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionExportPart;
import dev.cogo.schema.session.SessionOverview;
import dev.cogo.schema.session.SessionOverviewPage;
import dev.cogo.schema.session.SessionPage;
import dev.cogo.schema.session.TransferOwnership;
import dev.cogo.schema.session.Unread;
import dev.cogo.schema.session.UpdateMember;
import dev.cogo.schema.session.UpdateSession;
import dev.cogo.schema.webhook.AddWebhookSecret;
import dev.cogo.schema.webhook.CreateWebhook;
import dev.cogo.schema.webhook.DeleteWebhook;
import dev.cogo.schema.webhook.ListWebhookDeliveries;
import dev.cogo.schema.webhook.ListWebhooks;
import dev.cogo.schema.webhook.ReadWebhook;
import dev.cogo.schema.webhook.ReplayWebhookDelivery;
import dev.cogo.schema.webhook.UpdateWebhook;
import dev.cogo.schema.webhook.Webhook;
import dev.cogo.schema.webhook.WebhookDelivery;
import dev.cogo.schema.webhook.WebhookDeliveryPage;
import dev.cogo.schema.webhook.WebhookPage;
import dev.cogo.schema.webhook.WebhookSecret;
import java.time.Duration;

/**
 * Every address of the event bus that a verticle serves, with the types of its request and reply and the longest time that
 * a caller waits. Requests go to one of the nodes that have the address' role; the bus promises neither delivery nor order, so
 * a request that must not be lost is a row in the database before it is answered, and one that may be repeated says so.
 *
 * <p>Longer than other classes, because it is a table, with a row for each address.
 *
 * <p>Channel events do not stand here: they go out through {@code ChannelPublisher}.
 */
public enum Address {
    /** Creates a session, or finds the direct one of the same two people. Not repeatable for groups. */
    SESSION_CREATE("chat.session.create", CreateSession.class, CreatedSession.class),
    /** The caller's sessions, newest activity first. Repeatable. */
    SESSION_LIST("chat.session.list", ListSessions.class, SessionPage.class),
    /** One session with its members. Repeatable. */
    SESSION_GET("chat.session.get", GetSession.class, Session.class),
    /** Whether a user is a member of a session, and as what. The one rule that doors and services ask. Repeatable. */
    SESSION_ACCESS("chat.session.access", CheckAccess.class, Access.class),
    /** Adds a member. */
    MEMBER_ADD("chat.member.add", AddMember.class, Session.class),
    /** Removes a member, or lets one leave; when it replies, every gateway has been told. */
    MEMBER_REMOVE("chat.member.remove", RemoveMember.class, Done.class),
    /** Changes a member's role, or silences one. Repeatable. */
    MEMBER_UPDATE("chat.member.update", UpdateMember.class, Member.class),
    /** A page of a session's members. Repeatable. */
    MEMBER_LIST("chat.member.list", ListMembers.class, MemberPage.class),
    /** Makes another member owner in the caller's place. */
    OWNERSHIP_TRANSFER("chat.ownership.transfer", TransferOwnership.class, Session.class),
    /** Changes a session's settings. Repeatable. */
    SESSION_UPDATE("chat.session.update", UpdateSession.class, Session.class),
    /** Gives a session a title that has none; no door lets a client reach it. Repeatable. */
    SESSION_NAME("chat.session.name", NameSession.class, Done.class),
    /** Turns the caller's notifications of a session off or on. Repeatable. */
    SESSION_MUTE("chat.session.mute", MuteSession.class, Done.class),
    /** A chat node tells each home in which sessions something has happened; see {@link TellActivity}. Repeatable. */
    ACTIVITY_TELL("chat.activity.tell", TellActivity.class, Done.class, Duration.ofSeconds(5)),
    /** Makes an invite. Not repeatable: each is a new one. */
    INVITE_CREATE("chat.invite.create", CreateInvite.class, Invite.class),
    /** A session's open invites. Repeatable. */
    INVITE_LIST("chat.invite.list", ListInvites.class, InvitePage.class),
    /** Ends an invite. Repeatable. */
    INVITE_REVOKE("chat.invite.revoke", RevokeInvite.class, Done.class),
    /** Where an invite leads. Repeatable. */
    INVITE_READ("chat.invite.read", ReadInvite.class, InvitePreview.class),
    /** Joins by an invite. Repeatable. */
    INVITE_ACCEPT("chat.invite.accept", AcceptInvite.class, CreatedSession.class),
    /** Who is called so. Repeatable. */
    PEOPLE_FIND("chat.people.find", FindPeople.class, PeopleFound.class),
    /** Puts somebody on the caller's block list, or takes them off. Repeatable. */
    BLOCK_SET("chat.block.set", SetBlock.class, Done.class),
    /** A page of the caller's block list. Repeatable. */
    BLOCK_LIST("chat.block.list", ListBlocks.class, BlockPage.class),
    /** Moves a member's read mark forward; never back. Repeatable. */
    READ_MARK("chat.read.mark", MarkRead.class, ReadMark.class),
    /** How far a session's members have read. Repeatable. */
    READ_LIST("chat.read.list", ListReadMarks.class, ReadMarkPage.class),
    /** How much a user has not read in all their sessions. Repeatable. */
    UNREAD_COUNT("chat.unread.count", CountUnread.class, Unread.class),
    /**
     * Stores a member's messages and replies after the commit. Order within a session is the order of the commits.
     * Repeatable when each message has a {@code clientMessageId}.
     */
    MESSAGE_SEND("chat.message.send", SendMessages.class, StoredMessages.class),
    /** Stores a message of a service of the server. Repeatable. */
    MESSAGE_POST("chat.message.post", PostMessage.class, StoredMessages.class),
    /** Changes a message's text; an event of the timeline. Repeatable. */
    MESSAGE_EDIT("chat.message.edit", EditMessage.class, Message.class),
    /** Makes a message a tombstone; an event of the timeline. Repeatable. */
    MESSAGE_DELETE("chat.message.delete", DeleteMessage.class, Message.class),
    /** Puts a reaction on a message or takes it back; an event of the timeline. Repeatable. */
    REACTION_SET("chat.reaction.set", SetReaction.class, ReactionChange.class),
    /** A page of a session's messages. Repeatable. */
    HISTORY_READ("chat.history.read", ReadHistory.class, MessagePage.class),
    /** Messages by their ids, in the caller's sessions; {@code next} is the id behind which there are more. Repeatable. */
    MESSAGE_FIND("chat.message.find", FindMessages.class, MessagePage.class),
    /** The messages around a place of a session. Repeatable. */
    HISTORY_AROUND("chat.history.around", ReadAround.class, MessageWindow.class),
    /** A page of a session's timeline: what happened after a seq. Repeatable. */
    TIMELINE_READ("chat.timeline.read", ReadTimeline.class, TimelinePage.class),
    /** Which messages came, were edited and deleted in sessions, for the server itself. Repeatable. */
    MESSAGE_EVENTS("chat.message.events", ReadMessageEvents.class, MessageEvents.class),
    /** The message that such an event is about, for the server itself. Repeatable. */
    MESSAGE_EVENT("chat.message.event", ReadMessageEvent.class, MessageEvent.class),
    /** Messages with some words, in the caller's sessions. Repeatable. */
    MESSAGE_SEARCH("chat.message.search", SearchMessages.class, MessagePage.class),
    /** That somebody types, or no longer; it ends by itself when it is not repeated. Repeatable. */
    TYPING_SET("chat.typing.set", SetTyping.class, Done.class),
    /** Who is on a session's channel. Repeatable. */
    PRESENCE_READ("chat.presence.read", ReadPresence.class, PresencePage.class),
    /** Which pages are on a free channel. Repeatable. */
    TRACKS_READ("chat.tracks.read", ReadTracks.class, Tracks.class),
    /** Takes a former member off a session's channel; when it replies, the others have been told. Repeatable. */
    PRESENCE_FORGET("chat.presence.forget", ForgetPresence.class, Done.class),
    /** Has a session's home look whether its two members may see each other. Repeatable. */
    PRESENCE_RECHECK("chat.presence.recheck", RecheckPresence.class, Done.class),
    /** Passes a client's word on to those who listen to a channel; replies when it is on its way. */
    CHANNEL_BROADCAST("chat.channel.broadcast", SendBroadcast.class, Done.class),
    /** Stores an operator's announcement and sends it to everybody who listens. */
    ANNOUNCE("chat.announce", Announce.class, Announcement.class),

    /** Begins a copy of the user's data, or finds the one being made. Repeatable. */
    EXPORT_START("chat.export.start", StartExport.class, Export.class),
    /** The state of an export. Repeatable. */
    EXPORT_READ("chat.export.read", ReadExport.class, Export.class),
    /** A piece of a finished export. Repeatable. */
    EXPORT_PART("chat.export.part", ReadExportPart.class, ExportPart.class),
    /** Begins the erasure of a user; replies when it is a row. Repeatable. */
    ACCOUNT_ERASE("chat.account.erase", EraseAccount.class, Done.class),
    /** What the gateway holds of a user. Repeatable. */
    PERSONAL_ACCOUNT("gateway.personal.read", ReadPersonalData.class, PersonalDataPage.class),
    /** What the AI's ledger holds of a user. Repeatable. */
    PERSONAL_AI("ai.personal.read", ReadPersonalData.class, PersonalDataPage.class),
    /** What the AI's tools were called for a user with. Repeatable. */
    PERSONAL_TOOLS("ai.personal.tools", ReadPersonalData.class, PersonalDataPage.class),
    /** A user's agent tasks. Repeatable. */
    PERSONAL_TASKS("agent.personal.read", ReadPersonalData.class, PersonalDataPage.class),
    /** Ends the user's logins and empties the account's row. Repeatable. */
    FORGET_ACCOUNT("gateway.personal.forget", ForgetUser.class, Done.class),
    /** Takes the user out of the AI's ledger. Repeatable. */
    FORGET_AI("ai.personal.forget", ForgetUser.class, Done.class),
    /** Takes what the user gave out of their agent tasks. Repeatable. */
    FORGET_TASKS("agent.personal.forget", ForgetUser.class, Done.class),

    /** A greeting in the user's language; put into the session when one is given. */
    AI_GREETING("ai.greeting", RequestGreeting.class, Greeting.class, Duration.ofSeconds(90)),
    /**
     * Stores the question, asks the model and stores the answer; the work is a row first, and goes on when nobody waits for it.
     * Repeatable with a client id.
     */
    AI_ANSWER("ai.answer", RequestAnswer.class, Answer.class, Duration.ofMinutes(31)),
    /** Stores the question and begins its run; replies when it is a row. Repeatable with a client id. */
    AI_RUN_START("ai.run.start", RequestAnswer.class, AiRun.class),
    /** Writes the next turn of a program's own conversation; ends when nobody reads it. Not repeatable: each is paid for. */
    AI_COMPLETE("ai.complete", RequestCompletion.class, WrittenText.class, Duration.ofMinutes(31)),
    /** A run's state. Repeatable. */
    AI_RUN_READ("ai.run.read", ReadRun.class, AiRun.class),
    /** A page of the runs by which a user asked an assistant, the last changed first. Repeatable. */
    AI_RUN_FIND("ai.run.find", FindRuns.class, FoundRuns.class),
    /** The run of a session that began last and is not over. Repeatable. */
    AI_RUN_LIVE("ai.run.live", ReadLiveRun.class, LiveRun.class),
    /** Ends a run; replies when its worker was told, if it has one. Repeatable. */
    AI_RUN_CANCEL("ai.run.cancel", CancelRun.class, AiRun.class),
    /** Begins another answer to a run's question; replies when it is a row. Not repeatable: each is a new one. */
    AI_RUN_AGAIN("ai.run.again", AskAgain.class, AiRun.class),
    /** Begins the answer to a message; replies when it is a row. Not repeatable: one that was answered is answered once more. */
    AI_MESSAGE_ANSWER("ai.message.answer", AnswerMessage.class, AiRun.class),
    /** Tells a run's worker, at its own place, that somebody cancels it. Repeatable. */
    AI_RUN_STOP("ai.run.stop", StopRun.class, Done.class),
    /** Tells a worker of the AI that messages have asked it: their runs are rows, and wait. Repeatable. */
    AI_RUNS_DUE("ai.runs.due", Done.class, Done.class, Duration.ofSeconds(2)),
    /** Makes an assistant; the door has checked that an operator asks, as for the three that follow. */
    ASSISTANT_CREATE("ai.assistant.create", CreateAssistant.class, Assistant.class),
    /** A page of the assistants. Repeatable. */
    ASSISTANT_LIST("ai.assistant.list", ListAssistants.class, AssistantPage.class),
    /** One of them. Repeatable. */
    ASSISTANT_READ("ai.assistant.read", ReadAssistant.class, Assistant.class),
    /** Changes one. Repeatable. */
    ASSISTANT_UPDATE("ai.assistant.update", UpdateAssistant.class, Assistant.class),
    /** Those that a user may ask. Repeatable. */
    ASSISTANT_CARDS("ai.assistant.cards", ListAssistantCards.class, AssistantCards.class),
    /** The calls of tools that wait for a user's word. Repeatable. */
    AI_APPROVALS("ai.approval.list", ListApprovals.class, ToolApprovals.class),
    /** What a user says to one; the run goes on, on whichever node. Repeatable: the same word again is no fault. */
    AI_APPROVE("ai.approval.decide", DecideApproval.class, ToolApproval.class),
    /** What the AI did for a user. Repeatable. */
    AI_USAGE("ai.usage.read", ReadAiUsage.class, AiUsage.class),
    /** What the AI cost; the door has checked that an operator asks. Repeatable. */
    AI_COSTS("ai.costs.read", ReadAiCosts.class, AiCosts.class),
    /**
     * A piece of an answer for the event loop of a gateway that serves it under a name of its own, in order. It fails when
     * nobody waits there for the answer any more.
     */
    ANSWER_DELTA("gateway.answer.delta", AnswerDelta.class, Done.class),

    /** Accepts a task: replies when it is a row, before any agent has seen it. */
    TASK_START("agent.task.start", StartTask.class, Task.class),
    /** A task's state, for its owner and the session's members. Repeatable. */
    TASK_READ("agent.task.read", ReadTask.class, Task.class),
    /** The tasks of a session, newest first. Repeatable. */
    TASK_LIST("agent.task.list", ListTasks.class, TaskPage.class),
    /** The tasks that are not over, for operators. Repeatable. */
    TASK_OPEN("agent.task.open", ListOpenTasks.class, OpenTaskPage.class),
    /** A page of the tasks that a user gave an agent, the last changed first. Repeatable. */
    TASK_FIND("agent.task.find", FindTasks.class, FoundTasks.class),
    /** What was said about a task, for its owner and the session's members. Repeatable. */
    TASK_HISTORY("agent.task.history", ReadTaskHistory.class, TaskHistory.class),
    /** What an agent reports of a task; the door has checked the agent's token. Repeatable by event id. */
    TASK_REPORT("agent.task.report", TaskReport.class, Task.class),
    /** Ends a task; its agent is told after. Repeatable. */
    TASK_CANCEL("agent.task.cancel", CancelTask.class, Task.class),
    /** Answers an agent's question. Repeatable until the agent asks again. */
    TASK_ANSWER("agent.task.answer", AnswerTask.class, Task.class),
    /** What agents made in a task, for its owner and the session's members. Repeatable. */
    TASK_ARTIFACTS("agent.task.artifacts", ListArtifacts.class, ArtifactPage.class),
    /** Notes where a user wants to be told of a task. Repeatable. */
    TASK_PUSH_SAVE("agent.push.save", SavePushConfig.class, Done.class),
    /** Where a user is told of a task. Repeatable. */
    TASK_PUSH_LIST("agent.push.list", ListPushConfigs.class, PushConfigs.class),
    /** Forgets one of these places. Repeatable. */
    TASK_PUSH_DELETE("agent.push.delete", DeletePushConfig.class, Done.class),
    /** Makes a session of a user's a context by a name of theirs. Repeatable. */
    TASK_CONTEXT_NAME("agent.context.name", NameContext.class, NamedContexts.class),
    /** Contexts that a user has named. Repeatable. */
    TASK_CONTEXT_FIND("agent.context.find", FindContexts.class, NamedContexts.class),
    /** Gives tasks to a pull agent; waits for the first. What is lost on the way is given again when its lease ends. */
    TASK_LEASE("agent.task.lease", LeaseTasks.class, TaskLeases.class, Duration.ofSeconds(45)),
    /** The agents that a user's tasks may name. Repeatable. */
    AGENT_CARDS("agent.cards.list", ListAgentCards.class, AgentCardPage.class),
    /** One of them. Repeatable. */
    AGENT_CARD("agent.cards.read", ReadAgentCard.class, DatedAgentCard.class),
    /** Registers an agent; the door has checked that an operator asks, as for all that follow. */
    AGENT_CREATE("agent.registry.create", CreateAgent.class, Agent.class),
    /** A page of the registered agents. Repeatable. */
    AGENT_LIST("agent.registry.list", ListAgents.class, AgentPage.class),
    /** One of them. Repeatable. */
    AGENT_READ("agent.registry.read", ReadAgent.class, Agent.class),
    /** Changes one. Repeatable. */
    AGENT_UPDATE("agent.registry.update", UpdateAgent.class, Agent.class),
    /** Takes one out. Repeatable. */
    AGENT_DELETE("agent.registry.delete", DeleteAgent.class, Done.class),
    /** Gives an agent a new secret. Not repeatable: each is another. */
    AGENT_SECRET_ADD("agent.registry.secret", AddAgentSecret.class, AgentSecret.class),
    /** Makes an endpoint of webhooks; the door has checked that an operator asks, as for all that follow. */
    WEBHOOK_CREATE("agent.webhook.create", CreateWebhook.class, Webhook.class),
    /** The endpoints. Repeatable. */
    WEBHOOK_LIST("agent.webhook.list", ListWebhooks.class, WebhookPage.class),
    /** One of them. Repeatable. */
    WEBHOOK_READ("agent.webhook.read", ReadWebhook.class, Webhook.class),
    /** Changes one. Repeatable. */
    WEBHOOK_UPDATE("agent.webhook.update", UpdateWebhook.class, Webhook.class),
    /** Forgets one. Repeatable. */
    WEBHOOK_DELETE("agent.webhook.delete", DeleteWebhook.class, Done.class),
    /** Gives one a new secret. Not repeatable: each is another. */
    WEBHOOK_SECRET_ADD("agent.webhook.secret", AddWebhookSecret.class, WebhookSecret.class),
    /** What one was told. Repeatable. */
    WEBHOOK_DELIVERIES("agent.webhook.deliveries", ListWebhookDeliveries.class, WebhookDeliveryPage.class),
    /** Tells one something again. Repeatable: the receiver knows it by its id. */
    WEBHOOK_REPLAY("agent.webhook.replay", ReplayWebhookDelivery.class, WebhookDelivery.class),

    /** All sessions, for operators; that one asks is the door's to check, here and below. Repeatable. */
    ALL_SESSIONS_LIST("chat.sessions.list", ListAllSessions.class, SessionOverviewPage.class),
    /** One of them. Repeatable. */
    ANY_SESSION_READ("chat.sessions.read", ReadSessionOverview.class, SessionOverview.class),
    /** Its members. Repeatable. */
    ANY_MEMBERS_LIST("chat.sessions.members", ListAnyMembers.class, MemberPage.class),
    /** Ends writing in it, or lets it begin again. Repeatable. */
    ANY_SESSION_ARCHIVE("chat.sessions.archive", ArchiveSession.class, SessionOverview.class),
    /** Lets nothing of it get lost. Repeatable. */
    SESSION_HOLD("chat.sessions.hold", HoldSession.class, SessionOverview.class),
    /** Ends that. Repeatable. */
    SESSION_RELEASE("chat.sessions.release", ReleaseSession.class, Done.class),
    /** Deletes it, soon. Repeatable. */
    ANY_SESSION_DELETE("chat.sessions.delete", DeleteSession.class, Done.class),
    /** A part of its export. Repeatable. */
    SESSION_EXPORT("chat.sessions.export", ReadSessionExport.class, SessionExportPart.class),

    /** Moves old rows from the hot table to history, now. Repeatable. */
    ARCHIVE_RUN("archive.run", RunArchive.class, ArchiveReport.class, Duration.ofMinutes(5)),
    /** The rows of the view {@code chat_analytics}. Repeatable. */
    ANALYTICS_READ("archive.analytics.read", ReadAnalytics.class, Analytics.class),
    /** The rows of {@code function_metrics}, put together by their operation. Repeatable. */
    FUNCTION_METRICS_READ("archive.metrics.read", ReadFunctionMetrics.class, FunctionMetrics.class),
    /** What the database knows of the cluster's work and costs. Repeatable. */
    CLUSTER_STATUS_READ("archive.status.read", ReadClusterStatus.class, ClusterStatus.class),
    /** Rows for {@code function_metrics}, from a gateway's batch. */
    METRICS_RECORD("archive.metrics.record", RecordMetrics.class, Done.class),

    /** A gateway node tells a home what it listens to; see {@link AnnounceInterest}. Repeatable. */
    HOME_ANNOUNCE("chat.home.announce", AnnounceInterest.class, InterestAck.class, Duration.ofSeconds(5)),
    /** A gateway node tells a home who is on its channels; see {@link AnnouncePresence}. Repeatable. */
    HOME_PRESENCE("chat.home.presence", AnnouncePresence.class, PresenceAck.class, Duration.ofSeconds(5)),
    /** A gateway node tells a home which pages are on free channels; see {@link AnnounceTracks}. Repeatable. */
    HOME_TRACKS("chat.home.tracks", AnnounceTracks.class, TracksAck.class, Duration.ofSeconds(5)),
    /** What followed a seq, from a home's memory; {@code not_found} when that does not have it. Repeatable. */
    HOME_RECENT("chat.home.recent", ReadRecent.class, TimelinePage.class),
    /** A home tells a gateway node how far timelines go. Repeatable. */
    GATEWAY_TIPS("gateway.tips", TimelineHeads.class, Done.class),
    /**
     * A gateway node tells the others how far its clients are that can't say it themselves, before the database knows; see
     * {@link ClientPositions}. Repeatable.
     */
    GATEWAY_POSITIONS("gateway.positions", ClientPositions.class, Done.class, Duration.ofSeconds(2)),
    /**
     * A notice to every gateway node that a user lost the right to listen to a session; published, and each node answers
     * nothing.
     */
    ACCESS_REVOKED("gateway.access.revoked", AccessRevoked.class, Done.class),
    /** A notice to every gateway node that logins have ended; published, and each node answers nothing. */
    LOGINS_ENDED("gateway.logins.ended", LoginsEnded.class, Done.class);

    private final String wireName;
    private final Class<? extends BusRecord> requestType;
    private final Class<? extends BusRecord> replyType;
    private final Duration timeout;
    private final Role role;

    Address(String wireName, Class<? extends BusRecord> requestType, Class<? extends BusRecord> replyType) {
        this(wireName, requestType, replyType, Duration.ofSeconds(10));
    }

    Address(
            String wireName,
            Class<? extends BusRecord> requestType,
            Class<? extends BusRecord> replyType,
            Duration timeout) {
        this.wireName = wireName;
        this.requestType = requestType;
        this.replyType = replyType;
        this.timeout = timeout;
        this.role = Role.ofAddress(wireName);
    }

    /** The address on the bus. */
    public String wireName() {
        return wireName;
    }

    /** The role of the nodes that serve it. */
    public Role role() {
        return role;
    }

    public Class<? extends BusRecord> requestType() {
        return requestType;
    }

    public Class<? extends BusRecord> replyType() {
        return replyType;
    }

    /** How long a caller waits before it fails with {@code timeout}. */
    public Duration timeout() {
        return timeout;
    }
}
