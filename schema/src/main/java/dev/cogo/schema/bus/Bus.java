package dev.cogo.schema.bus;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.error.Failures;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The bus with types: callers send records to an {@link Address}, servers answer with a record or a {@link CogoException}.
 * Make one for each verticle; it is thread-safe.
 */
public final class Bus {
    /** How many requests of one address a verticle serves at the same time. */
    public static final int MAX_IN_SERVICE = 2000;

    private final Vertx vertx;

    public Bus(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Registers the codec. Call it once on each Vert.x instance, before anything is deployed. */
    public static void install(Vertx vertx) {
        vertx.eventBus().registerCodec(new BusCodec());
    }

    /**
     * Sends a request. Inside a served request the callee's cost is added to that request's.
     *
     * @return fails with a {@link CogoException}, also when nobody serves the address ({@code unavailable}) or the
     *     address' time is over ({@code timeout}: the work may have been done)
     */
    public <R extends BusRecord> Future<R> request(Address address, BusRecord body) {
        return request(address, body, Cost.current());
    }

    /** Like {@link #request(Address, BusRecord)}, adding the callee's cost to the given one. */
    public <R extends BusRecord> Future<R> request(Address address, BusRecord body, Cost cost) {
        return request(address, body, Optional.of(cost));
    }

    private <R extends BusRecord> Future<R> request(Address address, BusRecord body, Optional<Cost> cost) {
        DeliveryOptions options = options().setSendTimeout(address.timeout().toMillis());
        return vertx.eventBus().<R>request(address.wireName(), body, options).transform((reply, failure) -> {
            if (failure != null) {
                return Future.failedFuture(Failures.fromBus(failure));
            }
            cost.ifPresent(c -> c.addFrom(reply.headers()));
            return Future.succeededFuture(reply.body());
        });
    }

    /** Sends a request to the one that serves the address under this name; otherwise like {@link #request(Address, BusRecord)}. */
    public <R extends BusRecord> Future<R> requestAt(Address address, String place, BusRecord body) {
        DeliveryOptions options = options().setSendTimeout(address.timeout().toMillis());
        return vertx.eventBus()
                .<R>request(placed(address, place), body, options)
                .transform((reply, failure) -> failure == null
                        ? Future.succeededFuture(reply.body())
                        : Future.failedFuture(Failures.fromBus(failure)));
    }

    /** Sends a notice to every node that serves the address; nothing comes back and nothing is promised. */
    public void publish(Address address, BusRecord body) {
        vertx.eventBus().publish(address.wireName(), body, options());
    }

    /**
     * Serves an address from a virtual-thread verticle: the handler may await, and its value or exception is the reply.
     * Requests are served at the same time, at most {@link #MAX_IN_SERVICE} of them; beyond that they are refused with
     * {@code overloaded}.
     *
     * @return completes when the whole cluster knows
     */
    public <Q extends BusRecord, R extends BusRecord> Future<Void> serve(Address address, Function<Q, R> handler) {
        MessageConsumer<BusRecord> consumer = vertx.eventBus().consumer(address.wireName());
        AtomicInteger inService = new AtomicInteger();
        consumer.handler(message -> {
            if (inService.incrementAndGet() > MAX_IN_SERVICE) {
                inService.decrementAndGet();
                message.fail(ErrorCode.OVERLOADED.number(), "the server is busy, try again");
                return;
            }
            // A task of its own: a consumer hands out the next message only when its handler has returned, so a handler
            // that awaits would make all callers of the address wait for each other.
            vertx.getOrCreateContext().runOnContext(v -> {
                try {
                    reply(address, message, handler);
                } finally {
                    inService.decrementAndGet();
                }
            });
        });
        return consumer.completion();
    }

    /**
     * Serves an address under a name of the caller's own, on the caller's context and in the order of sending; the handler
     * must not wait.
     */
    public <Q extends BusRecord, R extends BusRecord> MessageConsumer<BusRecord> serveAt(
            Address address, String place, Function<Q, R> handler) {
        return vertx.eventBus().consumer(placed(address, place), message -> reply(address, message, handler));
    }

    private static String placed(Address address, String place) {
        return address.wireName() + "." + place;
    }

    /** Receives the notices of an address on the caller's context; the handler must not block an event loop. */
    public <Q extends BusRecord> MessageConsumer<BusRecord> onNotice(Address address, Consumer<Q> handler) {
        return vertx.eventBus().consumer(address.wireName(), message -> {
            if (address.requestType().isInstance(message.body())) {
                @SuppressWarnings("unchecked")
                Q notice = (Q) message.body();
                handler.accept(notice);
            }
        });
    }

    private <Q extends BusRecord, R extends BusRecord> void reply(
            Address address, Message<BusRecord> message, Function<Q, R> handler) {
        Cost cost = new Cost();
        Cost.enter(cost);
        try {
            @SuppressWarnings("unchecked")
            Q request = (Q) checked(address, message.body());
            R reply = handler.apply(request);
            DeliveryOptions options = options();
            cost.writeTo(headersOf(options));
            message.reply(reply, options);
        } catch (Throwable e) { // await also throws checked exceptions, such as a refused connection's
            CogoException failure = Failures.of(e, address.wireName());
            message.fail(failure.code().number(), Failures.busText(failure));
        } finally {
            Cost.leave();
        }
    }

    private static BusRecord checked(Address address, @Nullable BusRecord body) {
        if (!address.requestType().isInstance(body)) {
            throw new CogoException(ErrorCode.INVALID_REQUEST, "this node does not know such a request");
        }
        return body;
    }

    private static MultiMap headersOf(DeliveryOptions options) {
        options.setHeaders(MultiMap.caseInsensitiveMultiMap());
        return options.getHeaders();
    }

    private static DeliveryOptions options() {
        return new DeliveryOptions().setCodecName(BusCodec.NAME);
    }
}
