package dev.cogo.ai.router;

import dev.cogo.ai.gemini.GeminiModel;
import dev.cogo.ai.model.ChatModel;
import dev.cogo.ai.model.ModelConfig;
import dev.cogo.ai.openai.OpenAiModel;
import dev.cogo.ai.provider.Completion;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Provider;
import dev.cogo.ai.provider.TextSink;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.List;

/**
 * The models in order of preference: the first that is well is asked, and the next one when it can't answer, as long as
 * nobody has seen a piece of an answer. What is tried when is the matter of {@link RoutedCall}.
 */
public final class Router implements Provider {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final RouterConfig config;
    private final List<Route> routes;

    /**
     * @param config must have a model
     * @param maxConnections how many calls may be under way to one service at once
     */
    public Router(Vertx vertx, RouterConfig config, int maxConnections) {
        this.vertx = vertx;
        this.config = config;
        HttpClient http = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout((int) CONNECT_TIMEOUT.toMillis()),
                new PoolOptions().setHttp1MaxSize(maxConnections).setMaxWaitQueueSize(maxConnections));
        this.routes = config.models().stream()
                .map(model -> new Route(vertx, model(http, model), config))
                .toList();
    }

    private Router(Vertx vertx, RouterConfig config, List<Route> routes) {
        this.vertx = vertx;
        this.config = config;
        this.routes = routes;
    }

    private ChatModel model(HttpClient http, ModelConfig model) {
        return switch (model.dialect()) {
            case GEMINI -> new GeminiModel(vertx, http, model, config.generation());
            case OPENAI -> new OpenAiModel(vertx, http, model, config.generation());
        };
    }

    @Override
    public String name() {
        return current().provider();
    }

    @Override
    public String model() {
        return current().name();
    }

    @Override
    public Completion stream(Prompt prompt, TextSink sink) {
        return new RoutedCall(vertx, config, routes, prompt, sink).answer();
    }

    /**
     * The same with some of the models alone, in this order; those that the server does not ask any more are left out, and when none
     * is left all are asked.
     *
     * @param models as {@link ModelConfig#id} has them
     */
    public Router only(List<String> models) {
        List<Route> some = models.stream()
                .flatMap(model -> routes.stream().filter(route -> model.equals(route.provider() + ":" + route.name())))
                .toList();
        return some.isEmpty() ? this : new Router(vertx, config, some);
    }

    private Route current() {
        return routes.stream().filter(Route::ready).findFirst().orElse(routes.getFirst());
    }
}
