package dev.cogo.schema.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cogo.schema.agent.ReportType;
import dev.cogo.schema.agent.StartTask;
import dev.cogo.schema.agent.TaskReport;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.presence.PresenceState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits of free JSON: in bytes of UTF-8, whatever the characters. */
class JsonLimitsTest {
    private enum Limited {
        METADATA(
                NewMessage.MAX_METADATA_BYTES,
                ErrorCode.CONTENT_TOO_LARGE,
                json -> new NewMessage("hello", null, null, json)),
        PARAMS(
                StartTask.MAX_PARAMS_BYTES,
                ErrorCode.CONTENT_TOO_LARGE,
                json -> new StartTask(Ids.next(), Ids.next(), "count", json, null)),
        RESULT(
                TaskReport.MAX_RESULT_BYTES,
                ErrorCode.CONTENT_TOO_LARGE,
                json -> new TaskReport(Ids.next(), "1", ReportType.RESULT, null, null, json, null)),
        PRESENCE(PresenceState.MAX_BYTES, ErrorCode.INVALID_REQUEST, PresenceState::checked);

        private final int bytes;
        private final ErrorCode refusal;
        private final Consumer<Map<String, Object>> use;

        Limited(int bytes, ErrorCode refusal, Consumer<Map<String, Object>> use) {
            this.bytes = bytes;
            this.refusal = refusal;
            this.use = use;
        }
    }

    static Stream<Arguments> limits() {
        return Arrays.stream(Limited.values())
                .flatMap(limited -> Stream.of("x", "\u00e9", "\uac00", "\ud83d\ude00")
                        .map(character -> Arguments.of(limited, character)));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void whatFitsIsTakenAndAByteMoreIsNot(Limited limited, String character) {
        Map<String, Object> longest = jsonOf(limited.bytes, character);
        assertThat(Json.length(longest)).isEqualTo(limited.bytes);
        limited.use.accept(longest);
        assertThatExceptionOfType(CogoException.class)
                .isThrownBy(() -> limited.use.accept(jsonOf(limited.bytes + 1, character)))
                .returns(limited.refusal, CogoException::code);
    }

    /** An object of so many bytes: {"e":"…"}. */
    private static Map<String, Object> jsonOf(int bytes, String character) {
        int room = bytes - 8;
        int each = character.getBytes(StandardCharsets.UTF_8).length;
        // At the beginning, so that pairs of surrogates stand at odd places, too.
        return Map.of("e", "x".repeat(room % each) + character.repeat(room / each));
    }
}
