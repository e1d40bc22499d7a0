package dev.cogo.runtime.bus;

import dev.cogo.schema.a2a.DeletePushConfig;
import dev.cogo.schema.a2a.FindContexts;
import dev.cogo.schema.a2a.ListPushConfigs;
import dev.cogo.schema.a2a.NameContext;
import dev.cogo.schema.a2a.NamedContext;
import dev.cogo.schema.a2a.NamedContexts;
import dev.cogo.schema.a2a.PushConfig;
import dev.cogo.schema.a2a.PushConfigs;
import dev.cogo.schema.a2a.SavePushConfig;
import dev.cogo.schema.activity.MovedSession;
import dev.cogo.schema.activity.TellActivity;
import dev.cogo.schema.agent.AddAgentSecret;
import dev.cogo.schema.agent.Agent;
import dev.cogo.schema.agent.AgentCard;
import dev.cogo.schema.agent.AgentCardPage;
import dev.cogo.schema.agent.AgentKind;
import dev.cogo.schema.agent.AgentLimits;
import dev.cogo.schema.agent.AgentPage;
import dev.cogo.schema.agent.AgentSecret;
import dev.cogo.schema.agent.AgentSettings;
import dev.cogo.schema.agent.AgentSkill;
import dev.cogo.schema.agent.AnswerBy;
import dev.cogo.schema.agent.AnswerTask;
import dev.cogo.schema.agent.Artifact;
import dev.cogo.schema.agent.ArtifactPage;
import dev.cogo.schema.agent.ArtifactPiece;
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
import dev.cogo.schema.agent.OpenTask;
import dev.cogo.schema.agent.OpenTaskPage;
import dev.cogo.schema.agent.ReadAgent;
import dev.cogo.schema.agent.ReadAgentCard;
import dev.cogo.schema.agent.ReadTask;
import dev.cogo.schema.agent.ReadTaskHistory;
import dev.cogo.schema.agent.ReportType;
import dev.cogo.schema.agent.StartTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskError;
import dev.cogo.schema.agent.TaskHistory;
import dev.cogo.schema.agent.TaskInput;
import dev.cogo.schema.agent.TaskLease;
import dev.cogo.schema.agent.TaskLeases;
import dev.cogo.schema.agent.TaskPage;
import dev.cogo.schema.agent.TaskQuestion;
import dev.cogo.schema.agent.TaskReport;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.agent.UpdateAgent;
import dev.cogo.schema.ai.AiBudget;
import dev.cogo.schema.ai.AiCost;
import dev.cogo.schema.ai.AiCosts;
import dev.cogo.schema.ai.AiRun;
import dev.cogo.schema.ai.AiUsage;
import dev.cogo.schema.ai.AiUsageDay;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.ai.AnswerMessage;
import dev.cogo.schema.ai.ApprovalState;
import dev.cogo.schema.ai.AskAgain;
import dev.cogo.schema.ai.CancelRun;
import dev.cogo.schema.ai.CompletionTurn;
import dev.cogo.schema.ai.DecideApproval;
import dev.cogo.schema.ai.Decision;
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
import dev.cogo.schema.ai.RunStatus;
import dev.cogo.schema.ai.StopRun;
import dev.cogo.schema.ai.StreamTo;
import dev.cogo.schema.ai.ToolApproval;
import dev.cogo.schema.ai.ToolApprovals;
import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.ai.WrittenText;
import dev.cogo.schema.archive.Analytics;
import dev.cogo.schema.archive.AnalyticsHour;
import dev.cogo.schema.archive.ArchiveReport;
import dev.cogo.schema.archive.FunctionMetric;
import dev.cogo.schema.archive.FunctionMetrics;
import dev.cogo.schema.archive.Metric;
import dev.cogo.schema.archive.ReadAnalytics;
import dev.cogo.schema.archive.ReadFunctionMetrics;
import dev.cogo.schema.archive.RecordMetrics;
import dev.cogo.schema.archive.RunArchive;
import dev.cogo.schema.assistant.Assistant;
import dev.cogo.schema.assistant.AssistantBadge;
import dev.cogo.schema.assistant.AssistantCards;
import dev.cogo.schema.assistant.AssistantPage;
import dev.cogo.schema.assistant.AssistantSettings;
import dev.cogo.schema.assistant.CreateAssistant;
import dev.cogo.schema.assistant.ListAssistantCards;
import dev.cogo.schema.assistant.ListAssistants;
import dev.cogo.schema.assistant.ReadAssistant;
import dev.cogo.schema.assistant.UpdateAssistant;
import dev.cogo.schema.block.Block;
import dev.cogo.schema.block.BlockPage;
import dev.cogo.schema.block.ListBlocks;
import dev.cogo.schema.block.SetBlock;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.event.Announce;
import dev.cogo.schema.event.Announcement;
import dev.cogo.schema.event.Broadcast;
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
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.MessageWindow;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.message.Reaction;
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
import dev.cogo.schema.people.PersonFound;
import dev.cogo.schema.personal.EraseAccount;
import dev.cogo.schema.personal.Export;
import dev.cogo.schema.personal.ExportPart;
import dev.cogo.schema.personal.ExportStatus;
import dev.cogo.schema.personal.ForgetUser;
import dev.cogo.schema.personal.PersonalDataPage;
import dev.cogo.schema.personal.ReadExport;
import dev.cogo.schema.personal.ReadExportPart;
import dev.cogo.schema.personal.ReadPersonalData;
import dev.cogo.schema.personal.StartExport;
import dev.cogo.schema.presence.ForgetPresence;
import dev.cogo.schema.presence.Presence;
import dev.cogo.schema.presence.PresencePage;
import dev.cogo.schema.presence.PresenceStatus;
import dev.cogo.schema.presence.ReadPresence;
import dev.cogo.schema.presence.ReadTracks;
import dev.cogo.schema.presence.RecheckPresence;
import dev.cogo.schema.presence.SetTyping;
import dev.cogo.schema.presence.Track;
import dev.cogo.schema.presence.Tracks;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.Access;
import dev.cogo.schema.session.AccessRevoked;
import dev.cogo.schema.session.AddMember;
import dev.cogo.schema.session.AiMode;
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
import dev.cogo.schema.session.MemberRole;
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
import dev.cogo.schema.session.SessionHold;
import dev.cogo.schema.session.SessionKind;
import dev.cogo.schema.session.SessionOverview;
import dev.cogo.schema.session.SessionOverviewPage;
import dev.cogo.schema.session.SessionPage;
import dev.cogo.schema.session.TransferOwnership;
import dev.cogo.schema.session.Unread;
import dev.cogo.schema.session.UpdateMember;
import dev.cogo.schema.session.UpdateSession;
import dev.cogo.schema.session.WhenBusy;
import dev.cogo.schema.webhook.AddWebhookSecret;
import dev.cogo.schema.webhook.CreateWebhook;
import dev.cogo.schema.webhook.DeleteWebhook;
import dev.cogo.schema.webhook.DeliveryStatus;
import dev.cogo.schema.webhook.ListWebhookDeliveries;
import dev.cogo.schema.webhook.ListWebhooks;
import dev.cogo.schema.webhook.ReadWebhook;
import dev.cogo.schema.webhook.ReplayWebhookDelivery;
import dev.cogo.schema.webhook.UpdateWebhook;
import dev.cogo.schema.webhook.Webhook;
import dev.cogo.schema.webhook.WebhookDelivery;
import dev.cogo.schema.webhook.WebhookDeliveryPage;
import dev.cogo.schema.webhook.WebhookEvent;
import dev.cogo.schema.webhook.WebhookPage;
import dev.cogo.schema.webhook.WebhookSecret;
import dev.cogo.schema.webhook.WebhookSettings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records of every type that travels on the bus: with all their parts, and with nothing that may be missing. */
final class Samples {
    private static final UUID A = UUID.fromString("01a2076b-4400-7daa-8db8-0cbd3594c81d");
    private static final UUID B = UUID.fromString("01a2076b-47e8-7726-977e-2496256dbf63");
    private static final UUID S = UUID.fromString("01a2076b-4bd0-713c-acd8-f1de6955db34");
    private static final Instant NOW = Instant.parse("2026-11-23T08:01:00.123456Z");
    private static final ToolApproval APPROVAL = new ToolApproval(
            A, B, S, "weather", "forecast", Map.of("place", "강릉"), ApprovalState.FOUND, "rain", NOW, NOW);

