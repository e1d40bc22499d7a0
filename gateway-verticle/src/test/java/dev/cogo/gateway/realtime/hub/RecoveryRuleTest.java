package dev.cogo.gateway.realtime.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of docs/realtime.md, row by row. */
class RecoveryRuleTest {
    @ParameterizedTest(name = "since {0}, timeline {1}, position {2}: {3}")
    @CsvSource(nullValues = "-", textBlock = """
            -,     true,  100,   LIVE
            -,     false, 0,     LIVE
            0,     false, 0,     RELOAD
            7,     false, 0,     RELOAD
            100,   true,  100,   NOTHING_MISSED
            0,     true,  0,     NOTHING_MISSED
            99,    true,  100,   READ
            0,     true,  1000,  READ
            0,     true,  1001,  RELOAD
            4000,  true,  5000,  READ
            3999,  true,  5000,  RELOAD
            101,   true,  100,   READ
            999999999999999999, true, 100, READ
            """)
    void atOnce(Long since, boolean timeline, long position, RecoveryRule expected) {
        assertThat(RecoveryRule.atOnce(since, timeline, position, 1000)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "since {0}, position {1}, first kept {2}: {3}")
    @CsvSource(nullValues = "-", textBlock = """
            99,  100, 100, REPLAY
            0,   100, 1,   REPLAY
            0,   100, 2,   RELOAD
            50,  100, 60,  RELOAD
            50,  100, 50,  RELOAD
            50,  100, -,   RELOAD
            101, 100, -,   RELOAD
            101, 100, 102, RELOAD
            101, 101, -,   NOTHING_MISSED
            100, 100, 101, NOTHING_MISSED
            """)
    void whenRead(long since, long position, Long first, RecoveryRule expected) {
        assertThat(RecoveryRule.whenRead(since, position, first)).isEqualTo(expected);
    }
}
