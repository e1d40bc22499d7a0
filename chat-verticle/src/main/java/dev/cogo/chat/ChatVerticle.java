package dev.cogo.chat;

import dev.cogo.chat.access.AccessChecks;
import dev.cogo.chat.access.SessionAccess;
import dev.cogo.chat.activity.ActivityCollector;
import dev.cogo.chat.activity.ActivityTeller;
import dev.cogo.chat.administration.SessionAdministration;
import dev.cogo.chat.administration.SessionExport;
import dev.cogo.chat.administration.SessionRemovals;
import dev.cogo.chat.announcement.Announcements;
import dev.cogo.chat.block.Blocks;
import dev.cogo.chat.encryption.KeyRegister;
import dev.cogo.chat.encryption.MessageCipher;
import dev.cogo.chat.fairness.Bulkhead;
import dev.cogo.chat.fairness.Shares;
import dev.cogo.chat.home.Home;
import dev.cogo.chat.invite.Invites;
import dev.cogo.chat.message.History;
import dev.cogo.chat.message.MessageDeletions;
import dev.cogo.chat.message.MessageEdits;
import dev.cogo.chat.message.MessageFeed;
import dev.cogo.chat.message.MessagesById;
import dev.cogo.chat.message.ReactionChanges;
import dev.cogo.chat.message.Surroundings;
import dev.cogo.chat.message.Timeline;
import dev.cogo.chat.notice.Notices;
import dev.cogo.chat.notice.RunNotifier;
import dev.cogo.chat.operations.ClusterStatusTeller;
import dev.cogo.chat.people.PeopleSearch;
import dev.cogo.chat.personal.PersonalDataRights;
import dev.cogo.chat.presence.Broadcasts;
import dev.cogo.chat.presence.PresenceCalls;
import dev.cogo.chat.presence.PresenceService;
import dev.cogo.chat.rows.MessageRows;
import dev.cogo.chat.search.MessageSearch;
import dev.cogo.chat.search.SearchIndexer;
import dev.cogo.chat.session.Adding;
import dev.cogo.chat.session.Joining;
import dev.cogo.chat.session.Members;
import dev.cogo.chat.session.OperatorArchiving;
import dev.cogo.chat.session.ReadMarks;
import dev.cogo.chat.session.SessionCreation;
import dev.cogo.chat.session.SessionEvents;
import dev.cogo.chat.session.SessionReader;
import dev.cogo.chat.session.Settings;
import dev.cogo.chat.timeline.AfterCommit;
import dev.cogo.chat.timeline.TimelineWriter;
import dev.cogo.chat.tracking.TrackingService;
import dev.cogo.runtime.audit.AuditLog;
import dev.cogo.runtime.audit.AuditStore;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.schema.block.ListBlocks;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.invite.ListInvites;
import dev.cogo.schema.message.FindMessages;
import dev.cogo.schema.message.ReadAround;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.message.SearchMessages;
import dev.cogo.schema.people.FindPeople;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.ArchiveSession;
import dev.cogo.schema.session.CountUnread;
import dev.cogo.schema.session.DeleteSession;
import dev.cogo.schema.session.GetSession;
import dev.cogo.schema.session.ListMembers;
import dev.cogo.schema.session.ListReadMarks;
import dev.cogo.schema.session.ListSessions;
import dev.cogo.schema.session.ReadSessionOverview;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Serves sessions, members, messages, presence and announcements. Deploy one instance for a node, on virtual threads: it is
 * the one place that stores and tells a node's messages, which is what keeps their events in order.
 */
public final class ChatVerticle extends VerticleBase {
    /** Well below the indexer's own lag, so that a batch stays small. */
    private static final Duration INDEXING = Duration.ofSeconds(3);

    private static final Duration AUDIT_EVERY = Duration.ofMinutes(1);

    private final ChatConfig config;
    private final DatabaseConfig databaseConfig;
    private final ClusterView cluster;
    private Database database;
    private Database writerDatabase;
    private TimelineWriter writer;
    private Notices notices;
    private ActivityCollector activity;
    private SearchIndexer indexer;
    private PresenceService presence;
    private TrackingService tracking;
    private PersonalDataRights personalData;
    private Home home;
    private ClusterStatusTeller clusterStatus;
    private SessionRemovals removals;
    private final AuditLog audit = new AuditLog();
    private AuditStore auditStore;