    private Samples() {}

    static Stream<BusRecord> all() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("text", "한국어 🗼 \" \\ \n");
        json.put("nothing", null);
        json.put("list", List.of(1, 2.5, true, Map.of("deep", "value")));
        NewMessage full = new NewMessage("안녕 🗼\nbye", "client-1", B, json, List.of(A, B));
        NewMessage bare = new NewMessage("hello");
        Message message = new Message(
                A,
                7,
                S,
                B,
                "hi",
                MessageType.TEXT,
                NOW,
                "client-1",
                B,
                json,
                List.of(A, B),
                NOW,
                A,
                NOW,
                B,
                List.of(new Reaction("👍", 2, true)),
                true);
        Message house = new Message(A, 8, S, null, "hi", MessageType.SYSTEM, NOW, null, null, null);
        Member member = new Member(A, "Minji", MemberRole.OWNER, NOW, NOW);
        AssistantSettings assistant = new AssistantSettings(
                "scribe", "Scribe", "", "\u2728", List.of("gemini:x"), "Brief.", "ko", 7, List.of("*"), 5L, 0L, true);
        Assistant scribe = new Assistant(
                A,
                "scribe",
                "Scribe",
                null,
                null,
                List.of(),
                null,
                null,
                null,
                List.of("*"),
                5L,
                null,
                false,
                true,
                NOW,
                NOW);
        Session session = new Session(
                S,
                SessionKind.GROUP,
                "t",
                "ko",
                true,
                AiMode.MENTION,
                WhenBusy.QUEUE,
                true,
                30,
                NOW,
                true,
                A,
                NOW,
                NOW,
                7,
                5,
                2,
                MemberRole.ADMIN,
                1,
                List.of(member),
                message);
        Session empty = new Session(
                S,
                SessionKind.DIRECT,
                null,
                null,
                false,
                AiMode.EXPLICIT,
                WhenBusy.QUEUE,
                false,
                0,
                null,
                false,
                null,
                NOW,
                NOW,
                0,
                0,
                0,
                MemberRole.MEMBER,
                0,
                List.of(),
                null);
        Invite invite = new Invite(A, S, "token", B, NOW, NOW, 5, 1);
        Task failed = new Task(
                A,
                S,
                B,
                "count",
                "default",
                TaskStatus.FAILED,
                40,
                "note",
                null,
                new TaskError("agent_error", "no"),
                null,
                null,
                5,
                NOW,
                NOW);
        Task done = new Task(
                A, S, B, "count", "default", TaskStatus.COMPLETED, 100, null, json, null, null, null, 1, NOW, NOW);
        Task asking = new Task(
                A,
                S,
                B,
                "count",
                "a",
                TaskStatus.INPUT_REQUIRED,
                1,
                null,
                null,
                null,
                new TaskQuestion("q", "Which?", AnswerBy.ASKER),
                B,
                1,
                NOW,
                NOW);
        AgentSkill skill = new AgentSkill("count", "Count", "words", Map.of("type", "object"));
        AgentLimits limits = new AgentLimits(1, 60, 100, 60);
        AgentSettings settings =
                new AgentSettings("n", "d", "https://example.org", List.of(skill), limits, List.of(S), true);
        Agent agent = new Agent(
                A,
                "a",
                "n",
                null,
                AgentKind.PUSH,
                "https://example.org",
                List.of(skill),
                limits,
                null,
                true,
                List.of(new AgentSecret(B, NOW, NOW, "s")),
                NOW,
                NOW);
        WebhookSettings hook =
                new WebhookSettings("https://example.org", "d", List.of(WebhookEvent.TASK_FAILED), List.of(S), true);
        Webhook webhook = new Webhook(A, "https://example.org", null, List.of(), null, false, "r", List.of(), NOW, NOW);
        WebhookDelivery delivery =
                new WebhookDelivery(A, WebhookEvent.TASK_COMPLETED, DeliveryStatus.OPEN, 1, 503, "e", NOW, NOW, null);
        TaskLease lease = new TaskLease(
                A, S, B, "count", Map.of(), "/x", 60, 1, List.of(new TaskInput("q", "Which?", "This", null)));
        return Stream.of(
                new CreateSession(A, SessionKind.GROUP, "t", List.of("bob@example.org", B.toString()), "ko-KR", true),
                new CreateSession(A, SessionKind.DIRECT, null, List.of(B.toString()), null, false),
                new CreatedSession(session, true),
                session,
                empty,
                new ListSessions(A, 20, "cursor"),
                new ListSessions(A, 20, null),
                new SessionPage(List.of(session, empty), "next"),
                new SessionPage(List.of(), null),
                new ListAllSessions("t", SessionKind.GROUP, A, true, 50, B),
                new ListAllSessions(null, null, null, false, 1, null),
                new SessionOverviewPage(List.of(overview(new SessionHold("why", A, NOW), List.of("f"))), "next"),
                new SessionOverviewPage(List.of(), null),
                overview(null, null),
                new ReadSessionOverview(S),
                new ListAnyMembers(S, 10, "next"),
                new ArchiveSession(A, S, true),
                new HoldSession(null, S, "why"),
                new ReleaseSession(S),
                new DeleteSession(S),
                new ReadSessionExport(S, null),
                new SessionExportPart(List.of("{}"), "next"),
                new GetSession(A, S),
                new CheckAccess(A, S),
                new CheckAccess(A, S, true),
                new Access(S, MemberRole.MEMBER, true, "ko", true, 7),
                new AddMember(A, S, "bob@example.org", MemberRole.ADMIN),
                new RemoveMember(A, S, B),
                Done.DONE,
                new MarkRead(A, S, Long.MAX_VALUE),
                new ReadMark(S, A, 7),
                new ListReadMarks(A, S, 100, "cursor"),
                new ReadMarkPage(List.of(new ReadMark(S, A, 7)), "next"),
                new CountUnread(A),
                new Unread(7, 2, 140),
                new FindPeople(A, "bo", true, 10),
                new PeopleFound(
                        List.of(
                                new PersonFound(B, "Bob", null),
                                new PersonFound(A, "Cogo", new AssistantBadge("ai", "\u2728"))),
                        false),
                new TellActivity(List.of(
                        new MovedSession(S, 8, 7, NOW, house, "Bob", true),
                        new MovedSession(B, 0, 0, NOW, null, null, false))),
                new SendMessages(A, S, List.of(full, bare), true),
                new StoredMessages(List.of(message, house)),
                new PostMessage(S, MessageType.AI_RESPONSE, full),
                new PostMessage(S, MessageType.AI_RESPONSE, full, new PostMessage.By(A, B, 2)),
                new CreateAssistant(assistant),
                new ListAssistants(5, null),
                new AssistantPage(List.of(scribe), "x"),
                new ReadAssistant("scribe"),
                new UpdateAssistant("scribe", AssistantSettings.enabled(false)),
                scribe,
                new ListAssistantCards(A),
                new AssistantCards(List.of(scribe.card())),
                new FindMessages(A, List.of(A, B)),
                new ReadHistory(A, S, 5L, null, 50),
                new ReadHistory(A, S, null, null, 50),
                new MessagePage(List.of(message, house), "7"),
                new ReadAround(A, S, 7, 50),
                new MessageWindow(List.of(message, house), "7", null),
                new MessagePage(List.of(), null),
                new SetTyping(A, S, true),
                new PresencePage(
                        List.of(new Presence(A, "Minji", PresenceStatus.ONLINE, NOW, 2, Map.of("view", "board"))),
                        A.toString(),
                        7,
                        true,
                        List.of(new Presence(S, "Bob", PresenceStatus.OFFLINE, NOW, 0, null))),
                new ReadPresence(A, S, 10, A.toString(), true),
                new ForgetPresence(A, S),
                new RecheckPresence(S),
                new AnnouncePresence(
                        "node-1",
                        true,
                        List.of(new AnnouncePresence.Entry(
                                A, S, 2, PresenceStatus.AWAY, Map.of("view", "board"), 5, true)),
                        1,
                        -3),
                new PresenceAck(true),
                new AnnounceTracks(
                        "node-1",
                        true,
                        List.of(new AnnounceTracks.Entry(
                                "free_room:1", new Track(A, 2, "key", Map.of("x", 1)), true, false)),
                        1,
                        -3),
                new TracksAck(true, List.of(A)),
                new ReadTracks("free_room:1"),
                new Tracks(List.of(new Track(A, 2, "key", Map.of("x", 1)))),
                new SendBroadcast(
                        "free_room:1", new Broadcast(S, "c1", A, "cursor", Map.of("x", 1), null, Map.of("kept", true))),
                new SendBroadcast("chat_session_" + S, new Broadcast(S, "c1", null, "blob", null, "AAEC", null)),
                new Announce(A, "noon"),
                new Announcement(A, "noon", NOW),
                new RequestGreeting(A, S, "ko", "ko, en;q=0.5"),
                new RequestGreeting(A, null, null, null),
                new Greeting("안녕", "ko", "model", "gemini", true, message),
                new Greeting("hi", "en", "none", "offline", false, null),
                new RequestAnswer(A, S, full, "ko", "ko", null),
                new RequestAnswer(A, S, full, "ko", "ko", new StreamTo("loop-1", B)),
                new RequestAnswer(A, S, full, null, null, new StreamTo("loop-1", B), B, "ai"),
                new RequestCompletion(
                        A,
                        "ai",
                        "be brief",
                        List.of(new CompletionTurn(false, "안")),
                        7,
                        "ko",
                        new StreamTo("loop-1", B)),
                new RequestCompletion(
                        A,
                        null,
                        null,
                        List.of(
                                new CompletionTurn(false, "a"),
                                new CompletionTurn(true, "b"),
                                new CompletionTurn(false, "c")),
                        null,
                        null,
                        new StreamTo("loop-1", B)),
                new WrittenText("안", "model", "gemini", true, new Usage(1, 2, 3)),
                new WrittenText("hi", "none", "offline", false, null),
                new FindRuns(A, S, null, List.of(RunStatus.DONE), true, NOW, 5, "x"),
                new FoundRuns(List.of(), null, 0),
                new ReadLiveRun(A, S),
                new LiveRun(null),
                new LiveRun(new AiRun(A, S, B, S, A, 7, 2, "ko", RunStatus.RUNNING, 3, false, null, null, NOW, NOW)),
                new AnswerDelta(A, B, S, 2, 0, 7, "안"),
                new AiRun(A, S, B, S, A, 7, 2, "ko", RunStatus.RUNNING, 3, true, null, null, NOW, NOW),
                new AiRun(A, S, B, S, A, 7, 1, "ko", RunStatus.FAILED, 1, false, 8L, "ai_failed", NOW, NOW),
                new ReadRun(A, B),
                new CancelRun(A, B),
                new ListApprovals(A),
                new DecideApproval(A, B, Decision.APPROVE_AND_SHARE),
                APPROVAL,
                new ToolApprovals(List.of(APPROVAL)),
                new AskAgain(A, B, "ko", "ko"),
                new AskAgain(A, B, null, null),
                new AnswerMessage(A, S, B, "ko", "ko"),
                new AnswerMessage(A, S, B, null, null),
                new StopRun(B, true),
                new Answer(message, house, "ko", "model", "gemini", false, new Usage(1, 2, 3)),
                new StartTask(A, S, "word_count", json, "other"),
                new StartTask(A, S, "word_count", Map.of(), null),
                failed,
                done,
                new ReadTask(A, B),
                new ListTasks(A, S, 20, null),
                new TaskPage(List.of(done, failed), null),
                new TaskReport(A, "1", ReportType.PROGRESS, 50, "half", null, null),
                new TaskReport(A, "2", ReportType.RESULT, null, null, json, null),
                new TaskReport(A, "3", ReportType.ERROR, null, null, null, "no"),
                new TaskReport(
                        A,
                        "4",
                        ReportType.INPUT_REQUIRED,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "Which?",
                        AnswerBy.MEMBER,
                        A,
                        B),
                new TaskReport(
                        A,
                        "5",
                        ReportType.ARTIFACT,
                        null,
                        null,
                        null,
                        null,
                        new ArtifactPiece("a", "n", Map.of("text", "x"), true),
                        null,
                        null,
                        null,
                        null),
                asking,
                new CancelTask(A, B, true),
                new AnswerTask(A, B, "q", "This"),
                new ListArtifacts(A, B, 5, "1"),
                new ArtifactPage(List.of(new Artifact(A, 1, "a", null, Map.of("text", "x"), false)), "1"),
                new SavePushConfig(A, B, new PushConfig("c", "https://a.example", "t", "Bearer", "x"), true),
                new ListPushConfigs(A, B),
                new PushConfigs(List.of(new PushConfig("c", "https://a.example", null, null, null))),
                new DeletePushConfig(A, B, "c"),
                new NameContext(A, new NamedContext("notes", B)),
                new FindContexts(A, List.of("notes"), List.of(B)),
                new NamedContexts(List.of(new NamedContext("notes", B))),
                new LeaseTasks(A, 1, 30),
                new TaskLeases(List.of(lease), List.of(B)),
                new ListAgentCards(A, null, 5, null),
                new FindTasks(A, "a", B, List.of(TaskStatus.FAILED), true, NOW, 5, "x"),
                new FoundTasks(List.of(asking), "x", 1),
                new ReadTaskHistory(A, B),
                new TaskHistory(Map.of("text", "x"), List.of(new TaskInput("q", "Which?", "This", A))),
                new ReadAgentCard(A, "a"),
                new DatedAgentCard(new AgentCard("a", "n", null, List.of(skill)), NOW),
                new AgentCardPage(List.of(new AgentCard("a", "n", null, List.of(skill))), null),
                new CreateAgent("a", AgentKind.PUSH, settings),
                new ListAgents(5, null),
                new AgentPage(List.of(agent), "x"),
                new ReadAgent("a"),
                new UpdateAgent("a", settings),
                new DeleteAgent("a"),
                new AddAgentSecret("a", 0),
                new AgentSecret(A, NOW, null, null),
                new CreateWebhook(hook),
                new UpdateWebhook(A, hook),
                new ReadWebhook(A),
                new DeleteWebhook(A),
                new ListWebhooks(),
                new AddWebhookSecret(A, 60),
                new WebhookSecret(A, NOW, NOW, "s"),
                webhook,
                new WebhookPage(List.of(webhook), null),
                new ListWebhookDeliveries(A, 5, null),
                new ReplayWebhookDelivery(A, B),
                delivery,
                new WebhookDeliveryPage(List.of(delivery), "x"),
                agent,
                new RunArchive(A),
                new ArchiveReport(1, 2, 3, 4, 5, 6),
                new ReadAiUsage(A, 7),
                new AiUsage(
                        List.of(new AiBudget("user", null, "day", 500_000, 12, 0, NOW)),
                        List.of(new AiUsageDay("2026-11-30", "model", "ai", 1, 2, 3, 4, 5)),
                        null),
                new ReadAiCosts(A, "user", 7, 10),
                new AiCosts(
                        List.of(new AiBudget("assistant", "ai", "month", 500_000, 12, 3, NOW)),
                        List.of(
                                new AiCost("key", 1, 2, 3, 4, 5, 6, 7, 8, 9),
                                new AiCost(null, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
                        null),
                new ListOpenTasks(),
                new OpenTaskPage(
                        List.of(new OpenTask(A, S, B, "count", "words", TaskStatus.WORKING, 4, 1, NOW, NOW)), null),
                new ReadFunctionMetrics(24),
                new FunctionMetrics(List.of(new FunctionMetric("live", 1, 2.5, 3, 4, 5)), null),
                new ReadClusterStatus(),
                new ClusterStatus(NOW, 1, 2, 1, List.of(new ClusterStatus.OpenWork("ai", 1, 0))),
                new ReadAnalytics(A, 24),
                new Analytics(List.of(new AnalyticsHour(NOW, 1, 2, 3, 4.5, 6)), null),
                new RecordMetrics(List.of(new Metric("sendMessage", 12, 3, 0, 1, 1, NOW))),
                new AnnounceInterest("node-1", true, List.of("agent_tasks_" + A), List.of("chat_session_" + S), 2, -7),
                new InterestAck(List.of(InterestAck.NO_TIMELINE, 12L), true),
                new ReadRecent(S, 11, 50),
                new TimelineHeads(List.of(new TimelineHeads.Tip(S, 12, false))),
                new ClientPositions(List.of(new ClientPositions.Position(S, S, 12))),
                new AccessRevoked(A, S),
                new LoginsEnded(A, List.of(B)),
                new CreateSession(A, SessionKind.GROUP, null, List.of(), null, false, AiMode.ALWAYS, true),
                new NameSession(S, "t"),
                new UpdateSession(A, S, "t", "ko", false, AiMode.ALWAYS, null, 30, true),
                new UpdateSession(A, S, null, null, null, null, null, null, false),
                new UpdateMember(A, S, B, MemberRole.ADMIN, 60),
                new UpdateMember(A, S, B, null, 0),
                member,
                message,
                new ListMembers(A, S, 100, "cursor"),
                new MemberPage(List.of(member), "next"),
                new TransferOwnership(A, S, B),
                new MuteSession(A, S, true),
                new CreateInvite(A, S, 3600, 5),
                new CreateInvite(A, S, null, null),
                invite,
                new ListInvites(A, S),
                new InvitePage(List.of(invite), null),
                new RevokeInvite(A, S, B),
                new ReadInvite(A, "token"),
                new InvitePreview(S, "t", 3, NOW),
                new AcceptInvite(A, "token"),
                new SetBlock(A, B, true),
                new ListBlocks(A, 50, null),
                new BlockPage(List.of(new Block(B, "Minji", NOW)), "next"),
                new EditMessage(A, S, B, "hi"),
                new DeleteMessage(A, S, B),
                new SetReaction(A, S, B, "👍", true),
                new ReactionChange(S, B, 7, A, "👍", true, 2),
                new ReadTimeline(A, S, 0, 100),
                new TimelinePage(
                        List.of(new ChannelEvent("reaction", "chat_session_" + S, 8L, Map.of("a", "b"))), 9, "8"),
                new ReadMessageEvents(List.of(new ReadMessageEvents.After(S, 7)), 100),
                new MessageEvents(
                        List.of(new MessageEvents.OfSession(S, 9, List.of(new MessageEvents.Event(8, "new_message"))))),
                new ReadMessageEvent(S, 8),
                new MessageEvent(message),
                new SearchMessages(A, "hello 안녕", S, 20, "cursor"),
                new StartExport(A),
                new ReadExport(A, B),
                new Export(B, ExportStatus.DONE, NOW, 10L, 1, NOW),
                new ReadExportPart(A, B, 0),
                new ExportPart("{}"),
                new EraseAccount(A),
                new ForgetUser(A),
                new ReadPersonalData(A, "cursor"),
                new PersonalDataPage(List.of(json), "next"));
    }

    private static SessionOverview overview(@Nullable SessionHold hold, @Nullable List<String> files) {
        return new SessionOverview(
                S, SessionKind.GROUP, "t", false, A, NOW, NOW, 5, 2, hold == null ? null : NOW, hold, false, files);
    }
}
