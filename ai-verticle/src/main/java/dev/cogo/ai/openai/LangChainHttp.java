package dev.cogo.ai.openai;

import dev.cogo.ai.http.EventExchange;
import dev.cogo.ai.model.StreamedAnswer;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's HTTP client for one streamed call, over one {@link EventExchange}. Each event is read by {@link OpenAiEvents}
 * before LangChain4j has it: that knows neither the reasons and errors that we act on nor how a call ended.
 */
final class LangChainHttp implements HttpClient, HttpClientBuilder, ServerSentEventParsingHandle {
    private final Function<Consumer<String>, EventExchange> exchanges;
    private final StreamedAnswer answer;
    private final Promise<Void> end = Promise.promise();
    private volatile @Nullable EventExchange exchange;

    /** @param exchanges makes the exchange whose events go to its argument */
    LangChainHttp(Function<Consumer<String>, EventExchange> exchanges, StreamedAnswer answer) {
        this.exchanges = exchanges;
        this.answer = answer;
    }

    /** Completes or fails as the exchange does. */
    Future<Void> end() {
        return end.future();
    }

    /** Ends the call with this failure, unless it has ended; from any thread. */
    void drop(Throwable why) {
        end.tryFail(why);
        EventExchange begun = exchange;
        if (begun != null) {
            begun.drop(why);
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser ours, ServerSentEventListener listener) {
        ServerSentEventContext context = new ServerSentEventContext(this);
        EventExchange begun = exchanges.apply(data -> {
            if (OpenAiEvents.read(data, answer)) {
                listener.onEvent(new ServerSentEvent(null, data), context);
            }
        });
        exchange = begun;
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, values) -> headers.put(name, values.getFirst()));
        begun.post(request.url(), headers, Buffer.buffer(request.body())).onComplete(end::tryComplete, end::tryFail);
        if (end.future().failed()) {
            begun.drop(end.future().cause());
        }
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("every call is streamed");
    }

    @Override
    public void cancel() {
        drop(new StreamedAnswer.Unwanted());
    }

    @Override
    public boolean isCancelled() {
        return end.future().isComplete();
    }

    // The exchange has limits of its own.
    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
    }

    @Override
    public @Nullable Duration connectTimeout() {
        return null;
    }

    @Override
    public @Nullable Duration readTimeout() {
        return null;
    }

    @Override
    public HttpClient build() {
        return this;
    }
}
