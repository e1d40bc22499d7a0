package dev.cogo.gateway.realtime.hub;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.login.Scope;
import dev.cogo.gateway.contract.BodyWork;
import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.Notice;
import dev.cogo.gateway.realtime.event.NoticeFormat;
import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.gateway.realtime.transport.Connection;
import dev.cogo.gateway.realtime.transport.EventSink;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.event.Broadcast;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, whatever door it came through: who it is, what it hears, whether it may ask ({@link UserCalls}), and when
 * it has to go. Every method is for the hub's event loop only. Futures fail with a {@link CogoException}.
 *
 * <p>Longer than other classes here, because it is all that a door sees: its parts (login, subscriptions, calls, what goes out)
 * have classes of their own.
 */
public final class ClientSocket {
    /** Whose limits servers of the operator's share. */
    private static final UUID SERVICE = new UUID(0, 1);

    private final ClientHub hub;
    private final Connection connection;
    private final NoticeFormat format;
    private final RealtimeLimits limits;
    private final SocketIdentity login;
    private final Subscriptions subscriptions;
    private final SocketTracks tracks;
    private final CallQueue calls;
    private final FrameTokenBucket allowance;
    private final SlowConsumerPolicy slowConsumerPolicy;
    private final long openedAt;
    private long heardAt;
    private boolean closed;
    /** Among whose connections; null when nobody's yet. */
    private @Nullable UUID countedFor;

    /** About to be closed, and told no more events. */
    private boolean ending;

    ClientSocket(ClientHub hub, Connection connection, EventSink eventSink, NoticeFormat format, long nanoTime) {
        this.hub = hub;
        this.connection = connection;
        this.format = format;
        this.limits = hub.limits();
        this.login = new SocketIdentity(token -> hub.here(hub.tokens().verify(token)));
        this.subscriptions = new Subscriptions(this, hub.channels(), hub.presence(), limits);
        this.tracks = new SocketTracks(hub.tracks());
        this.calls = new CallQueue(limits.inbound().maxPendingCalls());
        this.allowance = new FrameTokenBucket(limits.inbound(), nanoTime);
        this.slowConsumerPolicy = new SlowConsumerPolicy(eventSink, format, limits.outbound(), hub.metrics());
        this.openedAt = nanoTime;
        this.heardAt = nanoTime;
    }

    /**
     * Counts a frame that came in. Call it before anything else is done with a frame.
     *
     * @param bytes its length
     * @return false when the connection is closed, perhaps by this
     * @throws CogoException {@code rate_limited} or {@code payload_too_large}: answer that and do nothing else
     */
    public boolean admit(int bytes) {
        if (closed) {
            return false;
        }
        long now = System.nanoTime();
        heardAt = now;
        return switch (allowance.tryAcquire(now)) {
            case CLOSE -> {
                close(CloseCode.FLOODING);
                yield false;
            }
            case REFUSE ->
                throw CogoException.retryAfter(
                        ErrorCode.RATE_LIMITED, "too many frames on this connection", Duration.ofSeconds(1));
            case SERVE -> {
                checkLength(bytes);
                yield true;
            }
        };
    }

    /**
     * Takes an access token. The first one says whose connection this is; a newer one of the same user replaces it. When the
     * last one ends, so does the connection.
     *
     * @return fails with {@code invalid_token} or {@code token_expired}, and what was before stays; or with {@code
     *     overloaded}, and the connection is closed, when the user has too many
     */
    public Future<Identity> authenticate(String token) {
        return login.present(token).map(who -> {
            if (!countFor(who.userId())) {
                throw new CogoException(ErrorCode.OVERLOADED, "too many connections of this user");
            }
            return who;
        });
    }

    /** Says whose connection this is before the client says anything, as its first token would. */
    public void loggedIn(Identity who) {
        login.begin(who, SocketIdentity.Standing.USER);
        countFor(who.userId());
    }

    /**
     * Says that the client comes without a login, and may hear and use what needs none. An access token may still say who it is.
     *
     * @param countsFor whose limits it shares: those of its address
     */
    public void guest(UUID countsFor) {
        visitor(countsFor, SocketIdentity.Standing.GUEST);
    }

    /** Says that the client is a server of the operator's: it hears what is no user's, and speaks as the server. */
    public void service() {
        visitor(SERVICE, SocketIdentity.Standing.SERVICE);
    }

