package dev.cogo.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences that a client of the bridge gets, and the numbers that JSON does not bound. */
class CallBodiesTest {
    private static final CallBodies BODIES = CallBodies.read();
    private static final String ID = "01a2076b-4bd0-713c-acd8-f1de6955db34";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            chat.message.send | `{"content":"x"}`                                      | sessionId is missing
            chat.message.send | `{"sessionId":"$ID"}`                                  | content is missing
            chat.message.send | `{"sessionId":"x","content":"x"}`                      | sessionId must have 36 characters at least
            chat.message.send | `{"sessionId":"$ID","content":7}`                      | content must be of type string, not number
            chat.message.send | `{"sessionId":"$ID","content":"x","userId":"x"}`       | there is no field userId
            chat.message.send | `{"sessionId":"$ID","messages":[]}`                    | messages must have 1 item at least
            chat.message.send | `{"sessionId":"$ID","messages":[{"content":"x"},1]}`   | messages[1] must be of type object, not number
            chat.message.send | `{"sessionId":"$ID","messages":[{"content":"x"}],"content":"x"}` | content can't be given together with the other fields
            chat.read         | `{"sessionId":"$ID","seq":9223372036854775808}`        | seq: not a whole number in range
            chat.read         | `{"sessionId":"$ID","seq":1e300}`                      | seq: not a whole number in range
            chat.presence     | `{"sessionId":"$ID","status":"offline"}`               | status must be one of "online","away"
            """)
    void whatIsWrongIsSaid(String address, String body, String sentence) {
        assertThatThrownBy(() -> BODIES.of(address).checked(new JsonObject(body.replace("$ID", ID))))
                .isInstanceOfSatisfying(
                        CogoException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .hasMessage(sentence);
    }

    @Test
    void theLargestSeqIsOne() {
        JsonObject body = new JsonObject().put("sessionId", ID).put("seq", Long.MAX_VALUE);
        assertThat(BODIES.of("chat.read").checked(body)).isSameAs(body);
    }

    @Test
    void whatIsNoCallHasNone() {
        assertThatThrownBy(() -> BODIES.of("/eventbus/websocket")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> BODIES.of("chat_session_{sessionId}")).isInstanceOf(NullPointerException.class);
    }
}
