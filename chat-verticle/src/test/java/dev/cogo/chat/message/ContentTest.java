package dev.cogo.chat.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.chat.ChatNode;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.text.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be made into a message comes back from the database as it was; what can't come back can't be made. */
class ContentTest {
    @ParameterizedTest
    @MethodSource("bad")
    void badContentNeverBecomesAMessage(
            ErrorCode code, String content, String clientMessageId, Map<String, Object> metadata) {
        CogoException failure = catchThrowableOfType(
                CogoException.class, () -> new NewMessage(content, clientMessageId, null, metadata));
        assertThat(failure.code()).isEqualTo(code);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of(ErrorCode.INVALID_REQUEST, " \n", null, null),
                Arguments.of(ErrorCode.INVALID_CONTENT, "a\0b", null, null),
                Arguments.of(ErrorCode.INVALID_CONTENT, "a\u001bb", null, null),
                Arguments.of(ErrorCode.INVALID_CONTENT, "a\u0085b", null, null),
                Arguments.of(ErrorCode.INVALID_CONTENT, "half \ud83d", null, null),
                Arguments.of(ErrorCode.CONTENT_TOO_LARGE, "x".repeat(Content.MAX_BYTES + 1), null, null),
                Arguments.of(ErrorCode.CONTENT_TOO_LARGE, "é".repeat(Content.MAX_BYTES / 2 + 1), null, null),
                Arguments.of(ErrorCode.INVALID_REQUEST, "x", "", null),
                Arguments.of(ErrorCode.INVALID_REQUEST, "x", "c".repeat(129), null),
                Arguments.of(ErrorCode.INVALID_CONTENT, "x", "c\n", null),
                Arguments.of(ErrorCode.INVALID_CONTENT, "x", null, Map.of("k", "\0")),
                Arguments.of(ErrorCode.INVALID_CONTENT, "x", null, nested(Content.MAX_DEPTH + 1)),
                Arguments.of(ErrorCode.CONTENT_TOO_LARGE, "x", null, Map.of("k", "v".repeat(4096))));
    }

    @Test
    void oddContentComesBackUnchanged() {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("null", null);
        metadata.put("numbers", List.of(0, -1, 1.5, Long.MAX_VALUE));
        metadata.put("deep", nested(Content.MAX_DEPTH - 1));
        metadata.put("__proto__", "'; DROP TABLE accounts; --");
        try (ChatNode node = new ChatNode(TestDatabase.migrated())) {
            UUID ann = node.account();
            UUID session = node.group(ann).id();
            List<Message> sent = new ArrayList<>();
            for (String content : List.of(
                    "'; DROP TABLE accounts; -- $1 \\ \" %s {} {\"a\":1}",
                    "  spaces and a tab\t at the ends \r\n",
                    "👩\u200d👩\u200d👧 \u202eright to left\u202c e\u0301 \uffff",
                    "<script>alert(1)</script>")) {
                sent.addAll(node.send(
                        ann,
                        session,
                        new NewMessage(content, content.substring(0, 5).strip(), null, metadata)));
            }
            assertThat(node.history(ann, session)).isEqualTo(sent);
            assertThat(sent).extracting(Message::metadata).containsOnly(metadata);
        }
    }

    private static Map<String, Object> nested(int depth) {
        Map<String, Object> map = Map.of("k", "v");
        for (int i = 1; i < depth; i++) {
            map = Map.of("k", map);
        }
        return map;
    }
}
