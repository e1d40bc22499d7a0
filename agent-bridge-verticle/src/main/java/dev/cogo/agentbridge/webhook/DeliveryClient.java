package dev.cogo.agentbridge.webhook;

import dev.cogo.runtime.network.EgressFilter;
import dev.cogo.runtime.network.EgressRefusedException;
import dev.cogo.runtime.network.WebhookSignature;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Posts deliveries, signed as Standard Webhooks 1.0 has it. Redirects are not followed, and of the answer only its status and
 * {@code Retry-After} are looked at.
 */
final class DeliveryClient {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private final EgressFilter egress;
    private final Duration timeout;
    private final HttpClient http;

    /** @param timeout for the name, for the connection, and from the request to the answer's head */
    DeliveryClient(Vertx vertx, EgressFilter egress, Duration timeout) {
        this.egress = egress;
        this.timeout = timeout;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(timeout.toMillis()))
                .setKeepAlive(false));
    }

    /**
     * Makes one attempt. Waits; whatever goes wrong is an answer too.
     *
     * @param headers what else its receiver wants to see
     * @param keys what it is signed with, oldest first; none for no signature
     */
    Attempt post(String url, UUID id, String payload, Map<String, String> headers, List<byte[]> keys) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.USER_AGENT, "Cogo-Chat");
        WebhookSignature.sign(options, id, payload, keys);
        headers.forEach(options::putHeader);
        return egress.bind(options)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .compose(http::request)
                .compose(request -> request.send(payload)
                        .map(response -> new Attempt(response.statusCode(), null, asked(response)))
                        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                        // Whatever else it has to say is not read.
                        .onComplete(answered -> request.reset()))
                .recover(failure -> Future.succeededFuture(new Attempt(null, sentence(failure), Duration.ZERO)))
                .await();
    }

    void close() {
        http.close().await();
    }

    // RFC 9110, section 10.2.3, in seconds.
    private static Duration asked(HttpClientResponse response) {
        @Nullable String after = response.getHeader(HttpHeaders.RETRY_AFTER);
        return after == null || !SECONDS.matcher(after).matches()
                ? Duration.ZERO
                : Duration.ofSeconds(Long.parseLong(after));
    }

    private static String sentence(Throwable failure) {
        return switch (failure) {
            case EgressRefusedException e -> "the URL leads where this server does not go";
            case TimeoutException e -> "no answer in time";
            default -> "no connection, or it broke";
        };
    }
}
