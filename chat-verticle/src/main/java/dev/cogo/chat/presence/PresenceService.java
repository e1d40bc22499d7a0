package dev.cogo.chat.presence;

import dev.cogo.chat.fairness.Bulkhead;
import dev.cogo.chat.timeline.AfterCommit;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.eventloop.Contexts;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.PresenceChange;
import dev.cogo.schema.event.PresenceSummary;
import dev.cogo.schema.event.Typing;
import dev.cogo.schema.home.AnnouncePresence;
import dev.cogo.schema.home.PresenceAck;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.presence.ForgetPresence;
import dev.cogo.schema.presence.ReadPresence;
import dev.cogo.schema.presence.RecheckPresence;
import dev.cogo.schema.presence.SetTyping;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.record.Done;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Presence and typing at a node, as the home of channels. Make one for a node with the chat role. Its state lives on an event
 * loop of its own; what needs the database is done on a virtual-thread verticle's context.
 */
public final class PresenceService implements AfterCommit {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceService.class);
    private static final long TICK_MILLIS = 250;
    private static final long STORE_MILLIS = 3000;
    private static final long LOOK_AGAIN_MILLIS = 1000;

    private final Vertx vertx;
    private final ClusterView cluster;
    private final Bus bus;
    private final ChannelPublisher publisher;
    private final Context context;
    private final PresenceRights rights;
    private final PresenceFacts facts;
    private final LastSeen lastSeen;
    private final PresenceReader reader;
    private final Bulkhead reads;
    private final PresenceRegistry board;
    private final TypingRegistry typing;
    private @Nullable MessageConsumer<BusRecord> announcements;
    private long tickTimer;
    private long storeTimer;
    private boolean telling;
    private boolean looking;
    /** Whether anybody types, for threads that only want to know that. */
    private volatile boolean anybodyTypes;

    /**
     * Makes it.
     *
     * @param reading the context of a virtual-thread verticle, where the database is used
     * @param reads where who asks for presence waits
     */
    public PresenceService(
            Vertx vertx,
            ClusterView cluster,
            Bus bus,
            ChannelPublisher publisher,
            Context reading,
            Database database,
            PresenceLimits limits,
            Bulkhead reads) {
        this.reads = reads;
        this.vertx = vertx;
        this.cluster = cluster;
        this.bus = bus;
        this.publisher = publisher;
        this.context = Contexts.newEventLoop(vertx);
        this.rights = new PresenceRights(database);
        this.facts = new PresenceFacts(reading, database);
        this.lastSeen = new LastSeen(reading, database);
        this.typing = new TypingRegistry(limits, System::nanoTime, this::publish);
        this.board = new PresenceRegistry(
                cluster.self(), cluster.topology(), limits, System::nanoTime, InstantSource.system(), new Voice());
        Gauge.builder("cogo.presence.sessions", board, PresenceRegistry::sessions)
                .register(NodeMetrics.of(vertx));
        this.reader = new PresenceReader(database, rights, facts, this::look);
    }

    /** Begins; completes when the whole cluster knows. */
    public Future<?> start() {
        Future<Void> known = Contexts.compose(context, () -> {
            cluster.onChange(now -> context.runOnContext(changed -> changed()));
            changed();
            tickTimer = vertx.setPeriodic(TICK_MILLIS, tick -> tick());
            storeTimer = vertx.setPeriodic(STORE_MILLIS, tick -> lastSeen.store());
            announcements = bus.serveHere(Address.HOME_PRESENCE, this::announced);
            return announcements.completion();
        });
        return Future.all(List.of(
                known,
                bus.serve(Address.PRESENCE_READ, reads.guard(ReadPresence::userId, reader::read)),
                bus.serve(Address.PRESENCE_FORGET, this::forget),
                bus.serve(Address.PRESENCE_RECHECK, this::recheck),
                bus.serve(Address.TYPING_SET, this::type)));
    }

    /** Ends, on a virtual thread. */
    public void stop() {
        Contexts.compose(context, () -> {
                    vertx.cancelTimer(tickTimer);
                    vertx.cancelTimer(storeTimer);
                    board.noteAll(lastSeen::note);
                    return announcements == null ? Future.<Void>succeededFuture() : announcements.unregister();
                })
                .await();
        lastSeen.storeAll();
    }

    /** Ends the typing of those who wrote these. For any thread. */
    @Override
    public void stored(List<Message> messages) {
        if (anybodyTypes) {
            typing(() -> messages.forEach(message -> {
                if (message.userId() != null) {
                    typing.ended(message.userId(), message.sessionId());
                }
            }));
        }
    }

    private Done forget(ForgetPresence request) {
        rights.revoked(request.userId(), request.sessionId());
        Contexts.run(context, () -> {
                    board.forget(request.userId(), request.sessionId());
                    typing.ended(request.userId(), request.sessionId());
                    tellNow();
                })
                .await();
        return Done.DONE;
    }

    private Done recheck(RecheckPresence request) {
        UUID session = request.sessionId();
        rights.changed(session);
        boolean blocked = facts.isBlocked(session);
        Contexts.run(context, () -> {
                    board.blocked(session, blocked);
                    if (blocked) {
                        typing.ended(session);
                    }
                    tellNow();
                })
                .await();
        return Done.DONE;
    }

    private Done type(SetTyping request) {
        if (rights.seesOthersLately(request.userId(), request.sessionId())) {
            typing(() -> {
                if (request.isTyping()) {
                    typing.started(request.userId(), request.sessionId());
                } else {
                    typing.ended(request.userId(), request.sessionId());
                }
            });
        }
        return Done.DONE;
    }

    private void typing(Runnable change) {
        context.runOnContext(go -> {
            change.run();
            anybodyTypes = !typing.isQuiet();
        });
    }

    private Future<PresenceReader.View> look(UUID sessionId, @Nullable UUID after, int max, boolean everybody) {
        return Contexts.call(
                context,
                () -> new PresenceReader.View(
                        board.page(sessionId, after, max).stream()
                                .map(user -> user.presence(""))
                                .toList(),
                        everybody
                                ? board.page(sessionId, null, Integer.MAX_VALUE).stream()
                                        .map(PresentUser::id)
                                        .toList()
                                : List.of(),
                        board.total(sessionId),
                        board.isComplete(sessionId)));
    }

    private Future<PresenceAck> announced(AnnouncePresence said) {
        boolean anew = board.announced(said);
        if (!said.entries().isEmpty()) {
            tellSoon();
        }
        return Future.succeededFuture(new PresenceAck(anew));
    }

    private void changed() {
        board.changed(cluster.topology());
        typing.keep(session -> cluster.topology()
                .homeOf(new Channel.OfSession(session).name())
                .filter(cluster.self()::equals)
                .isPresent());
        anybodyTypes = !typing.isQuiet();
        tellSoon();
    }

    private void tick() {
        board.tick();
        typing.tick();
        anybodyTypes = !typing.isQuiet();
        tellNow();
    }

    private void tellSoon() {
        if (!telling) {
            telling = true;
            // A little later: what comes in the same turn of the loop is told once.
            context.runOnContext(go -> {
                telling = false;
                tellNow();
            });
        }
    }

    private void tellNow() {
        MissingFacts wanted = board.publish(facts::name);
        if (wanted.isEmpty() || looking) {
            return;
        }
        looking = true;
        Contexts.bring(facts.read(wanted), context)
                .onSuccess(blocked -> {
                    looking = false;
                    blocked.forEach(board::learn);
                    tellSoon();
                })
                .onFailure(failure -> {
                    LOG.warn("nobody is told who is there: {}", failure.toString());
                    vertx.setTimer(LOOK_AGAIN_MILLIS, fired -> looking = false);
                });
    }

    private void publish(Typing now) {
        publisher.publish(new Channel.OfSession(now.sessionId()), EventName.USER_TYPING, now);
    }

    private final class Voice implements PresenceListener {
        @Override
        public void changed(PresenceChange change) {
            publisher.publish(new Channel.OfSession(change.sessionId()), EventName.USER_PRESENCE, change);
        }

        @Override
        public void summed(PresenceSummary summary) {
            publisher.publish(new Channel.OfSession(summary.sessionId()), EventName.PRESENCE_SUMMARY, summary);
        }

        @Override
        public void left(UUID userId, UUID sessionId, Instant when) {
            lastSeen.note(userId, when);
            typing.ended(userId, sessionId);
        }
    }
}