    private void visitor(UUID countsFor, SocketIdentity.Standing standing) {
        Set<Scope> scopes = Set.of(Scope.READ, Scope.WRITE);
        login.begin(new Identity(countsFor, "", "", false, Instant.MAX, countsFor, scopes), standing);
        countFor(countsFor);
    }

    /** Whether the client is a user, and has said who. */
    public boolean isUser() {
        return identity().isPresent() && login.standing() == SocketIdentity.Standing.USER;
    }

    /** Notes a sign of life, of a client that sends no frames. */
    public void signOfLife() {
        heardAt = System.nanoTime();
    }

    /** Who the client is; empty before the first token. */
    public Optional<Identity> identity() {
        return login.identity();
    }

    /**
     * Lets the client hear a channel. When it takes effect {@link Notice.Subscribed} goes out; every later event follows it.
     *
     * @param since the last seq that the client has: what it missed comes first, if {@link RecoveryRule} says so. Null for
     *     what happens from now on
     * @return completes when that is so, or the wish was withdrawn meanwhile. Fails with {@code channel_not_found} when the
     *     client may not listen, {@code too_many_channels}, {@code overloaded}, {@code unavailable}, {@code unauthenticated}
     */
    public Future<Void> subscribe(String channel, @Nullable Long since) {
        return subscribe(channel, since, limits.recovery().maxEvents());
    }

    /**
     * Likewise, for a client that can't load the session anew.
     *
     * @param maxReplay how many events it may have missed, whatever the limits say. They are read page by page, as the client
     *     takes them
     */
    public Future<Void> subscribe(String channel, @Nullable Long since, long maxReplay) {
        return calls.run(() -> asUser(who -> subscriptions.add(who, channel, since, maxReplay)));
    }

    /** Whether the client may listen to a channel; fails as {@link #subscribe} does. */
    public Future<Void> mayHear(String channel) {
        return calls.run(() -> asUser(who -> right(who, Channel.parse(channel)).mapEmpty()));
    }

    boolean isOperator() {
        return identity().map(Identity::operator).orElse(false);
    }

    /** Ends a subscription; does nothing when there is none. */
    public void unsubscribe(String channel) {
        subscriptions.remove(channel);
    }

    /**
     * Lets the user make a call. It counts as a request over all of the user's connections to this node, as requests of the API do,
     * so ask before anything is done for the call.
     *
     * @param bytes the length of what the client sent for it: what takes long to look at counts as several
     * @return complete at once. Fails with {@code unauthenticated}, {@code rate_limited}, and {@code unavailable} when the connection
     *     has ended
     */
    public Future<UserCalls> request(int bytes) {
        return request(bytes, Scope.WRITE);
    }

    private Future<UserCalls> request(int bytes, Scope scope) {
        if (closed) {
            // A frame that waited for its token while the connection ended: what it began now, nothing would end.
            return Future.failedFuture(new CogoException(ErrorCode.UNAVAILABLE, "the connection has ended"));
        }
        Optional<Identity> who = identity();
        if (who.isEmpty() || login.expired(hub.tokens().now())) {
            return Future.failedFuture(new CogoException(
                    ErrorCode.UNAUTHENTICATED, "send an access token in the header authorization first"));
        }
        if (!who.get().scopes().contains(scope)) {
            return Future.failedFuture(
                    new CogoException(ErrorCode.FORBIDDEN, "the token lacks the scope " + scope.wireName()));
        }
        UUID userId = who.get().userId();
        boolean mayAsk = who.get().scopes().contains(Scope.AI);
        return hub.rates()
                .spendRequests(userId, 1 + bytes / BodyWork.LARGE)
                .map(spent -> new UserCalls(userId, speaker(userId), mayAsk, hub, calls, subscriptions, tracks));
    }

    /** The client is present on a topic no longer; see {@link UserCalls#track}. */
    public Future<Void> untrack(String topic) {
        return tracks.remove(topic);
    }

    /** Sends a frame that answers the client. */
    public void answer(String frame) {
        if (!closed && !slowConsumerPolicy.answer(frame)) {
            close(CloseCode.LAGGING);
        }
    }

    /** Ends the connection, after a notice that says why. */
    public void close(CloseCode code) {
        close(code, new Notice.Closing(code));
    }

    /** Whether the connection has ended, or is about to. */
    public boolean isClosed() {
        return closed;
    }

    void close(CloseCode code, Notice notice) {
        if (closed) {
            return;
        }
        forget();
        hub.metrics().closed(code);
        slowConsumerPolicy.last(notice).onSuccess(taken -> connection.close(code));
        // A client that does not read never comes as far as the close, and what waits for it would stay in memory.
        hub.vertx().setTimer(limits.times().close().toMillis(), late -> connection.abort());
    }

