package dev.cogo.gateway.supabase.realtime;

import dev.cogo.gateway.realtime.bridge.FrameReader;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Whose token one says it is, without a look at its signature: good for telling two users apart, and for nothing else. */
final class TokenSubject {
    private TokenSubject() {}

    static Optional<UUID> of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Buffer claims = Buffer.buffer(Base64.getUrlDecoder().decode(parts[1]));
            return Optional.of(Ids.parse(FrameReader.read(claims).path("sub").asText(), "sub"));
        } catch (CogoException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
