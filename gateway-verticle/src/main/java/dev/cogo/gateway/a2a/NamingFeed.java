package dev.cogo.gateway.a2a;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.schema.a2a.NamedContext;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A feed whose context has its client's own name (a decorator). For one event loop. */
final class NamingFeed implements TaskFeed {
    private final TaskFeed feed;
    private final Contexts contexts;
    private final A2aCall call;
    private List<NamedContext> named = List.of();

    NamingFeed(TaskFeed feed, Contexts contexts, A2aCall call) {
        this.feed = feed;
        this.contexts = contexts;
        this.call = call;
    }

    @Override
    public String channel() {
        return feed.channel();
    }

    @Override
    public Future<JsonObject> begin() {
        return feed.begin()
                .compose(task -> contexts.named(call, ContextWords.sessions(task))
                        .map(found -> {
                            named = found;
                            return ContextWords.put(task, named);
                        }));
    }

    @Override
    public Future<List<JsonObject>> after(EncodedEvent event) {
        return named(feed.after(event));
    }

    @Override
    public Future<List<JsonObject>> check() {
        return named(feed.check());
    }

    @Override
    public boolean behind() {
        return feed.behind();
    }

    @Override
    public boolean ended() {
        return feed.ended();
    }

    @Override
    public boolean settled() {
        return feed.settled();
    }

    private Future<List<JsonObject>> named(Future<List<JsonObject>> elements) {
        return elements.map(all ->
                all.stream().map(element -> ContextWords.put(element, named)).toList());
    }
}