    /** Notes that the transport has ended. */
    void gone() {
        if (!closed) {
            forget();
        }
    }

    void notice(Notice notice) {
        answer(format.notice(notice));
        format.endsAfter(notice).ifPresent(this::close);
    }

    void deliver(EncodedEvent event) {
        if (!closed && !ending) {
            slowConsumerPolicy.event(event);
            endIfLagging();
        }
    }

    /** Tells that events were left out. */
    void lagged() {
        notice(new Notice.Lagged());
    }

    /** Notes how a subscription took effect. */
    void subscribed(RecoveryRule rule) {
        hub.metrics().subscribed(rule);
    }

    /** Sends an event that the client missed; completes when its connection has taken it. */
    Future<Void> replay(EncodedEvent event) {
        hub.metrics().replayed();
        return slowConsumerPolicy.replay(event);
    }

    /** Ends what the user may hear no longer. */
    void revoke(UUID userId, UUID sessionId) {
        if (identity().filter(who -> who.userId().equals(userId)).isPresent()) {
            subscriptions.revoke(sessionId);
        }
    }

    /** Ends what the user hears: for now there is nothing to hear. */
    void interrupted() {
        hub.metrics().interrupted();
        subscriptions.interrupt();
    }

    /** Ends the connection when its login is among those. */
    void loginsEnded(Set<UUID> families) {
        if (identity().filter(who -> families.contains(who.familyId())).isPresent()) {
            close(CloseCode.LOGIN_ENDED);
        }
    }

    /** Looks whether the connection has outlived some limit. */
    void check(long nanoTime, Instant now) {
        connection.sweep(nanoTime);
        if (login.expired(now)) {
            close(CloseCode.TOKEN_EXPIRED);
        } else if (!slowConsumerPolicy.keepsUp(nanoTime)) {
            close(CloseCode.LAGGING);
        } else if (nanoTime - heardAt > limits.times().idle().toNanos()) {
            close(CloseCode.IDLE);
        } else if (identity().isEmpty()
                && nanoTime - openedAt > limits.times().login().toNanos()) {
            close(CloseCode.LOGIN_TIMEOUT);
        } else {
            endIfLagging();
        }
    }

    Future<Void> transportEnded() {
        return connection.ended();
    }

    /** Among the user's connections from now on; false, and closed, when there are too many. */
    private boolean countFor(UUID userId) {
        if (closed || userId.equals(countedFor)) {
            return true;
        } else if (!hub.userSockets().enter(userId)) {
            close(CloseCode.TOO_MANY_SOCKETS);
            return false;
        }
        if (countedFor != null) {
            hub.userSockets().leave(countedFor);
        }
        countedFor = userId;
        hub.known(this);
        return true;
    }

    /** What lets the client listen to a channel. */
    Future<Grant> right(UUID userId, Channel channel) {
        return switch (login.standing()) {
            case USER -> hub.rights().check(userId, isOperator(), channel);
            case GUEST -> hub.rights().checkGuest(channel);
            case SERVICE -> hub.rights().checkService(channel);
        };
    }

    /** Whose its broadcasts are. */
    private @Nullable UUID speaker(UUID userId) {
        return switch (login.standing()) {
            case USER -> userId;
            case GUEST -> Broadcast.NOBODY;
            case SERVICE -> null;
        };
    }

    /** Before a later event goes out, whose seq would hide the gap from who can't ask on this connection. */
    private void endIfLagging() {
        if (slowConsumerPolicy.hasLagged() && !ending) {
            format.endsAfter(new Notice.Lagged()).ifPresent(code -> {
                ending = true;
                // Not now: the channel is going through its sockets.
                hub.soon(() -> close(code));
            });
        }
    }

    private void checkLength(int bytes) {
        int max = limits.inbound().maxFrameBytes();
        if (bytes > max) {
            throw new CogoException(ErrorCode.PAYLOAD_TOO_LARGE, "a frame can have " + max + " bytes");
        }
    }

    private void forget() {
        closed = true;
        if (countedFor != null) {
            hub.userSockets().leave(countedFor);
        }
        subscriptions.clear();
        tracks.clear();
        hub.forget(this);
    }

    private <T> Future<T> asUser(Function<UUID, Future<T>> call) {
        return request(0, Scope.READ).compose(user -> call.apply(user.id()));
    }
}
