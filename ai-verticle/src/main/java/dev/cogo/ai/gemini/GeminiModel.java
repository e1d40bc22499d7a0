package dev.cogo.ai.gemini;

import dev.cogo.ai.http.CallLimits;
import dev.cogo.ai.http.EventExchange;
import dev.cogo.ai.model.ChatModel;
import dev.cogo.ai.model.Generation;
import dev.cogo.ai.model.ModelConfig;
import dev.cogo.ai.model.Outcome;
import dev.cogo.ai.model.StreamedAnswer;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.TextSink;
import dev.cogo.schema.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.util.HashMap;
import java.util.Map;

/** A model of Google's, by {@code streamGenerateContent} (Gemini API, v1beta). */
public final class GeminiModel implements ChatModel {
    private final Vertx vertx;
    private final HttpClient http;
    private final ModelConfig config;
    private final Generation generation;

    public GeminiModel(Vertx vertx, HttpClient http, ModelConfig config, Generation generation) {
        this.vertx = vertx;
        this.http = http;
        this.config = config;
        this.generation = generation;
    }

    @Override
    public String provider() {
        return config.provider();
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public Future<Outcome> ask(Prompt prompt, CallLimits limits, TextSink sink) {
        StreamedAnswer answer = new StreamedAnswer(config, prompt, sink);
        EventExchange exchange = new EventExchange(vertx, http, limits, event -> GeminiEvents.read(event, answer));
        sink.unwanted().onComplete(over -> exchange.drop(new StreamedAnswer.Unwanted()));
        return exchange.post(url(), headers(), Json.buffer(GenerateContentRequest.of(prompt, generation)))
                .transform(end -> Future.succeededFuture(answer.outcome(end.cause())));
    }

    private String url() {
        return config.baseUrl() + "/models/" + config.name() + ":streamGenerateContent?alt=sse";
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>(Map.of("content-type", "application/json"));
        if (config.apiKey() != null) {
            headers.put("x-goog-api-key", config.apiKey());
        }
        return headers;
    }
}
