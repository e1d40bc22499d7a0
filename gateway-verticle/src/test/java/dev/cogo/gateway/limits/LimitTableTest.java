package dev.cogo.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.realtime.event.RealtimeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/limits.md} has the numbers that are in force here. */
class LimitTableTest {
    private static final LimitsConfig CONFIG = LimitsConfig.defaults();
    private static final RealtimeLimits REALTIME = RealtimeLimits.defaults();

    private final Map<String, List<String>> rows = rows();

    @Test
    void itHasEverythingThatIsCountedOverTime() {
        for (Limit limit : Limit.values()) {
            RateLimit rateLimit = limit.allowance(CONFIG);
            assertThat(rows).containsKey(limit.what());
            assertThat(rows.get(limit.what()).subList(1, 3))
                    .as(limit.what())
                    .containsExactly(
                            of(limit), "%,d in %s".formatted(rateLimit.capacity(), Buckets.words(rateLimit.period())));
        }
    }

    @Test
    void itHasWhatBoundsConnections() {
        assertNumber("connections from an address", "%,d", CONFIG.address().connections());
        assertNumber(
                "silent connections from an address", "%,d", CONFIG.address().silentConnections());
        assertNumber("realtime connections", "%d", REALTIME.inbound().maxUserSockets());
        assertNumber("realtime connections in all", "%,d", REALTIME.inbound().maxSockets());
        assertNumber("time without a token", "%d s", REALTIME.times().login().toSeconds());
        assertNumber("length of a frame", "%d KiB", REALTIME.inbound().maxFrameBytes() / 1024);
        assertNumber(
                "frames a second",
                "%d, %d at once",
                REALTIME.inbound().framesPerSecond(),
                REALTIME.inbound().frameBurst());
        assertNumber("calls without an answer", "%d", REALTIME.inbound().maxPendingCalls());
        assertThat(rows.get("channels").get(2)).startsWith(REALTIME.inbound().maxChannels() + ";");
        assertThat(rows.get("time without a frame from the client").get(2))
                .startsWith(REALTIME.times().idle().toSeconds() + " s;");
    }

    private void assertNumber(String what, String format, Object... values) {
        assertThat(rows).containsKey(what);
        assertThat(rows.get(what).get(2)).as(what).isEqualTo(format.formatted(values));
    }

    private static String of(Limit limit) {
        String scope = limit.scope() == Limit.Scope.ACCOUNT_AT_ADDRESS
                ? "account at an address"
                : limit.scope().name().toLowerCase(Locale.ROOT);
        return limit.place() == Limit.Place.NODE ? scope + " on a node" : scope;
    }

    private static Map<String, List<String>> rows() {
        try {
            return Files.readAllLines(Path.of("../docs/limits.md")).stream()
                    .filter(line -> line.startsWith("| "))
                    .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                            .map(String::strip)
                            .toList())
                    .collect(Collectors.toMap(List::getFirst, Function.identity()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
