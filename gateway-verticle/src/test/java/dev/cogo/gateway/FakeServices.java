package dev.cogo.gateway;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.record.BusRecord;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Stands for the other verticles on the bus: keeps what it is asked, and answers what a test says. */
public final class FakeServices extends VerticleBase {
    private final Map<Address, Function<BusRecord, BusRecord>> answers;
    private final BlockingQueue<BusRecord> asked = new LinkedBlockingQueue<>();

    private FakeServices(Map<Address, Function<BusRecord, BusRecord>> answers) {
        this.answers = answers;
    }

    /** Serves these addresses until the Vert.x instance closes. */
    public static FakeServices deploy(Vertx vertx, Map<Address, Function<BusRecord, BusRecord>> answers) {
        FakeServices services = new FakeServices(new EnumMap<>(answers));
        vertx.deployVerticle(services, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
        return services;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        List<Future<Void>> served = answers.entrySet().stream()
                .map(entry -> bus.serve(entry.getKey(), (BusRecord request) -> {
                    asked.add(request);
                    Cost.current().orElseThrow().addDbQuery();
                    return entry.getValue().apply(request);
                }))
                .toList();
        return Future.all(served);
    }

    /** The oldest request that was not taken yet; waits for one. */
    public BusRecord next() throws InterruptedException {
        BusRecord request = asked.poll(10, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("nothing was asked");
        }
        return request;
    }

    /** Whether nothing waits to be taken. */
    public boolean isEmpty() {
        return asked.isEmpty();
    }
}
