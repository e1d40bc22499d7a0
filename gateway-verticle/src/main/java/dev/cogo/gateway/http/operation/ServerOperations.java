package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.auth.token.AccessTokens;
import io.vertx.core.Future;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server says of itself: its health, and the public keys of its tokens. */
public final class ServerOperations {
    // Shorter than keys take to go out of use by far, long enough that services don't ask for each token.
    private static final String KEYS_CACHE = "public, max-age=300";

    private final AccessTokens tokens;
    private final HealthChecks live;
    private final HealthChecks ready;

    public ServerOperations(AccessTokens tokens, HealthChecks live, HealthChecks ready) {
        this.tokens = tokens;
        this.live = live;
        this.ready = ready;
    }

    public void addTo(OperationTable table) {
        table.on("jwks", call -> Future.succeededFuture(new Reply(200, tokens.jwks(), KEYS_CACHE)))
                .on("live", call -> health(live))
                .on("ready", call -> health(ready));
    }

    private static Future<Reply> health(HealthChecks checks) {
        return checks.checkStatus().map(result -> new Reply(CheckResult.isUp(result) ? 200 : 503, Health.of(result)));
    }

    /** Whether a part is up, by name. Why it is not, stands in the log: it is not for everybody. */
    private record Health(String status, List<Check> checks) {
        static Health of(CheckResult result) {
            return new Health(word(CheckResult.isUp(result)), Check.of(result.getChecks()));
        }

        static String word(boolean up) {
            return up ? "UP" : "DOWN";
        }
    }

    private record Check(String id, String status) {
        static List<Check> of(@Nullable List<CheckResult> results) {
            return results == null
                    ? List.of()
                    : results.stream()
                            .map(result -> new Check(result.getId(), Health.word(CheckResult.isUp(result))))
                            .toList();
        }
    }
}
