package dev.cogo.ai.moderation;

import dev.cogo.ai.http.Unreadable;
import dev.cogo.ai.moderation.Verdict.Kind;
import dev.cogo.runtime.network.EgressFilter;
import dev.cogo.runtime.network.EgressPolicy;
import dev.cogo.runtime.network.EgressRefusedException;
import dev.cogo.runtime.network.WebhookSignature;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.text.CleanText;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the operator's service, in requests signed as Standard Webhooks 1.0 has it. The connection goes through the egress filter,
 * redirects are not followed, and time and answer are bounded. Thread-safe.
 */
public final class ModerationClient {
    private static final Logger LOG = LoggerFactory.getLogger(ModerationClient.class);
    private static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_REASON = 200;

    private final ModerationConfig config;
    private final EgressFilter egress;
    private final HttpClient http;
    private final MeterRegistry registry;

    /** @param maxConcurrent checks at once: as many connections, so that none waits for another's */
    public ModerationClient(Vertx vertx, ModerationConfig config, int maxConcurrent, MeterRegistry registry) {
        this.config = config;
        this.egress = new EgressFilter(vertx, new EgressPolicy(config.networks()));
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(Math.toIntExact(config.timeout().toMillis())),
                new PoolOptions().setHttp1MaxSize(maxConcurrent));
        this.registry = registry;
    }

    boolean failsOpen() {
        return config.failOpen();
    }

    /**
     * Has a text judged. Waits; whatever goes wrong is a verdict too.
     *
     * @param stage {@code question} or {@code answer}
     */
    Verdict judge(String stage, JsonObject data) {
        JsonObject check = new JsonObject()
                .put("type", "ai." + stage)
                .put("timestamp", Instant.now().toString())
                .put("data", data);
        Verdict verdict = ask(check.encode())
                .recover(failure -> Future.succeededFuture(Verdict.unjudged(sentence(failure))))
                .await();
        registry.counter(
                        "cogo.ai.moderation",
                        "stage",
                        stage,
                        "verdict",
                        verdict.kind().wireName())
                .increment();
        if (verdict.kind() == Kind.UNJUDGED) {
            LOG.warn("AI_MODERATION_URL did not judge this {}: {}", stage, verdict.reason());
        }
        return verdict;
    }

    private Future<Verdict> ask(String check) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(config.url().toString())
                .setFollowRedirects(false)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.USER_AGENT, "Cogo-Chat");
        WebhookSignature.sign(options, Ids.next(), check, List.of(config.key()));
        Promise<Verdict> verdict = Promise.promise();
        egress.bind(options)
                .compose(http::request)
                .onSuccess(request -> {
                    // Also what is over already.
                    verdict.future().onFailure(over -> request.reset());
                    request.send(check)
                            .onSuccess(response -> read(response, verdict))
                            .onFailure(verdict::tryFail);
                })
                .onFailure(verdict::tryFail);
        return verdict.future()
                .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(verdict::tryFail);
    }

    private static void read(HttpClientResponse response, Promise<Verdict> verdict) {
        Buffer body = Buffer.buffer();
        response.exceptionHandler(verdict::tryFail);
        response.handler(part -> {
            if (body.length() + part.length() > MAX_BYTES) {
                verdict.tryFail(new Unreadable("its answer is too long"));
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(end -> verdict.tryComplete(verdict(response.statusCode(), body)));
    }

    private static Verdict verdict(int status, Buffer body) {
        if (status != 200) {
            return Verdict.unjudged("it answered with status " + status);
        }
        try {
            JsonObject answer = new JsonObject(body);
            if (answer.getValue("allow") instanceof Boolean allow) {
                String reason = CleanText.line(String.valueOf(answer.getValue("reason", "")), MAX_REASON);
                return new Verdict(allow ? Kind.ALLOWED : Kind.REFUSED, reason.isEmpty() ? null : reason);
            }
        } catch (DecodeException e) {
            // It is not JSON, or no object.
        }
        return Verdict.unjudged("its answer is not {\"allow\": true or false}");
    }

    private static String sentence(Throwable failure) {
        return switch (failure) {
            case EgressRefusedException e -> "its URL leads where this server does not go, see EGRESS_NETWORKS";
            case TimeoutException e -> "no answer in time";
            case Unreadable e -> "its answer is too long";
            default -> "no connection, or it broke";
        };
    }
}
