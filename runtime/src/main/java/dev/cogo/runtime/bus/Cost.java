package dev.cogo.runtime.bus;

import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of work spent: database statements and calls to an AI provider. A service's cost travels back in the
 * reply's headers and is added to the caller's, so that the door sees the whole. Thread-safe.
 */
public final class Cost {
    private static final String DB_QUERIES = "cogo-db-queries";
    private static final String AI_REQUESTS = "cogo-ai-requests";
    // A served request runs on one virtual thread from start to end, also across await.
    private static final ThreadLocal<@Nullable Cost> CURRENT = new ThreadLocal<>();

    private final AtomicInteger dbQueries = new AtomicInteger();
    private final AtomicInteger aiRequests = new AtomicInteger();

    /** The cost of the request that this thread serves; empty outside one. */
    public static Optional<Cost> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Does the work on this thread, counting what it spends to the given cost; for requests that do not come by bus. */
    public static <T> T spend(Cost cost, Supplier<T> work) {
        enter(cost);
        try {
            return work.get();
        } finally {
            leave();
        }
    }

    static void enter(Cost cost) {
        CURRENT.set(cost);
    }

    static void leave() {
        CURRENT.remove();
    }

    /** Counts a statement that goes to the database. */
    public void addDbQuery() {
        dbQueries.incrementAndGet();
    }

    /** Counts a call of an AI provider. */
    public void addAiRequest() {
        aiRequests.incrementAndGet();
    }

    public int dbQueries() {
        return dbQueries.get();
    }

    public int aiRequests() {
        return aiRequests.get();
    }

    void writeTo(MultiMap headers) {
        headers.set(DB_QUERIES, Integer.toString(dbQueries.get()));
        headers.set(AI_REQUESTS, Integer.toString(aiRequests.get()));
    }

    void addFrom(MultiMap headers) {
        dbQueries.addAndGet(count(headers.get(DB_QUERIES)));
        aiRequests.addAndGet(count(headers.get(AI_REQUESTS)));
    }

    private static int count(@Nullable String header) {
        return header == null ? 0 : Integer.parseInt(header);
    }
}
