package dev.cogo.gateway.auth.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Base64;

/**
 * What a JSON Web Token (RFC 7519) says of itself, before anybody has looked whether it is true: good for choosing who looks.
 * Methods throw what they like for what is none.
 */
public record UnverifiedToken(JsonObject header, JsonObject claims) {
    private static final int PARTS = 3;

    public static UnverifiedToken of(String token) {
        String[] parts = token.split("\\.", PARTS + 1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("a token has three parts");
        }
        return new UnverifiedToken(part(parts[0]), part(parts[1]));
    }

    private static JsonObject part(String text) {
        return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(text.getBytes(UTF_8))));
    }
}
