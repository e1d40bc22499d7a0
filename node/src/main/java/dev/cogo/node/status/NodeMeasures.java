package dev.cogo.node.status;

import com.sun.management.OperatingSystemMXBean;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.event.NodeStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A node's measure of itself, out of the meters that its parts count in and of the JVM. For one thread at a time. */
final class NodeMeasures {
    private static final String MESSAGES = "cogo.messages.stored";
    private static final String DELIVERIES = "cogo.realtime.deliveries";
    private static final String DELIVERY = "cogo.realtime.delivery";
    private static final String PEOPLE = "cogo.realtime.users";
    private static final String SOCKETS = "cogo.realtime.sockets";
    private static final String FAILURES = "cogo.http.failures";
    /** The meters that are read here. */
    static final Set<String> METERS = Set.of(MESSAGES, DELIVERIES, DELIVERY, PEOPLE, SOCKETS, FAILURES);

    private static final double MEDIAN = 0.5;
    private static final double P99 = 0.99;
    private static final Set<String> OUR_FAULT = Arrays.stream(ErrorCode.values())
            .filter(code -> code.httpStatus() >= 500)
            .map(ErrorCode::wireName)
            .collect(Collectors.toSet());

    private final String node;
    private final String version;
    private final List<String> roles;
    private final MeterRegistry registry;
    private final Supplier<List<String>> unwell;
    private final Rates rates = new Rates();
    private final Instant startedAt =
            Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    NodeMeasures(
            String node, String version, List<String> roles, MeterRegistry registry, Supplier<List<String>> unwell) {
        this.node = node;
        this.version = version;
        this.roles = roles;
        this.registry = registry;
        this.unwell = unwell;
    }

    /** How the node does, and has done since the call before. */
    NodeStatus take(Instant now, long nanoTime) {
        rates.look(nanoTime);
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        double messages = rates.perSecond(MESSAGES, count(MESSAGES, any -> true));
        double deliveries = rates.perSecond(DELIVERIES, count(DELIVERIES, any -> true));
        double errors = rates.perSecond(FAILURES, count(FAILURES, NodeMeasures::isOurFault));
        return new NodeStatus(
                node,
                version,
                roles,
                startedAt,
                now,
                unwell.get(),
                // Negative while the JVM does not know.
                rounded(Math.max(0, system.getProcessCpuLoad()), 1000),
                heap.getUsed(),
                heap.getMax(),
                sum(PEOPLE),
                sum(SOCKETS),
                rounded(messages, 10),
                rounded(deliveries, 10),
                deliveryMs(MEDIAN),
                deliveryMs(P99),
                rounded(errors * 60, 10));
    }

    private double count(String name, Predicate<Meter> wanted) {
        return registry.find(name).counters().stream()
                .filter(wanted)
                .mapToDouble(Counter::count)
                .sum();
    }

    private static boolean isOurFault(Meter counter) {
        String code = counter.getId().getTag("code");
        return code != null && OUR_FAULT.contains(code);
    }

    private long sum(String name) {
        return Math.round(
                registry.find(name).gauges().stream().mapToDouble(Gauge::value).sum());
    }

    /** Null when nothing was delivered in the time that the quantiles are of. */
    private @Nullable Double deliveryMs(double percentile) {
        Timer timer = registry.find(DELIVERY).timer();
        if (timer == null) {
            return null;
        }
        for (ValueAtPercentile value : timer.takeSnapshot().percentileValues()) {
            if (value.percentile() == percentile && value.value() > 0) {
                return rounded(value.value(TimeUnit.MILLISECONDS), 100);
            }
        }
        return null;
    }

    private static double rounded(double value, double parts) {
        return Math.round(value * parts) / parts;
    }
}
