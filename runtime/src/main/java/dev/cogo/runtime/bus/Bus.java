package dev.cogo.runtime.bus;

import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.error.Failures;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.runtime.trace.RequestTrace;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.bus.Role;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.record.ForHome;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bus with types: callers send records to an {@link Address}, servers answer with a record or a {@link CogoException}. A
 * request that is {@link ForHome} goes to its channel's home, any other is served on the caller's node if that has the role;
 * and when the one does not serve the address, another node with the role does. Always a node is asked by its name: who waits
 * for one that dies hears of it at once. Make one for each verticle; it is thread-safe.
 */
public final class Bus {
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);

    /** How many requests of one address a verticle serves at the same time. */
    public static final int MAX_IN_SERVICE = 2000;

    // A node that lives answers in milliseconds. One that does not may be frozen, and nobody should wait for it long.
    private static final Duration NOTICE_TIMEOUT = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final ClusterView cluster;
    private final RequestRouter router;
    private final CallMetrics metrics;

    /** A bus inside one node. */
    public Bus(Vertx vertx) {
        this(vertx, ClusterView.alone());
    }

    public Bus(Vertx vertx, ClusterView cluster) {
        this.vertx = vertx;
        this.cluster = cluster;
        this.router = new RequestRouter(vertx, cluster);
        this.metrics = new CallMetrics(NodeMetrics.of(vertx));
    }

    /** Registers the codecs. Call it once on each Vert.x instance, before anything is deployed. */
    public static void install(Vertx vertx) {
        vertx.eventBus().registerCodec(new BusCodec()).registerCodec(new EventEnvelopeCodec());
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

    /**
     * Sends a request to one node. Otherwise like {@link #request(Address, BusRecord)}; it fails with {@code unavailable} too
     * when the node leaves the cluster before it has answered: the work may have been done.
     */
    public <R extends BusRecord> Future<R> requestAt(String node, Address address, BusRecord body) {
        return metrics.watch(address, answer(router.ask(node, address, body, address.timeout()), Cost.current()));
    }

    /**
     * Sends a request to whoever serves the address at a place, see {@link #servePrivate}; otherwise like
     * {@link #request(Address, BusRecord)}, and it costs nothing.
     */
    public <R extends BusRecord> Future<R> requestPrivate(String place, Address address, BusRecord body) {
        return answer(
                vertx.eventBus().request(addressAt(place, address.wireName()), body, options(address.timeout())),
                Optional.empty());
    }

    /**
     * Tells every gateway node.
     *
     * @return completes when each has done what the notice asks for, or has left the cluster, or did not answer for two
     *     seconds; never fails
     */
    public Future<Void> tellGateways(Address address, BusRecord notice) {
        List<Future<Message<BusRecord>>> answers = cluster.topology().with(Role.GATEWAY).stream()
                .map(node -> router.<BusRecord>ask(node, address, notice, NOTICE_TIMEOUT))
                .toList();
        return Future.join(answers).<Void>mapEmpty().otherwiseEmpty();
    }

    private <R extends BusRecord> Future<R> request(Address address, BusRecord body, Optional<Cost> cost) {
        return metrics.watch(address, answer(router.send(address, body), cost));
    }

    private static <R extends BusRecord> Future<R> answer(Future<Message<R>> reply, Optional<Cost> cost) {
        return reply.transform((message, failure) -> {
            if (failure != null) {
                return Future.failedFuture(Failures.fromBus(failure));
            }
            cost.ifPresent(c -> c.addFrom(message.headers()));
            return Future.succeededFuture(message.body());
        });
    }

    /** Where one node listens. */
    public static String addressAt(String node, String name) {
        return name + "@" + node;
    }

    /**
     * Serves an address from a virtual-thread verticle: the handler may await, and its value or exception is the reply.
     * Requests are served at the same time, at most {@link #MAX_IN_SERVICE} of them; beyond that they are refused with
     * {@code overloaded}.
     *
     * @return completes when the whole cluster knows
     */
    public <Q extends BusRecord, R extends BusRecord> Future<Void> serve(Address address, Function<Q, R> handler) {
        AtomicInteger inService = new AtomicInteger();
        MessageConsumer<BusRecord> consumer = vertx.eventBus().consumer(addressAt(cluster.self(), address.wireName()));
        consumer.handler(message -> {
            entered(address, message);
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
     * Serves an address at a place that the caller has named and nobody else has, on the caller's context and in the order of
     * sending; the handler must not wait.
     */
    public <Q extends BusRecord, R extends BusRecord> MessageConsumer<BusRecord> servePrivate(
            String place, Address address, Function<Q, R> handler) {
        return vertx.eventBus().consumer(addressAt(place, address.wireName()), message -> {
            entered(address, message);
            reply(address, message, handler);
        });
    }

    /**
     * Receives the requests of an address that are for this node, on the caller's context: for event loops, whose handlers
     * must not block. The handler's future, or its exception, is the reply.
     */
    public <Q extends BusRecord, R extends BusRecord> MessageConsumer<BusRecord> serveHere(
            Address address, Function<Q, Future<R>> handler) {
        return vertx.eventBus().consumer(addressAt(cluster.self(), address.wireName()), message -> {
            entered(address, message);
            Future<R> reply;
            try {
                @SuppressWarnings("unchecked")
                Q request = (Q) checked(address, message.body());
                reply = handler.apply(request);
            } catch (RuntimeException e) {
                reply = Future.failedFuture(e);
            }
            reply.onComplete(
                    done -> message.reply(done, options(address.timeout())),
                    failure -> fail(address, message, failure));
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
            DeliveryOptions options = options(address.timeout());
            cost.writeTo(headersOf(options));
            message.reply(reply, options);
        } catch (Throwable e) { // await also throws checked exceptions, such as a refused connection's
            fail(address, message, e);
        } finally {
            Cost.leave();
        }
    }

    /** From here on, each line of the log says for which request it is. */
    private static void entered(Address address, Message<BusRecord> message) {
        RequestTrace.read(message.headers()).ifPresent(RequestTrace::enter);
        LOG.debug("serving {}", address.wireName());
    }

    private static void fail(Address address, Message<BusRecord> message, Throwable cause) {
        CogoException failure = Failures.of(cause, address.wireName());
        message.fail(failure.code().number(), Failures.busText(failure));
    }

    private static BusRecord checked(Address address, @Nullable BusRecord body) {
        if (!address.requestType().isInstance(body)) {
            throw new CogoException(ErrorCode.INVALID_REQUEST, "this node does not know such a request");
        }
        return body;
    }

    private static MultiMap headersOf(DeliveryOptions options) {
        if (options.getHeaders() == null) {
            options.setHeaders(MultiMap.caseInsensitiveMultiMap());
        }
        return options.getHeaders();
    }

    static DeliveryOptions options(Duration timeout) {
        DeliveryOptions options =
                new DeliveryOptions().setCodecName(BusCodec.NAME).setSendTimeout(timeout.toMillis());
        RequestTrace.current().ifPresent(trace -> trace.writeTo(headersOf(options)));
        return options;
    }
}
