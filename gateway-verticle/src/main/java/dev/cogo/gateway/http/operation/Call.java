package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.login.Origin;
import dev.cogo.gateway.limits.ClientAddress;
import dev.cogo.gateway.limits.Limit;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that the OpenAPI document allows.
 *
 * @param caller who calls; null when the operation needs nobody
 * @param agent the agent that calls; null when none has to
 * @param parameters of path, query and header by name, in their types: String, Long, Boolean
 * @param body empty when the operation takes none
 * @param cost what the answer costs is counted here
 * @param ended completes when the client has its answer or went away
 * @param wantsEvents whether {@code Accept} names event streams, and the operation has them
 */
public record Call(
        @Nullable Identity caller,
        @Nullable AgentCaller agent,
        Origin origin,
        Map<String, Object> parameters,
        JsonObject body,
        Cost cost,
        Future<Void> ended,
        boolean wantsEvents) {

    /** The caller of an operation that needs one. */
    public Identity identity() {
        return Objects.requireNonNull(caller, "the document lets everybody call this operation");
    }

    /** Which of the registered agents' secrets the calling agent bears; null for the service token. */
    @Nullable
    public UUID agentSecret() {
        return Objects.requireNonNull(agent, "the document lets others call this operation")
                .secretId();
    }

    ClientAddress from() {
        return origin.address();
    }

    public UUID userId() {
        return identity().userId();
    }

    /** Takes {@code n} from what the caller may do of something; fails with {@code rate_limited}. */
    public Future<Void> spend(UserLimits limits, Limit limit, int n) {
        return limits.spend(userId(), identity().anonymous() ? limit.ofAnonymous() : limit, n);
    }

    /** Fails with {@code forbidden} for somebody who has signed in anonymously, unless such people may. */
    public void requireAi(boolean anonymousToo) {
        if (identity().anonymous() && !anonymousToo) {
            throw new CogoException(ErrorCode.FORBIDDEN, "the AI and agents are not for anonymous users");
        }
    }

    /** A UUID parameter that is required. */
    public UUID id(String name) {
        return Ids.parse((String) parameters.get(name), name);
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    @Nullable
    public String text(String name) {
        return (String) parameters.get(name);
    }

    /** A text parameter that is required. */
    public String required(String name) {
        return Objects.requireNonNull(text(name), "the document requires this parameter");
    }

    @Nullable
    Long number(String name) {
        return (Long) parameters.get(name);
    }

    /** A number that the document bounds to the range of int. */
    public int integer(String name, int otherwise) {
        Long number = number(name);
        return number == null ? otherwise : Math.toIntExact(number);
    }

    /** A UUID field of the body; null when it is not there. */
    public static @Nullable UUID idOf(JsonObject body, String field) {
        String text = body.getString(field);
        return text == null ? null : Ids.parse(text, field);
    }

    /** A UUID field of the body that is required. */
    public UUID bodyId(String field) {
        return Ids.parse(body.getString(field), field);
    }
}
