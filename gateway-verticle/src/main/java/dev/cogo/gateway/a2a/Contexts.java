package dev.cogo.gateway.a2a;

import dev.cogo.gateway.auth.login.Scope;
import dev.cogo.gateway.limits.Limit;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.a2a.FindContexts;
import dev.cogo.schema.a2a.NameContext;
import dev.cogo.schema.a2a.NamedContext;
import dev.cogo.schema.a2a.NamedContexts;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.CreatedSession;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Contexts (section 3.4.1): sessions of the caller's, by their id or by a name that the client chose, and whose first message makes one.
 * Rights are those of the session; a name is a word of its user's and leads nobody else anywhere.
 */
final class Contexts {
    private final Bus bus;
    private final UserLimits limits;

    Contexts(Bus bus, UserLimits limits) {
        this.bus = bus;
        this.limits = limits;
    }

    /** The session of a context; empty for a name that has none yet. */
    Future<Optional<UUID>> sessionOf(A2aCall call, String contextId) {
        return Params.isId(contextId)
                ? Future.succeededFuture(Optional.of(Ids.parse(contextId, "contextId")))
                : find(call, List.of(contextId), Set.of())
                        .map(found -> found.stream().findFirst().map(NamedContext::sessionId));
    }

    /** The session that a message is for, made as {@code wanted} says where it has none. */
    Future<UUID> sessionFor(A2aCall call, SentMessage message, CreateSession wanted) {
        String contextId = message.contextId();
        return contextId == null
                ? create(call, wanted)
                : sessionOf(call, contextId)
                        .compose(known -> known.map(Future::succeededFuture)
                                .orElseGet(() ->
                                        create(call, wanted).compose(sessionId -> name(call, contextId, sessionId))));
    }

    private Future<UUID> create(A2aCall call, CreateSession wanted) {
        call.who().require(Scope.WRITE);
        return limits.spend(call.userId(), call.who().anonymous() ? Limit.SESSIONS.ofAnonymous() : Limit.SESSIONS, 1)
                .compose(spent -> bus.<CreatedSession>request(Address.SESSION_CREATE, wanted, call.cost()))
                .map(created -> created.session().id());
    }

    // Of two first messages at the same moment both go to the session that has the name.
    private Future<UUID> name(A2aCall call, String name, UUID sessionId) {
        NameContext request = new NameContext(call.userId(), new NamedContext(name, sessionId));
        return bus.<NamedContexts>request(Address.TASK_CONTEXT_NAME, request, call.cost())
                .map(named -> named.items().getFirst().sessionId());
    }

    /** The contexts of these sessions that the caller has named. */
    Future<List<NamedContext>> named(A2aCall call, Set<UUID> sessions) {
        return sessions.isEmpty()
                ? Future.succeededFuture(List.of())
                // An assistant answers where no agent bridge is, and a client understands the id as well.
                : find(call, List.of(), sessions).otherwise(List.of());
    }

    private Future<List<NamedContext>> find(A2aCall call, List<String> names, Set<UUID> sessions) {
        FindContexts request = new FindContexts(call.userId(), names, List.copyOf(sessions));
        return bus.<NamedContexts>request(Address.TASK_CONTEXT_FIND, request, call.cost())
                .map(NamedContexts::items);
    }
}
