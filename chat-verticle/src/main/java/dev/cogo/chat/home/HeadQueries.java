package dev.cogo.chat.home;

import dev.cogo.runtime.eventloop.Contexts;
import dev.cogo.schema.home.InterestAck;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Coalesces look-ups of heads: asks the database where timelines stand, for all channels that want to know at the moment: what is asked while statements are
 * under way goes into the next one, each channel once. So however many gateways ask for a channel, it costs one line of a query.
 * Used on the home's event loop only.
 */
final class HeadQueries {
    /** The sessions of one statement. */
    static final int MAX_SESSIONS = 1000;

    private static final int MAX_ASKING = 2;

    private final Context context;
    private final Function<List<UUID>, Future<Map<UUID, Long>>> database;
    private final Consumer<HomeChannel> whenMoved;
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private int asking;

    /**
     * Makes the questions of a home.
     *
     * @param database gives the last seqs of those among the sessions that exist, on any thread
     * @param whenMoved hears of channels whose tip was known and turned out to be another
     */
    HeadQueries(
            Context context, Function<List<UUID>, Future<Map<UUID, Long>>> database, Consumer<HomeChannel> whenMoved) {
        this.context = context;
        this.database = database;
        this.whenMoved = whenMoved;
    }

    /** Completes when these channels, which have timelines, know what the database says now; on the home's event loop. */
    Future<Void> ask(Collection<HomeChannel> channels) {
        Set<Future<Void>> answers = new LinkedHashSet<>();
        for (HomeChannel channel : channels) {
            if (waiting.isEmpty() || waiting.getLast().channels().size() >= MAX_SESSIONS) {
                waiting.add(new Batch(new LinkedHashSet<>(), Promise.promise()));
            }
            waiting.getLast().channels().add(channel);
            answers.add(waiting.getLast().answered().future());
        }
        askNext();
        return Future.all(List.copyOf(answers)).mapEmpty();
    }

    /** Whether nobody's question waits. */
    boolean isIdle() {
        return waiting.isEmpty() && asking < MAX_ASKING;
    }

    private void askNext() {
        while (asking < MAX_ASKING && !waiting.isEmpty()) {
            ask(waiting.remove());
        }
    }

    private void ask(Batch batch) {
        asking++;
        Map<UUID, Asked> bySession = new LinkedHashMap<>();
        for (HomeChannel channel : batch.channels()) {
            bySession.put(channel.sessionId(), new Asked(channel, channel.head()));
        }
        Contexts.bring(database.apply(List.copyOf(bySession.keySet())), context).onComplete((tips, failure) -> {
            asking--;
            if (failure != null) {
                batch.answered().fail(failure);
            } else {
                tips.forEach((session, seq) -> learn(bySession.get(session), seq));
                batch.answered().complete();
            }
            askNext();
        });
    }

    private void learn(Asked asked, long seq) {
        boolean first = asked.tip() == InterestAck.NO_TIMELINE;
        if (asked.channel().isStored(seq, asked.tip()) && !first) {
            whenMoved.accept(asked.channel());
        }
    }

    private record Batch(Set<HomeChannel> channels, Promise<Void> answered) {}

    private record Asked(HomeChannel channel, long tip) {}
}
