package dev.cogo.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.personal.PersonalDataPage;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.session.ListSessions;
import dev.cogo.schema.session.SessionPage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes over the wire between nodes, of one version and of two. */
class BusCodecTest {
    // Something stands before it in the frame, as on the real bus.
    private static final int START = 3;

    private static final Set<String> FREE_JSON =
            Set.of("arguments", "metadata", "params", "result", "payload", "extra", "state", "part");

    private final BusCodec codec = new BusCodec();

    static Stream<BusRecord> samples() {
        return Samples.all();
    }

    static Stream<BusRecord> samplesOfKnownFields() {
        return Samples.all().filter(record -> !(record instanceof PersonalDataPage)); // its rows are free JSON
    }

    @Test
    void everyTypeHasASample() {
        Set<Class<?>> sampled = samples().map(Object::getClass).collect(Collectors.toSet());
        assertThat(Arrays.stream(Address.values())
                        .<Class<?>>flatMap(address -> Stream.of(address.requestType(), address.replyType())))
                .isSubsetOf(sampled);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aRecordComesBackEqual(BusRecord record) {
        Buffer wire = Buffer.buffer("abc");
        codec.encodeToWire(wire, record);
        assertThat(codec.decodeFromWire(START, wire.appendString("what follows")))
                .isEqualTo(record)
                .isExactlyInstanceOf(record.getClass());
    }

    @ParameterizedTest
    @MethodSource("samplesOfKnownFields")
    void whatANewerNodeAddsIsIgnored(BusRecord record) {
        JsonObject newer = (JsonObject) withAdditions(Json.object(record));
        assertThat(codec.decodeFromWire(0, wire(record.getClass().getSimpleName(), newer)))
                .isEqualTo(record);
    }

    @Test
    void whatAnOlderNodeLeavesOutIsAbsent() {
        ListSessions known = new ListSessions(Ids.next(), 20, null);
        JsonObject older = Json.object(known);
        assertThat(older.containsKey("cursor")).isFalse();
        assertThat(codec.decodeFromWire(0, wire("ListSessions", older))).isEqualTo(known);
    }

    @Test
    void aTypeOfANewerNodeIsNoErrorOnTheWire() {
        assertThat(codec.decodeFromWire(0, wire("FromTheFuture", new JsonObject().put("a", 1))))
                .isEqualTo(new UnknownRecord("FromTheFuture"));
    }

    @Test
    void whatIsInvalidStaysInvalidOnArrival() {
        assertThatThrownBy(() -> codec.decodeFromWire(
                        0,
                        wire(
                                "ListSessions",
                                new JsonObject()
                                        .put("userId", Ids.next().toString())
                                        .put("limit", 1000))))
                .isInstanceOfSatisfying(
                        CogoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void insideANodeARecordIsHandedOver() {
        BusRecord record = samples().findFirst().orElseThrow();
        assertThat(codec.transform(record)).isSameAs(record);
    }

    @Test
    void pagesSayThatTheyAreTheLast() {
        assertThat(Json.string(new SessionPage(List.of(), null))).isEqualTo("{\"items\":[],\"next\":null}");
    }

    /** Two types of one name would be taken for each other. */
    @Test
    void namesOfTypesAreUnique() {
        Set<Class<?>> types = Arrays.stream(Address.values())
                .flatMap(address -> Stream.<Class<?>>of(address.requestType(), address.replyType()))
                .collect(Collectors.toSet());
        assertThat(types).extracting(Class::getSimpleName).doesNotHaveDuplicates();
        assertThat(types).allMatch(Class::isRecord);
    }

    @Test
    void absentPartsAreLeftOut() {
        Message message =
                new Message(Ids.next(), 1, Ids.next(), null, "hi", MessageType.SYSTEM, Instant.EPOCH, null, null, null);
        assertThat(Json.object(message).fieldNames())
                .containsExactly("id", "seq", "sessionId", "content", "messageType", "timestamp");
        assertThat(Json.object(message).getString("timestamp")).isEqualTo("1970-01-01T00:00:00Z");
    }

    private static Buffer wire(String type, JsonObject json) {
        byte[] bytes = json.toBuffer().getBytes();
        return Buffer.buffer()
                .appendByte((byte) type.length())
                .appendString(type)
                .appendInt(bytes.length)
                .appendBytes(bytes);
    }

    /** The same JSON with a field more in every object that is a record's; free JSON of clients is left alone. */
    private static @Nullable Object withAdditions(@Nullable Object json) {
        return switch (json) {
            case JsonObject object -> {
                JsonObject added =
                        new JsonObject().put("addedLater", new JsonObject().put("deep", new JsonArray().add(1)));
                object.forEach(field -> added.put(
                        field.getKey(),
                        FREE_JSON.contains(field.getKey()) ? field.getValue() : withAdditions(field.getValue())));
                yield added;
            }
            case JsonArray array ->
                new JsonArray(array.stream().map(BusCodecTest::withAdditions).toList());
            case null -> null;
            default -> json;
        };
    }
}
