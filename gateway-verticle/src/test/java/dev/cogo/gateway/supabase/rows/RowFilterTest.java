package dev.cogo.gateway.supabase.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.schema.identity.FormerSessionIds;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowFilterTest {
    private static final String ID = "0190b2a0-7c3e-7a4b-9d1e-5f6a7b8c9d0e";
    private static final Map<String, ColumnType> MESSAGE = Rows.TABLES.get("chat_messages_realtime");
    private static final ObjectNode ROW = JsonNodeFactory.instance
            .objectNode()
            .put("id", ID)
            .put("seq", 10)
            .put("content", "it's \"so\", he said")
            .put("timestamp", "2026-11-30T12:00:00.5Z")
            .putNull("reply_to");
    private static final ObjectNode SESSION = JsonNodeFactory.instance
            .objectNode()
            .put("session_id", ID)
            .put("ai", true)
            .put("slow_mode_seconds", 0);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "id=eq.0190B2A0-7C3E-7A4B-9D1E-5F6A7B8C9D0E | true",
                "id=in.(00000000-0000-0000-0000-000000000000,0190B2A0-7c3e-7a4b-9d1e-5f6a7b8c9d0e) | true",
                "id=gt.7fffffff-0000-0000-0000-000000000000 | false",
                "id=lt.ffffffff-0000-0000-0000-000000000000 | true",
                "seq=gt.9 | true",
                "seq=lt.9 | false",
                "seq=eq. 10 | true",
                "seq=not.eq.10 | false",
                "timestamp=gt.2026-11-30T20:59:00+09:00 | true",
                "timestamp=lt.2026-11-30T20:59:00+09:00 | false",
                "timestamp=eq.2026-11-30 21:00:00.5+09 | true",
                "timestamp=eq.2026-11-30T07:00:00.500-0500 | true",
                "timestamp=gte.2026-11-30 | true",
                "timestamp=lt.2026-11-30T12:00 | false",
                "content=eq.\"it's \\\"so\\\", he said\" | true",
                "content=in.(x,\"it's \\\"so\\\", he said\") | true",
                "content=neq.x | true",
                "content=isdistinct.x | true",
                "content=not.isdistinct.x | false",
                "content=like.it%said | true",
                "content=ilike.IT%\"SO\"% | true",
                "content=not.like.%x% | true",
                "reply_to=eq." + ID + " | false",
                "reply_to=not.eq." + ID + " | false",
                "reply_to=isdistinct." + ID + " | true",
                "reply_to=isdistinct.null | false",
                "reply_to=is.null | true",
                "reply_to=not.is.null | false",
                "metadata=is.null | true",
                "content=isdistinct.null | true",
                "seq=gt.1,content=like.it% | true",
                "seq=gt.1,content=like.no% | false",
            })
    void comparesAsTheColumnsTypeSays(String filter, boolean expected) throws UnservedFilter {
        assertThat(RowFilter.of(filter, MESSAGE, FormerSessionIds.none()).holds(ROW))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ai=is.true,true",
        "ai=eq.t,true",
        "ai=eq.FALSE,false",
        "ai=not.is.false,true",
        "ai=is.unknown,false",
        "slow_mode_seconds=lte.0,true",
        "archived_at=is.null,true",
        "title=not.is.null,false"
    })
    void comparesAFlagAndANumber(String filter, boolean expected) throws UnservedFilter {
        assertThat(RowFilter.of(filter, Rows.TABLES.get("user_chat_sessions"), FormerSessionIds.none())
                        .holds(SESSION))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nosuch=eq.hello",
                "room_id=eq.x",
                "id=eq.1",
                "id=eq.null",
                "id=in.(" + ID + ",x)",
                "id=like.%a%",
                "seq=gt.abc",
                "seq=eq.1.5",
                "seq=eq.99999999999999999999",
                "seq=is.true",
                "timestamp=gt.yesterday",
                "timestamp=gt.2026-13-01",
                "metadata=eq.{}",
                "mentions=eq.{}",
                "content=is.x",
                "content=like.a\\",
                "content=match.(a+)+$",
                "content=imatch.a",
                "content=EQ.a",
                "content",
                "=eq.1",
                "content=in.()",
                "content=in.a",
            })
    void whatCantBeComparedIsRefused(String filter) {
        assertThatThrownBy(() -> RowFilter.of(filter, MESSAGE, FormerSessionIds.none()))
                .isInstanceOfSatisfying(
                        UnservedFilter.class,
                        refused -> assertThat(refused.reason()).isNotBlank().hasSizeLessThan(400));
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 2000})
    void lengthAndConditionsAreBounded(int conditions) {
        String filter = "seq=gt.1" + ",seq=gt.1".repeat(conditions - 1);
        assertThatThrownBy(() -> RowFilter.of(filter, MESSAGE, FormerSessionIds.none()))
                .isInstanceOf(UnservedFilter.class);
    }
}