    public ChatVerticle(ChatConfig config, DatabaseConfig databaseConfig, ClusterView cluster) {
        this.config = config;
        this.databaseConfig = databaseConfig;
        this.cluster = cluster;
    }

    @Override
    public Future<?> start() {
        database = Database.open(vertx, databaseConfig);
        Bus bus = new Bus(vertx, cluster);
        auditStore = new AuditStore(vertx, database, audit);
        vertx.setPeriodic(AUDIT_EVERY.toMillis(), id -> audit.flush());
        vertx.setPeriodic(AuditStore.EVERY.toMillis(), id -> auditStore.store());
        ChannelPublisher publisher = new ChannelPublisher(vertx, cluster);
        home = new Home(vertx, cluster, bus, context, database);
        SessionAccess access = new SessionAccess(database);
        AccessChecks accessChecks = new AccessChecks(context, database);

        Bulkhead reads = new Bulkhead(Shares.reads(databaseConfig.maxConnections()));
        Bulkhead searches = new Bulkhead(Shares.SEARCHES);

        KeyRegister.check(database, config.encryption());
        MessageCipher cipher = new MessageCipher(config.encryption());
        MessageRows rows = new MessageRows(cipher);
        writerDatabase =
                Database.open(vertx, databaseConfig, config.durability().writerConnections());
        notices = new Notices(context, database, publisher);
        presence = new PresenceService(vertx, cluster, bus, publisher, context, database, config.presence(), reads);
        tracking = new TrackingService(vertx, cluster, bus, publisher, config.presence());
        activity = new ActivityCollector(vertx, cluster, bus, context, database, rows);
        ActivityTeller activityTeller = new ActivityTeller(context, database, home, publisher);
        writer = new TimelineWriter(
                context,
                writerDatabase,
                cipher,
                publisher,
                new AfterCommit.All(List.of(notices, presence, activity, new RunNotifier(bus))));
        MessageEdits edits = new MessageEdits(writer, cipher, rows);
        MessageDeletions deletions = new MessageDeletions(writer, rows);
        ReactionChanges reactions = new ReactionChanges(writer, rows);
        History history = new History(database, rows);
        Timeline timeline = new Timeline(database, rows);
        MessageFeed feed = new MessageFeed(database, rows);
        MessageSearch search = new MessageSearch(vertx, database, rows);
        indexer = new SearchIndexer(database);

        Broadcasts broadcasts = new Broadcasts(access, publisher);
        PresenceCalls presenceCalls = new PresenceCalls(bus);
        SessionEvents sessionEvents = new SessionEvents(bus, publisher, audit);
        SessionReader sessions = new SessionReader(database, rows);
        Adding adding = new Adding(config.addMembers());
        SessionCreation creation =
                new SessionCreation(database, cipher, sessions, sessionEvents, adding, config.maxMembers());
        Joining joining = new Joining(config.maxMembers());
        Members members = new Members(database, writer, sessions, sessionEvents, presenceCalls, adding, joining);
        Settings settings = new Settings(database, writer, sessions);
        Invites invites = new Invites(database, writer, access, sessions, sessionEvents, joining);
        Blocks blocks = new Blocks(database, presenceCalls);
        ReadMarks readMarks = new ReadMarks(database, sessionEvents);
        Announcements announcements = new Announcements(database, publisher);
        clusterStatus = new ClusterStatusTeller(vertx, bus, home, publisher);
        clusterStatus.start();

        personalData = new PersonalDataRights(
                vertx, cluster, database, bus, reads, writer, cipher, rows, presenceCalls::forget);

        SessionAdministration administration = new SessionAdministration(database);
        SessionExport sessionExport = new SessionExport(database, administration, rows);
        removals = new SessionRemovals(vertx, cluster, database, writer, bus, presenceCalls::forget);
        removals.start();

        vertx.setPeriodic(INDEXING.toMillis(), id -> indexer.run());
        return Future.all(List.of(
                home.start(),
                presence.start(),
                tracking.start(),
                personalData.start(),
                bus.serve(Address.SESSION_CREATE, creation::create),
                bus.serve(Address.SESSION_LIST, reads.guard(ListSessions::userId, sessions::list)),
                bus.serve(Address.SESSION_GET, reads.guard(GetSession::userId, sessions::get)),
                bus.serve(Address.ACTIVITY_TELL, activityTeller::told),
                bus.serve(Address.SESSION_ACCESS, accessChecks::check),
                bus.serve(Address.MEMBER_ADD, members::add),
                bus.serve(Address.MEMBER_REMOVE, members::remove),
                bus.serve(Address.MEMBER_UPDATE, members::update),
                bus.serve(Address.MEMBER_LIST, reads.guard(ListMembers::userId, members::list)),
                bus.serve(Address.OWNERSHIP_TRANSFER, members::transferOwnership),
                bus.serve(Address.SESSION_UPDATE, settings::update),
                bus.serve(Address.SESSION_NAME, settings::name),
                bus.serve(Address.SESSION_MUTE, settings::mute),
                bus.serve(Address.INVITE_CREATE, invites::create),
                bus.serve(Address.INVITE_LIST, reads.guard(ListInvites::userId, invites::list)),
                bus.serve(Address.INVITE_REVOKE, invites::revoke),
                bus.serve(Address.INVITE_READ, invites::read),
                bus.serve(Address.INVITE_ACCEPT, invites::accept),
                bus.serve(
                        Address.PEOPLE_FIND,
                        searches.guard(
                                FindPeople::userId,
                                new PeopleSearch(database, config.findPeople(), config.addMembers())::find)),
                bus.serve(Address.BLOCK_SET, blocks::set),
                bus.serve(Address.BLOCK_LIST, reads.guard(ListBlocks::userId, blocks::list)),
                bus.serve(Address.READ_MARK, readMarks::mark),
                bus.serve(Address.READ_LIST, reads.guard(ListReadMarks::userId, readMarks::list)),
                bus.serve(Address.UNREAD_COUNT, reads.guard(CountUnread::userId, readMarks::unread)),
                bus.serve(Address.MESSAGE_SEND, writer::send),
                bus.serve(Address.MESSAGE_POST, writer::post),
                bus.serve(Address.MESSAGE_EDIT, edits::edit),
                bus.serve(Address.MESSAGE_DELETE, deletions::delete),
                bus.serve(Address.REACTION_SET, reactions::set),
                bus.serve(Address.HISTORY_READ, reads.guard(ReadHistory::userId, history::read)),
                bus.serve(
                        Address.MESSAGE_FIND,
                        reads.guard(FindMessages::userId, new MessagesById(database, rows)::find)),
                bus.serve(
                        Address.HISTORY_AROUND,
                        reads.guard(ReadAround::userId, new Surroundings(database, rows)::read)),
                bus.serve(Address.TIMELINE_READ, reads.guard(ChatVerticle::readerOf, timeline::read)),
                bus.serve(Address.MESSAGE_EVENTS, feed::events),
                bus.serve(Address.MESSAGE_EVENT, feed::event),
                bus.serve(Address.MESSAGE_SEARCH, searches.guard(SearchMessages::userId, search::search)),
                bus.serve(Address.ALL_SESSIONS_LIST, administration::list),
                bus.serve(Address.ANY_SESSION_READ, administration::read),
                bus.serve(Address.ANY_MEMBERS_LIST, administration::members),
                bus.serve(Address.ANY_SESSION_ARCHIVE, (ArchiveSession request) -> {
                    writer.change(new OperatorArchiving(request));
                    return administration.read(new ReadSessionOverview(request.sessionId()));
                }),
                bus.serve(Address.SESSION_HOLD, administration::hold),
                bus.serve(Address.SESSION_RELEASE, administration::release),
                bus.serve(Address.ANY_SESSION_DELETE, (DeleteSession request) -> {
                    Done done = administration.delete(request);
                    removals.nudge();
                    return done;
                }),
                bus.serve(Address.SESSION_EXPORT, sessionExport::read),
                bus.serve(Address.CHANNEL_BROADCAST, broadcasts::send),
                bus.serve(Address.ANNOUNCE, announcements::announce)));
    }

    /** Who a read counts to: what a gateway needs for all its listeners is the session's own. */
    private static UUID readerOf(ReadTimeline request) {
        return request.forListeners() ? request.sessionId() : request.userId();
    }

    /** Stores what was accepted, refuses the rest, and lets the database go. */
    @Override
    public Future<?> stop() {
        clusterStatus.stop();
        removals.stop();
        personalData.stop();
        indexer.close();
        writer.close();
        notices.close();
        activity.close();
        presence.stop();
        tracking.stop();
        // After those who have something to tell.
        home.stop().await();
        writerDatabase.close();
        audit.flush();
        auditStore.close();
        database.close();
        return Future.succeededFuture();
    }
}
