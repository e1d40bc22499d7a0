package dev.cogo.schema.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewMessageTest {
    @Test
    void metadataIsItsOwn() {
        Map<String, Object> given = new HashMap<>(Map.of("color", "red"));
        given.put("nothing", null);
        NewMessage message = new NewMessage("hello", "1", Ids.next(), given);
        given.put("color", "blue");
        assertThat(message.metadata()).containsEntry("color", "red").containsEntry("nothing", null);
        assertThatThrownBy(() -> message.metadata().put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void metadataIsStorable() {
        assertThat(codeOf(() -> new NewMessage("hello", null, null, Map.of("a", "\0"))))
                .isEqualTo(ErrorCode.INVALID_CONTENT);
    }

    @Test
    void clientMessageIdsAreLines() {
        assertThat(codeOf(() -> new NewMessage("hello", "", null, null))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(codeOf(() -> new NewMessage("hello", "x".repeat(129), null, null)))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(codeOf(() -> new NewMessage("hello", "a\nb", null, null))).isEqualTo(ErrorCode.INVALID_CONTENT);
    }

    @Test
    void aBatchHasOneToAHundred() {
        List<NewMessage> most = Collections.nCopies(SendMessages.MAX_BATCH, new NewMessage("hello"));
        assertThat(new SendMessages(Ids.next(), Ids.next(), most).messages()).hasSize(100);
        assertThat(codeOf(() -> new SendMessages(Ids.next(), Ids.next(), List.of())))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(codeOf(() ->
                        new SendMessages(Ids.next(), Ids.next(), Collections.nCopies(101, new NewMessage("hello")))))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void decodingKeepsTheCodeOfWhatIsWrong() {
        assertThat(codeOf(() -> decode("{\"content\":\"\\u0000\"}"))).isEqualTo(ErrorCode.INVALID_CONTENT);
        assertThat(codeOf(() -> decode("{\"content\":" + "[".repeat(10_000)))).isEqualTo(ErrorCode.INVALID_JSON);
        assertThatThrownBy(() -> decode("{\"content\":\"a secret\",\"replyTo\":\"x\"}"))
                .isInstanceOf(CogoException.class)
                .hasMessage("not a valid NewMessage");
    }

    private static NewMessage decode(String json) {
        return Json.decode(json.getBytes(StandardCharsets.UTF_8), NewMessage.class);
    }

    private static ErrorCode codeOf(Runnable work) {
        return catchThrowableOfType(CogoException.class, work::run).code();
    }
}
