package dev.cogo.runtime.network;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What says to a receiver that a request is ours: the headers of Standard Webhooks 1.0. */
public final class WebhookSignature {
    private WebhookSignature() {}

    /**
     * Puts the headers on a request.
     *
     * @param id of the message, the same however often it is sent
     * @param payload the body, to the letter
     * @param keys what it is signed with, oldest first; none for no signature
     */
    public static void sign(RequestOptions request, UUID id, String payload, List<byte[]> keys) {
        long timestamp = System.currentTimeMillis() / 1000;
        request.putHeader("webhook-id", id.toString()).putHeader("webhook-timestamp", Long.toString(timestamp));
        if (!keys.isEmpty()) {
            request.putHeader("webhook-signature", signatures(keys, id, timestamp, payload));
        }
    }

    private static String signatures(List<byte[]> keys, UUID id, long timestamp, String payload) {
        List<String> signatures = new ArrayList<>();
        for (byte[] key : keys) {
            try {
                signatures.add(new Webhook(key).sign(id.toString(), timestamp, payload));
            } catch (EmptyWebhookSecretException | WebhookSigningException e) {
                throw new IllegalStateException(e);
            }
        }
        return String.join(" ", signatures);
    }
}
