package dev.cogo.gateway.realtime.hub;

import dev.cogo.gateway.realtime.channel.ConcurrencyLimit;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.agent.ReadTask;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.session.Access;
import dev.cogo.schema.session.CheckAccess;
import io.vertx.core.Future;
import java.util.Set;
import java.util.UUID;

/**
 * The one rule set for who may listen to what, for every door:
 *
 * <ul>
 *   <li>{@code system_announcements}: everybody who is logged in;
 *   <li>{@code system_operations}: operators;
 *   <li>{@code user_notifications_{id}}: that user;
 *   <li>{@code chat_session_{id}}: the session's members;
 *   <li>{@code free_{name}}: everybody who is logged in, as far as the configuration opens names that begin so, and without a login
 *       as far as it opens them for that;
 *   <li>{@code agent_tasks_{id}}: the task's owner and the members of its session.
 * </ul>
 *
 * Every refusal is the same {@code channel_not_found}, whether the name is malformed, or what it names is missing or another's:
 * anything else would tell which sessions, tasks and users there are. Used on the hub's event loop only.
 */
final class ChannelRights {
    // Thousands of clients come back at once when a node has gone; more than a service takes at a time it would refuse.
    private static final int MAX_CHECKS = 500;

    private final Bus bus;
    private final Set<String> freeChannels;
    private final Set<String> publicChannels;
    private final ConcurrencyLimit checks = new ConcurrencyLimit(MAX_CHECKS);

    /**
     * Of a configuration.
     *
     * @param freeChannels how the names of free channels may begin
     * @param publicChannels likewise, of those that need no login
     */
    ChannelRights(Bus bus, Set<String> freeChannels, Set<String> publicChannels) {
        this.bus = bus;
        this.freeChannels = Set.copyOf(freeChannels);
        this.publicChannels = Set.copyOf(publicChannels);
    }

    /** What lets the user, an operator or not, listen. Fails with {@code channel_not_found}, or with what kept the question from being answered. */
    Future<Grant> check(UUID userId, boolean operator, Channel channel) {
        return switch (channel) {
            case Channel.OfEveryone everyone -> Future.succeededFuture(Grant.LASTING);
            // Who is an operator no longer has no login any more, and no connection.
            case Channel.OfOperators operators ->
                operator ? Future.succeededFuture(Grant.LASTING) : Future.failedFuture(refusal());
            case Channel.OfRoom room -> checkName(room);
            case Channel.OfUser(UUID owner) ->
                owner.equals(userId) ? Future.succeededFuture(Grant.LASTING) : Future.failedFuture(refusal());
            case Channel.OfSession(UUID sessionId) ->
                checks.run(() -> bus.<Access>request(Address.SESSION_ACCESS, new CheckAccess(userId, sessionId)))
                        .map(member -> new Grant(sessionId))
                        .recover(ChannelRights::refused);
            case Channel.OfTask(UUID taskId) ->
                bus.<Task>request(Address.TASK_READ, new ReadTask(userId, taskId))
                        .map(task -> task.userId().equals(userId) ? Grant.LASTING : new Grant(task.sessionId()))
                        .recover(ChannelRights::refused);
        };
    }

    /** What lets somebody without a login listen; fails with {@code channel_not_found}. */
    Future<Grant> checkGuest(Channel channel) {
        boolean open = channel instanceof Channel.OfRoom(String name)
                && publicChannels.stream().anyMatch(name::startsWith);
        return open ? Future.succeededFuture(Grant.LASTING) : Future.failedFuture(refusal());
    }

    /** What lets a server of the operator's listen: it is a member of nothing; fails with {@code channel_not_found}. */
    Future<Grant> checkService(Channel channel) {
        return switch (channel) {
            case Channel.OfRoom room -> checkName(room);
            case Channel.OfEveryone everyone -> Future.succeededFuture(Grant.LASTING);
            default -> Future.failedFuture(refusal());
        };
    }

    /** Whether there may be such a channel at all; fails with {@code channel_not_found}. */
    Future<Grant> checkName(Channel channel) {
        boolean open = !(channel instanceof Channel.OfRoom(String name))
                || freeChannels.stream().anyMatch(name::startsWith);
        return open ? Future.succeededFuture(Grant.LASTING) : Future.failedFuture(refusal());
    }

    private static Future<Grant> refused(Throwable failure) {
        boolean no = failure instanceof CogoException answer
                && switch (answer.code()) {
                    case SESSION_NOT_FOUND, TASK_NOT_FOUND, NOT_FOUND, FORBIDDEN -> true;
                    default -> false;
                };
        return Future.failedFuture(no ? refusal() : failure);
    }

    /** The same as {@link Channel#parse} gives for a name that can't be. */
    private static CogoException refusal() {
        return new CogoException(ErrorCode.CHANNEL_NOT_FOUND, "there is no such channel");
    }
}
