package dev.cogo.ai.cache;

import dev.cogo.ai.provider.Prompt;
import dev.cogo.schema.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What makes two calls the same: the whole prompt (system text, every turn, language) and the model. So an answer that was
 * given in one conversation comes back only to a conversation that is equal to the letter.
 *
 * @param hash SHA-256, 64 hexadecimal digits
 */
public record CacheKey(String hash) {
    /** The key of a prompt for a model. */
    public static CacheKey of(Prompt prompt, String model) {
        try {
            // JSON keeps the parts apart: no two prompts have the same bytes.
            byte[] bytes = Json.bytes(new Hashed(model, prompt));
            return new CacheKey(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private record Hashed(String model, Prompt prompt) {}
}
