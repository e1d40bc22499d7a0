package dev.cogo.ai.gemini;

import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Provider;
import dev.cogo.ai.provider.ProviderFailure;
import dev.cogo.ai.provider.TextSink;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.json.Json;
import io.vertx.circuitbreaker.RetryPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gemini's {@code generateContent} and {@code streamGenerateContent}. Calls that may pass are repeated within a number of calls and a total time; a model that
 * does not exist gives way to the next one.
 *
 * <p>The loop is our own and not a retry library's: those either put the thread to sleep, which on a verticle's virtual thread
 * holds up all its other requests, or bring a scheduler of their own; and none joins the pauses that the server asks for, the
 * total time and the change of models.
 */
public final class GeminiProvider implements Provider {
    private static final Logger LOG = LoggerFactory.getLogger(GeminiProvider.class);

    private final Vertx vertx;
    private final GeminiConfig config;
    private final GeminiClient client;
    private final Models models;
    private final RetryPolicy backoff;

    /**
     * @param config must have a key
     * @param maxConnections how many calls may be under way at once
     */
    public GeminiProvider(Vertx vertx, GeminiConfig config, int maxConnections) {
        this.vertx = vertx;
        this.config = config;
        this.client = new GeminiClient(vertx, config, maxConnections);
        this.models = new Models(config.models(), Clock.systemUTC());
        this.backoff = RetryPolicy.exponentialDelayWithJitter(
                config.firstBackoff().toMillis(), config.maxBackoff().toMillis());
    }

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public String model() {
        return models.current().orElseGet(models::first);
    }

    @Override
    public Completion complete(Prompt prompt) {
        return ask(prompt, client::generate);
    }

    @Override
    public Completion stream(Prompt prompt, TextSink sink) {
        return ask(prompt, (model, request, limit) -> client.stream(model, request, limit, sink));
    }

    /** One HTTP call. */
    @FunctionalInterface
    private interface Call {
        Future<Outcome> make(String model, Buffer request, Duration limit);
    }

    private Completion ask(Prompt prompt, Call call) {
        Buffer request = Json.buffer(GenerateContentRequest.of(prompt));
        long end = System.nanoTime() + config.requestTimeout().toNanos();
        int failures = 0;
        while (true) {
            String model = models.current().orElseThrow(this::noModel);
            Duration limit = min(config.attemptTimeout(), remaining(end));
            switch (call.make(model, request, limit).await()) {
                case Outcome.Answered(GenerateContentResponse response) -> {
                    return CandidateReader.read(response, model, prompt.language());
                }
                case Outcome.Busy busy -> waitOrGiveUp(busy, ++failures, model, end);
                case Outcome.Resting() -> throw unavailable("the AI provider is away, try again later", model);
                case Outcome.ModelMissing() -> {
                    LOG.warn("Gemini has no model {}", model);
                    models.missing(model);
                }
                case Outcome.Rejected(String why) -> {
                    LOG.error("Gemini rejects our requests; check GEMINI_API_KEY and its project: {}", why);
                    throw unavailable("the AI provider does not accept this server's requests", model);
                }
                case Outcome.BrokenOff(String why, GenerateContentResponse soFar) -> {
                    LOG.warn("Gemini's answer broke off: {}", why);
                    throw new ProviderFailure(
                            new CogoException(ErrorCode.AI_FAILED, "the AI provider's answer broke off"),
                            model,
                            CandidateReader.usage(soFar.usageMetadata()));
                }
                case Outcome.Unwanted(GenerateContentResponse soFar) ->
                    throw ProviderFailure.unwanted(model, CandidateReader.usage(soFar.usageMetadata()));
                case Outcome.Unusable(String why) -> {
                    LOG.warn("Gemini's answer is of no use: {}", why);
                    throw ProviderFailure.of(ErrorCode.AI_FAILED, "the AI provider gave no usable answer", model);
                }
            }
        }
    }

    // A pause that would end too late is not begun.
    private void waitOrGiveUp(Outcome.Busy busy, int failures, String model, long end) {
        // What the server asks for is kept, and the jitter comes on top.
        Duration jitter = Duration.ofMillis(1 + backoff.delay(null, failures - 1));
        Duration pause = busy.hint() == null ? jitter : busy.hint().plus(jitter);
        if (failures >= config.attempts() || pause.compareTo(remaining(end)) >= 0) {
            LOG.warn("Gemini is away after {} calls: {}", failures, busy.why());
            throw busy.hint() == null
                    ? unavailable("the AI provider is away, try again later", model)
                    : new ProviderFailure(
                            CogoException.retryAfter(
                                    ErrorCode.AI_UNAVAILABLE,
                                    "the AI provider is busy, try again in %d s"
                                            .formatted(
                                                    busy.hint().plusMillis(999).toSeconds()),
                                    busy.hint()),
                            model,
                            null);
        }
        LOG.debug("Gemini is busy, next call in {}: {}", pause, busy.why());
        vertx.timer(pause.toMillis(), TimeUnit.MILLISECONDS).await();
    }

    private ProviderFailure noModel() {
        LOG.error("Gemini has none of the models {}; set GEMINI_MODELS", config.models());
        return unavailable("none of the configured AI models exists", models.first());
    }

    private static ProviderFailure unavailable(String detail, String model) {
        return ProviderFailure.of(ErrorCode.AI_UNAVAILABLE, detail, model);
    }

    private static Duration remaining(long end) {
        return Duration.ofNanos(Math.max(end - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(1)));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
