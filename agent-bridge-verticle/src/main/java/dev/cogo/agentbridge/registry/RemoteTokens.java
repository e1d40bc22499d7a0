package dev.cogo.agentbridge.registry;

import dev.cogo.runtime.secret.DerivedSecrets;
import dev.cogo.runtime.secret.SealedText;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What A2A agents are shown, sealed in their rows. */
public final class RemoteTokens {
    private static final String PURPOSE = "a2a-agent-";

    private final SealedText sealed;

    /** @param key of the keys folder */
    public RemoteTokens(String key) {
        this.sealed = new SealedText(new DerivedSecrets(key, PURPOSE));
    }

    /** Of a row with {@code id} and {@code sealed_token}; null when there is none. */
    @Nullable
    String of(Row row) {
        Buffer token = row.getBuffer("sealed_token");
        return token == null ? null : sealed.open(row.getUUID("id"), token.getBytes());
    }

    /** For an agent's row; null for no token. */
    @Nullable
    Buffer seal(UUID agentId, @Nullable String token) {
        return token == null || token.isEmpty() ? null : Buffer.buffer(sealed.seal(agentId, token));
    }
}
