package dev.cogo.chat.activity;

import dev.cogo.chat.home.Home;
import dev.cogo.chat.home.HomeUsers;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.activity.ActiveSession;
import dev.cogo.schema.activity.MovedSession;
import dev.cogo.schema.activity.SessionActivity;
import dev.cogo.schema.activity.TellActivity;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.record.Done;
import io.vertx.core.Context;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the users whose channels are at home here, and who listen, where their sessions stand in which something has happened.
 * Membership and read marks are asked for at that moment: who has left a session hears nothing more of it. What comes while it
 * asks is told together. Confined to its verticle's context.
 */
public final class ActivityTeller {
    /** A channel that comes to another home is not heard of there at once; so long its users are told afterwards. */
    private static final Duration KEPT = Duration.ofSeconds(15);

    private static final int MAX_KEPT = 20_000;
    private static final int MAX_USERS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(ActivityTeller.class);

    // By the primary key, and only those who listen.
    private static final String MARKS = """
            SELECT user_id, session_id, read_count, last_read_seq FROM session_members
            WHERE session_id = ANY($1::uuid[]) AND user_id = ANY($2::uuid[])""";

    private record Kept(MovedSession session, long until) {}

    private final Context context;
    private final Database database;
    private final Home home;
    private final ChannelPublisher publisher;
    private final Map<UUID, MovedSession> news = new LinkedHashMap<>();
    private final Map<UUID, Kept> kept = new LinkedHashMap<>();
    private boolean working;
    private boolean usersCame;

    public ActivityTeller(Context context, Database database, Home home, ChannelPublisher publisher) {
        this.context = context;
        this.database = database;
        this.home = home;
        this.publisher = publisher;
        home.whenUsersCome(() -> context.runOnContext(go -> {
            usersCame = true;
            workIfNeeded();
        }));
    }

    /** Takes what has moved; returns at once. */
    public Done told(TellActivity activity) {
        long until = System.nanoTime() + KEPT.toNanos();
        for (MovedSession session : activity.sessions()) {
            if (news.size() < MAX_KEPT || news.containsKey(session.sessionId())) {
                news.merge(session.sessionId(), session, (earlier, now) -> now.after(earlier));
            }
            kept.remove(session.sessionId());
            kept.put(session.sessionId(), new Kept(session, until));
        }
        dropOld();
        workIfNeeded();
        return Done.DONE;
    }

    private void dropOld() {
        long now = System.nanoTime();
        Iterator<Kept> oldest = kept.values().iterator();
        while (oldest.hasNext() && (oldest.next().until() - now <= 0 || kept.size() > MAX_KEPT)) {
            oldest.remove();
        }
    }

    private void workIfNeeded() {
        if (!working && (usersCame || !news.isEmpty())) {
            working = true;
            context.runOnContext(go -> work());
        }
    }

    private void work() {
        try {
            usersCame = false;
            HomeUsers.Taken users = home.takeUsers().await();
            dropOld();
            List<MovedSession> moved = List.copyOf(news.values());
            news.clear();
            tell(moved, users.all());
            tell(kept.values().stream().map(Kept::session).toList(), users.fresh());
        } catch (Throwable e) { // await also throws checked exceptions
            LOG.warn("what has moved was not told: {}", e.toString());
        } finally {
            working = false;
            workIfNeeded();
        }
    }

    private void tell(Collection<MovedSession> moved, List<UUID> users) {
        if (moved.isEmpty()) {
            return;
        }
        Map<UUID, MovedSession> sessions = new HashMap<>();
        moved.forEach(session -> sessions.put(session.sessionId(), session));
        UUID[] ids = sessions.keySet().toArray(UUID[]::new);
        for (int from = 0; from < users.size(); from += MAX_USERS) {
            List<UUID> some = users.subList(from, Math.min(users.size(), from + MAX_USERS));
            Map<UUID, List<ActiveSession>> byUser = new HashMap<>();
            for (Row row : database.query(MARKS, ids, some.toArray(UUID[]::new))) {
                MovedSession session = sessions.get(row.getUUID("session_id"));
                byUser.computeIfAbsent(row.getUUID("user_id"), user -> new ArrayList<>())
                        .add(session.readTo(row.getLong("last_read_seq"), row.getLong("read_count")));
            }
            byUser.forEach(this::publish);
        }
    }

    private void publish(UUID user, List<ActiveSession> active) {
        boolean complete = active.size() <= SessionActivity.MAX_ITEMS;
        List<ActiveSession> items = complete
                ? active
                : active.stream()
                        .sorted(Comparator.comparing(ActiveSession::lastActivity)
                                .reversed())
                        .limit(SessionActivity.MAX_ITEMS)
                        .toList();
        publisher.publish(new Channel.OfUser(user), EventName.SESSION_ACTIVITY, new SessionActivity(items, complete));
    }
}
