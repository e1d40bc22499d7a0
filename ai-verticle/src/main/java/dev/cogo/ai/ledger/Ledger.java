package dev.cogo.ai.ledger;

import dev.cogo.ai.budget.Costs;
import dev.cogo.ai.budget.Costs.Cost;
import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Origin;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Provider;
import dev.cogo.ai.provider.ProviderFailure;
import dev.cogo.ai.provider.TextSink;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.error.Failures;
import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.identity.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls the provider and writes a row for it into {@code ai_response_logs}, whatever comes of it: before the call, so that one whose node
 * dies has its row too, and again when it is over.
 */
public final class Ledger {
    /** What the row of a call says as long as nobody has seen its end. */
    public static final String UNFINISHED = "unfinished";

    private final Database database;
    private final Function<Occasion, Provider> providers;
    private final Costs costs;
    private final CallMetrics metrics;

    /** @param providers makes the provider that is asked on an occasion */
    public Ledger(Database database, Function<Occasion, Provider> providers, Costs costs, MeterRegistry registry) {
        this.database = database;
        this.providers = providers;
        this.costs = costs;
        this.metrics = new CallMetrics(registry);
    }

    /**
     * The provider's answer to the prompt.
     *
     * @throws CogoException what the provider failed with
     */
    public Completion complete(Prompt prompt, Occasion occasion) {
        try {
            return stream(prompt, occasion, piece -> true);
        } catch (ProviderFailure failure) {
            throw failure.error();
        }
    }

    /**
     * Like {@link #complete}, and the sink is given the answer while it is written.
     *
     * @throws ProviderFailure with what is known of an answer that came in part
     */
    public Completion stream(Prompt prompt, Occasion occasion, TextSink sink) {
        Provider provider = providers.apply(occasion);
        UUID id = Ids.next();
        long start = System.nanoTime();
        Origin asked = Origin.of(provider.name(), provider.model());
        write(id, prompt, occasion, start, new Row(asked, null, false, UNFINISHED));
        try {
            Completion answer = provider.stream(prompt, sink);
            measure(answer.origin(), answer.cached() ? "cached" : "answered", answer.usage(), start);
            write(id, prompt, occasion, start, new Row(answer.origin(), answer.usage(), answer.cached(), null));
            return answer;
        } catch (ProviderFailure failure) {
            CogoException error = failure.error();
            String what = error.code().wireName() + ": " + error.getMessage();
            measure(failure.origin(), error.code().wireName(), failure.usage(), start);
            write(id, prompt, occasion, start, new Row(failure.origin(), failure.usage(), false, what));
            throw failure;
        }
    }

    private void measure(Origin origin, String outcome, @Nullable Usage usage, long start) {
        metrics.add(origin.provider(), origin.asked(), outcome, usage, System.nanoTime() - start);
        costs.of(origin, usage).ifPresent(cost -> metrics.cost(origin.provider(), origin.asked(), cost.micros()));
    }

    private record Row(
            Origin origin,
            @Nullable Usage usage,
            boolean cached,
            @Nullable String error) {}

    // The answer is worth more than its row: a failure here is told to the operator and not to the caller.
    private void write(UUID id, Prompt prompt, Occasion occasion, long start, Row row) {
        try {
            insert(id, prompt, occasion, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), row);
        } catch (Exception e) {
            Failures.log(e, "writing the AI ledger");
        }
    }

    private void insert(UUID id, Prompt prompt, Occasion occasion, long latencyMs, Row row) {
        Usage usage = row.usage();
        Origin origin = row.origin();
        Optional<Cost> cost = costs.of(origin, usage);
        database.query(
                """
                INSERT INTO ai_response_logs (id, job_id, session_id, user_id, kind, provider, asked_model, model, language,
                    prompt_tokens, output_tokens, total_tokens, cached_tokens, thought_tokens, tool_tokens, estimated,
                    latency_ms, first_piece_ms, finish_reason, cached, error, cost_micros, price, template, assistant_id)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                    $22, $23, $24, $25)
                ON CONFLICT (id) DO UPDATE SET provider = excluded.provider, asked_model = excluded.asked_model,
                    model = excluded.model, prompt_tokens = excluded.prompt_tokens,
                    output_tokens = excluded.output_tokens, total_tokens = excluded.total_tokens,
                    cached_tokens = excluded.cached_tokens, thought_tokens = excluded.thought_tokens,
                    tool_tokens = excluded.tool_tokens, estimated = excluded.estimated,
                    latency_ms = excluded.latency_ms, first_piece_ms = excluded.first_piece_ms,
                    finish_reason = excluded.finish_reason, cached = excluded.cached, error = excluded.error,
                    cost_micros = excluded.cost_micros, price = excluded.price
                """,
                id,
                occasion.jobId(),
                occasion.sessionId(),
                occasion.userId(),
                prompt.purpose().wireName(),
                origin.provider(),
                origin.asked(),
                origin.served(),
                prompt.language(),
                usage == null ? null : usage.promptTokens(),
                usage == null ? null : usage.outputTokens(),
                usage == null ? null : usage.totalTokens(),
                usage == null ? null : usage.cachedTokens(),
                usage == null ? null : usage.thoughtTokens(),
                usage == null ? null : usage.toolTokens(),
                origin.estimated(),
                (int) latencyMs,
                origin.firstPiece() == null ? null : (int) origin.firstPiece().toMillis(),
                origin.finishReason(),
                row.cached(),
                row.error(),
                cost.map(Cost::micros).orElse(null),
                cost.map(Cost::price).orElse(null),
                prompt.template(),
                occasion.assistant() == null ? null : occasion.assistant().id());
    }
}
