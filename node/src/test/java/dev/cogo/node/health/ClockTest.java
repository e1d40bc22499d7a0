package dev.cogo.node.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.data.TemporalUnitOffset;
import org.assertj.core.data.TemporalUnitWithinOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes whose clock is wrong beside a database whose clock is right. */
class ClockTest {
    private static final String WELL = "well";
    private final Vertx vertx = Vertx.vertx();
    private Probe database;

    @BeforeEach
    void open() {
        database = new Probe(vertx, TestDatabase.migrated());
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @ParameterizedTest
    @CsvSource({"3600,ahead of", "-3600,behind", "35,ahead of", "-35,behind"})
    void aNodeWhoseClockIsWrongIsNotReadyAndSaysWhy(long seconds, String where) {
        assertThat(look(wrongBy(seconds))).contains("s " + where + " the database's");
    }

    @ParameterizedTest
    @CsvSource({"20", "-20", "0"})
    void aFewSecondsAreForgiven(long seconds) {
        assertThat(look(wrongBy(seconds))).isEqualTo(WELL);
    }

    @ParameterizedTest
    @CsvSource({"3600", "-3600", "0"})
    void whatANodeSignsAndEndsGoesByTheDatabasesClock(long seconds) {
        DatabaseClock clock = wrongBy(seconds);
        look(clock);
        assertThat(clock.instant()).isCloseTo(Instant.now(), within(5));
    }

    /** What it finds once the database has answered at once; a first connection may take its time. */
    private String look(DatabaseClock clock) {
        ClockCheck check = new ClockCheck(database, clock);
        AtomicReference<String> found = new AtomicReference<>("");
        Eventually.until("the clocks to be compared", Duration.ofSeconds(60), () -> {
            found.set(check.look()
                    .map(well -> WELL)
                    .otherwise(Throwable::getMessage)
                    .await());
            return !found.get().contains("too long");
        });
        return found.get();
    }

    @Test
    void anAnswerThatTookLongSaysNothing() {
        DatabaseClock clock = new DatabaseClock(InstantSource.system());
        Instant asked = Instant.EPOCH;
        clock.compared(asked, asked.plusSeconds(100), asked.plusSeconds(3));
        assertThat(clock.offset()).isZero();
        clock.compared(asked, asked.plusSeconds(100), asked.plusSeconds(2));
        assertThat(clock.offset()).isEqualTo(Duration.ofSeconds(99));
    }

    private static TemporalUnitOffset within(long seconds) {
        return new TemporalUnitWithinOffset(seconds, ChronoUnit.SECONDS);
    }

    private static DatabaseClock wrongBy(long seconds) {
        return new DatabaseClock(InstantSource.offset(InstantSource.system(), Duration.ofSeconds(seconds)));
    }
}
