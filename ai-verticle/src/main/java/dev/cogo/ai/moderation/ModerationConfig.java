package dev.cogo.ai.moderation;

import dev.cogo.runtime.network.AddressRanges;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;

/**
 * The service that has a say.
 *
 * @param key what checks are signed with, 24 to 64 bytes
 * @param timeout how long it may take; from 100 milliseconds to 30 seconds
 * @param failOpen whether a text passes when the service does not judge it
 * @param networks where it may be beside the internet
 */
public record ModerationConfig(URI url, byte[] key, Duration timeout, boolean failOpen, AddressRanges networks) {
    private static final String PREFIX = "whsec_";

    public ModerationConfig {
        key = key.clone();
        if (timeout.toMillis() < 100 || timeout.toSeconds() > 30) {
            throw new IllegalArgumentException("AI_MODERATION_TIMEOUT must be 100ms to 30s");
        }
    }

    /**
     * The key in a secret of Standard Webhooks, {@code whsec_} and base64.
     *
     * @throws IllegalArgumentException when it is none; never with the secret in it
     */
    public static byte[] key(String secret) {
        if (secret.startsWith(PREFIX)) {
            try {
                byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
                if (key.length >= 24 && key.length <= 64) {
                    return key;
                }
            } catch (IllegalArgumentException e) {
                // What it says quotes the secret.
            }
        }
        throw new IllegalArgumentException("no secret of a webhook");
    }

    @Override
    public byte[] key() {
        return key.clone();
    }
}
