package dev.cogo.chat.activity;

import dev.cogo.chat.rows.MessageRows;
import dev.cogo.chat.timeline.AfterCommit;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.activity.MovedSession;
import dev.cogo.schema.activity.TellActivity;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.bus.Role;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.record.Done;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers in which sessions something has happened, and tells the homes of the users' channels where these stand then. It works
 * behind the writer and never holds it up; a session that waits is a name in a bounded table, whatever happens in it meanwhile.
 * Confined to its verticle's context.
 */
public final class ActivityCollector implements AfterCommit {
    /** How long something that happens in a quiet session waits for what happens elsewhere. */
    private static final Duration TICK = Duration.ofMillis(500);

    /** Between two times that a session of a few is told of. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** And so much longer for each member: a thousand of them hear of it each six seconds. */
    private static final Duration PAUSE_OF_MEMBER = Duration.ofMillis(5);

    /** How long what could not be read waits. */
    private static final Duration FAILED = Duration.ofSeconds(5);

    private static final int MAX_WAITING = 20_000;
    private static final int BATCH = 500;

    private static final Logger LOG = LoggerFactory.getLogger(ActivityCollector.class);

    private final Vertx vertx;
    private final ClusterView cluster;
    private final Bus bus;
    private final Context context;
    private final MovedSessions sessions;
    /** In the order in which they came, and whether settings or members have changed. */
    private final Map<UUID, Boolean> waiting = new LinkedHashMap<>();

    private final Map<UUID, Long> quietUntil = new HashMap<>();
    private boolean ticking;
    private boolean closed;
    private long dropped;

    public ActivityCollector(
            Vertx vertx, ClusterView cluster, Bus bus, Context context, Database database, MessageRows rows) {
        this.vertx = vertx;
        this.cluster = cluster;
        this.bus = bus;
        this.context = context;
        this.sessions = new MovedSessions(database, rows);
    }

    @Override
    public void stored(List<Message> messages) {
        moved(messages.getFirst().sessionId(), false);
    }

    @Override
    public void changed(UUID sessionId, List<ChannelEvent> events) {
        boolean settings = false;
        boolean shown = false;
        for (ChannelEvent event : events) {
            settings |= EventName.SESSION_UPDATED.wireName().equals(event.event());
            // A list shows no reactions.
            shown |= !EventName.REACTION.wireName().equals(event.event());
        }
        if (shown) {
            moved(sessionId, settings);
        }
    }

    /** Lets go of what waits. */
    public void close() {
        closed = true;
        waiting.clear();
    }

    private void moved(UUID sessionId, boolean settings) {
        if (closed) {
            return;
        }
        if (waiting.size() >= MAX_WAITING && !waiting.containsKey(sessionId)) {
            dropped++;
            return;
        }
        waiting.merge(sessionId, settings, Boolean::logicalOr);
        tickLater();
    }

    private void tickLater() {
        if (!ticking && !waiting.isEmpty()) {
            ticking = true;
            vertx.setTimer(TICK.toMillis(), timer -> context.runOnContext(go -> tick()));
        }
    }

    private void tick() {
        long now = System.nanoTime();
        quietUntil.values().removeIf(until -> until - now <= 0);
        Map<UUID, Boolean> due = takeDue();
        if (!due.isEmpty() && !closed) {
            try {
                tell(due);
            } catch (Throwable e) { // await also throws checked exceptions
                LOG.warn("where {} sessions stand could not be told yet: {}", due.size(), e.toString());
                due.forEach((id, settings) -> {
                    moved(id, settings);
                    quietUntil.put(id, now + FAILED.toNanos());
                });
            }
        }
        if (dropped > 0) {
            LOG.warn("{} sessions are not told of: more than {} were waiting", dropped, MAX_WAITING);
            dropped = 0;
        }
        ticking = false;
        tickLater();
    }

    private Map<UUID, Boolean> takeDue() {
        Map<UUID, Boolean> due = new LinkedHashMap<>();
        Iterator<Map.Entry<UUID, Boolean>> all = waiting.entrySet().iterator();
        while (all.hasNext() && due.size() < BATCH) {
            Map.Entry<UUID, Boolean> next = all.next();
            if (!quietUntil.containsKey(next.getKey())) {
                due.put(next.getKey(), next.getValue());
                all.remove();
            }
        }
        return due;
    }

    private void tell(Map<UUID, Boolean> due) {
        List<MovedSessions.State> states = sessions.read(due);
        long now = System.nanoTime();
        states.forEach(state -> quietUntil.put(
                state.session().sessionId(), now + PAUSE.toNanos() + PAUSE_OF_MEMBER.toNanos() * state.members()));
        List<MovedSession> moved =
                states.stream().map(MovedSessions.State::session).toList();
        TellActivity news = new TellActivity(moved);
        // Not waited for: a home that is away has nobody who could be told.
        cluster.topology()
                .with(Role.CHAT)
                .forEach(node -> bus.<Done>requestAt(node, Address.ACTIVITY_TELL, news)
                        .onFailure(e -> LOG.debug("{} did not hear what has moved: {}", node, e.toString())));
    }
}
