package dev.cogo.gateway.supabase.tables.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.tables.form.TableException;
import dev.cogo.schema.identity.FormerSessionIds;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryReaderTest {
    private static final String ID = "0190b2a0-7c3e-7a4b-9d1e-5f6a7b8c9d0e";
    private static final ObjectNode ROW = JsonNodeFactory.instance
            .objectNode()
            .put("session_id", ID)
            .put("seq", 10)
            .put("content", "say \"a,b\" (c)")
            .put("timestamp", "2026-11-30T12:00:00Z")
            .putNull("reply_to");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "content=eq.say \"a,b\" (c) | true",
                "content=eq.\"say \\\"a,b\\\" (c)\" | false",
                "content=in.(x,\"say \\\"a,b\\\" (c)\") | true",
                "content=in.() | false",
                "content=not.in.() | true",
                "content=like.say*(c) | true",
                "content=like(any).{x,say*} | true",
                "content=not.like(any).{x,say*} | false",
                "content=like(all).{say*,x*} | false",
                "reply_to=is.null | true",
                "reply_to=is.not_null | false",
                "reply_to=isdistinct.null | false",
                // What is unknown of a null stays so when it is turned around.
                "reply_to=eq." + ID + " | false",
                "reply_to=not.eq." + ID + " | false",
                "not.or=(reply_to.eq." + ID + ",seq.eq.9) | false",
                "not.and=(seq.eq.10,seq.eq.9) | true",
                "not.or=(seq.eq.8,seq.eq.9) | true",
                "or=(seq.eq.9,content.eq.\"say \\\"a,b\\\" (c)\") | true",
                "or=(seq.eq.9,not.and(seq.eq.10,content.eq.x)) | true",
                "and=(seq.gte.10,or(seq.lt.5,seq.not.lt.5)) | true",
            })
    void conditions(String parameter, boolean holds) {
        assertThat(read(parameter).where().holds(ROW)).isEqualTo(holds);
    }

    @Test
    void whatNarrowsAReadIsFound() {
        Where where = read(
                        "session_id=eq." + ID,
                        "seq=gt.5",
                        "and=(seq.lte.9,timestamp.gte.2026-11-30)",
                        "or=(seq.eq.1,seq.eq.2)")
                .where();
        assertThat(where.only("session_id")).isEqualTo(Optional.of(Set.of(ID)));
        // As the session was called in a system that was copied.
        String former = new FormerSessionIds(true).resolve("sess_1");
        assertThat(read("session_id=eq.sess_1").where().only("session_id")).contains(Set.of(former));
        assertThat(read("session_id=in.(sess_1," + ID + ")").where().only("session_id"))
                .contains(Set.of(former, ID));
        assertThat(where.atLeast("seq")).contains(5L);
        assertThat(where.atMost("seq")).contains(9L);
        assertThat(where.atLeast("timestamp")).contains(Instant.parse("2026-11-30T00:00:00Z"));
        // One of two may hold without the other, and the opposite of a condition names nothing.
        assertThat(read("or=(seq.gt.5,content.eq.x)").where().atLeast("seq")).isEmpty();
        assertThat(read("session_id=not.eq." + ID).where().only("session_id")).isEmpty();
    }

    @Test
    void columnsAndOtherTables() {
        Query query = read(
                "select=id,author:user_id,chat:user_chat_sessions!inner(title)",
                "chat.title=eq.x",
                "order=timestamp.desc.nullslast,seq",
                "limit=5",
                "offset=10");
        assertThat(query.select().subList(0, 2))
                .containsExactly(new Selected.Column("id", "id"), new Selected.Column("user_id", "author"));
        Selected.Embedded chat = query.embedded().getFirst();
        assertThat(chat.as()).isEqualTo("chat");
        assertThat(chat.required()).isTrue();
        assertThat(chat.query().filtered()).isTrue();
        assertThat(query.filtered()).isFalse();
        assertThat(query.order()).extracting(Order::descending).containsExactly(true, false);
        assertThat(List.of(query.rows(), query.offset())).containsExactly(5, 10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "content=match.a | PGRST100 | regular expression",
                "content=eq(any).a | PGRST100 | braces",
                "or=(seq.eq.1 | PGRST100 | does not end",
                "or=() | PGRST100 | no conditions",
                "or=(seq) | PGRST100 | column.operator.value",
                "or=(and(and(and(and(and(and(seq.eq.1))))))) | PGRST100 | deep",
                "limit=-1 | PGRST100 | whole number",
                "order=seq.sideways | PGRST100 | no such order",
                "select=a:user_chat_sessions(title),a:user_chat_sessions(kind) | PGRST100 | one name",
                "select=user_chat_sessions(session_members(role)) | PGRST200 | relationship",
            })
    void refusals(String parameter, String code, String sentence) {
        assertThatThrownBy(() -> read(parameter))
                .isInstanceOfSatisfying(
                        TableException.class, e -> assertThat(e.error().code()).isEqualTo(code))
                .hasMessageContaining(sentence);
    }

    @Test
    void whatOneQueryMayAskIsBounded() {
        String many = "or=(" + String.join(",", Collections.nCopies(51, "seq.eq.1")) + ")";
        String likes = "or=(" + String.join(",", Collections.nCopies(9, "content.like.*a*")) + ")";
        for (String parameter : List.of(many, likes)) {
            assertThatThrownBy(() -> read(parameter))
                    .isInstanceOfSatisfying(
                            TableException.class,
                            e -> assertThat(e.error().code()).isEqualTo("54000"));
        }
    }

    private static Query read(String... parameters) {
        return QueryReader.read(
                Table.REALTIME,
                Arrays.stream(parameters)
                        .map(parameter -> parameter.split("=", 2))
                        .map(pair -> Map.entry(pair[0], pair[1]))
                        .toList(),
                new FormerSessionIds(true));
    }
}
