package dev.cogo.gateway.auth;

import dev.cogo.gateway.auth.token.Tickets;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.runtime.error.Failures;
import dev.cogo.runtime.eventloop.Contexts;
import dev.cogo.runtime.trace.RequestTrace;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way from the doors' event loops to {@link Accounts} on virtual threads, inside the node: no password is ever put on
 * the bus. Thread-safe.
 */
public final class AccountService {
    private final Vertx vertx;
    private volatile @Nullable Running desk;

    public AccountService(Vertx vertx) {
        this.vertx = vertx;
    }

    private record Running(Context context, Accounts accounts, Tickets tickets) {}

    /**
     * Runs the work on a virtual thread.
     *
     * @param cost what it spends is added here
     * @return completes on the caller's context; fails with a {@link CogoException}, with {@code unavailable} while the
     *     verticle is not deployed
     */
    public <T> Future<T> call(Cost cost, Function<Accounts, T> work) {
        return run(cost, desk -> work.apply(desk.accounts()));
    }

    /** Like {@link #call}, with tickets. */
    public <T> Future<T> callTickets(Cost cost, Function<Tickets, T> work) {
        return run(cost, desk -> work.apply(desk.tickets()));
    }

    private <T> Future<T> run(Cost cost, Function<Running, T> task) {
        Running open = desk;
        if (open == null) {
            return Future.failedFuture(new CogoException(ErrorCode.UNAVAILABLE, "accounts are away, try again"));
        }
        Context caller = vertx.getOrCreateContext();
        Context work = RequestTrace.carriedTo(open.context());
        return Contexts.bring(Contexts.call(work, () -> Cost.spend(cost, () -> task.apply(open))), caller)
                .recover(failure -> Future.failedFuture(Failures.of(failure, "accounts")));
    }

    void open(Context virtualThreads, Accounts accounts, Tickets tickets) {
        desk = new Running(virtualThreads, accounts, tickets);
    }

    void close() {
        desk = null;
    }
}
