package dev.cogo.gateway.realtime.channel;

import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.home.ReadRecent;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.message.TimelinePage;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.session.Access;
import dev.cogo.schema.session.AccessRevoked;
import dev.cogo.schema.session.CheckAccess;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks the chat service about sessions that this node listens to. What a session's home has in memory it gives as it gave it
 * before, to whoever listens at this node. All else the service answers to members only, so such a question is asked
 * with the right of somebody who listens; who turns out to have lost it is told like everybody who loses it (the notice of the
 * loss may have been lost too), and somebody else asks. Used on the registry's event loop only.
 */
final class TimelineReader {
    /** Somebody who listens to a channel, other than these. */
    interface Users {
        Future<Optional<UUID>> otherThan(Set<UUID> users);
    }

    // Each ends somebody's subscription; a session that lost more members than this goes on at the next try.
    private static final int MAX_REFUSALS = 20;

    private final Bus bus;
    private final RealtimeLimits.Order limits;
    private final ConcurrencyLimit fills;
    private final Consumer<AccessRevoked> whenRefused;

    TimelineReader(Bus bus, RealtimeLimits.Order limits, Consumer<AccessRevoked> whenRefused) {
        this.bus = bus;
        this.limits = limits;
        this.fills = new ConcurrencyLimit(limits.maxFills());
        this.whenRefused = whenRefused;
    }

    /** The seq of the session's last event. */
    Future<Long> lastSeq(UUID sessionId, Users users) {
        return this.<Access>ask(
                        sessionId,
                        users,
                        new HashSet<>(),
                        user -> bus.request(Address.SESSION_ACCESS, new CheckAccess(user, sessionId)))
                .map(Access::lastSeq);
    }

    /** The events after a seq; it may have to wait for other channels of the node. */
    Future<TimelinePage> after(long seq, UUID sessionId, Users users) {
        return fills.run(() -> bus.<TimelinePage>request(
                        Address.HOME_RECENT, new ReadRecent(sessionId, seq, limits.fillEvents()))
                .recover(notInMemory -> stored(seq, sessionId, users)));
    }

    private Future<TimelinePage> stored(long seq, UUID sessionId, Users users) {
        return ask(
                sessionId,
                users,
                new HashSet<>(),
                user -> bus.request(
                        Address.TIMELINE_READ, new ReadTimeline(user, sessionId, seq, limits.fillEvents(), true)));
    }

    private <R extends BusRecord> Future<R> ask(
            UUID sessionId, Users users, Set<UUID> refused, Function<UUID, Future<R>> question) {
        return users.otherThan(Set.copyOf(refused)).compose(user -> {
            if (user.isEmpty()) {
                return Future.failedFuture(
                        new CogoException(ErrorCode.CHANNEL_NOT_FOUND, "nobody listens to the channel"));
            }
            return question.apply(user.get()).recover(failure -> {
                if (!isRefusal(failure)) {
                    return Future.failedFuture(failure);
                }
                whenRefused.accept(new AccessRevoked(user.get(), sessionId));
                refused.add(user.get());
                return refused.size() < MAX_REFUSALS
                        ? ask(sessionId, users, refused, question)
                        : Future.failedFuture(failure);
            });
        });
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof CogoException answer
                && (answer.code() == ErrorCode.SESSION_NOT_FOUND || answer.code() == ErrorCode.FORBIDDEN);
    }
}
