package dev.cogo.gateway.supabase.tables.write;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.login.Origin;
import dev.cogo.gateway.http.operation.Call;
import dev.cogo.gateway.http.operation.OperationTable;
import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.gateway.supabase.tables.form.TableException;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Somebody who changes rows: what they do are calls of the API's operations. For one event loop. */
public record Writing(OperationTable operations, Identity who, Origin origin, Cost cost) {
    /** Nobody waits for these calls to be read: each of them ends before its rows are told. */
    private static final Future<Void> UNHEARD = Promise.<Void>promise().future();

    UUID userId() {
        return who.userId();
    }

    /** What an operation answers, which is of its type. */
    @SuppressWarnings("unchecked")
    <T> Future<T> call(String operation, Map<String, Object> parameters, JsonObject body) {
        Call call = new Call(who, null, origin, parameters, body, cost, UNHEARD, false);
        try {
            return operations.get(operation).answer(call).map(reply -> (T) reply.body());
        } catch (CogoException e) {
            return Future.failedFuture(e);
        }
    }

    /** Does one after the other. What was done before one fails stays done, and the failure says how many that were. */
    static <I, O> Future<List<O>> each(List<I> items, Function<I, Future<O>> work) {
        return each(items, work, new ArrayList<>());
    }

    private static <I, O> Future<List<O>> each(List<I> items, Function<I, Future<O>> work, List<O> done) {
        if (done.size() == items.size()) {
            return Future.succeededFuture(done);
        }
        return work.apply(items.get(done.size()))
                .recover(failure -> Future.failedFuture(after(failure, done.size(), items.size())))
                .compose(result -> {
                    done.add(result);
                    return each(items, work, done);
                });
    }

    private static Throwable after(Throwable failure, int done, int all) {
        if (done == 0 || !(failure instanceof CogoException ours)) {
            return failure;
        }
        TableError error = TableError.of(ours);
        String details = done + " of " + all + " rows were written before it";
        return new TableException(new TableError(error.status(), error.code(), details, error.hint(), error.message()));
    }
}
