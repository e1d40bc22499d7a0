package dev.cogo.runtime.bus;

import dev.cogo.schema.bus.Address;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.record.BusRecord;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one codec for {@link BusRecord}s: by reference inside a node, between nodes the type's simple name (one length byte,
 * then ASCII) and JSON. One codec name for all types, because a receiver fails a message whose codec it does not know
 * without telling the sender; an unknown type, in contrast, is answered.
 */
public final class BusCodec extends LocalByReference<BusRecord> {
    /** The codec's name on the wire. */
    public static final String NAME = "cogo-record";

    private static final Map<String, Class<? extends BusRecord>> TYPES = Arrays.stream(Address.values())
            .flatMap(address -> Stream.of(address.requestType(), address.replyType()))
            .distinct()
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

    public BusCodec() {
        super(NAME);
    }

    @Override
    public void encodeToWire(Buffer buffer, BusRecord record) {
        byte[] type = record.getClass().getSimpleName().getBytes(StandardCharsets.US_ASCII);
        byte[] json = Json.bytes(record);
        buffer.appendByte((byte) type.length)
                .appendBytes(type)
                .appendInt(json.length)
                .appendBytes(json);
    }

    @Override
    public BusRecord decodeFromWire(int start, Buffer buffer) {
        int typeStart = start + 1;
        int typeEnd = typeStart + buffer.getUnsignedByte(start);
        String name = buffer.getString(typeStart, typeEnd, "US-ASCII");
        int jsonStart = typeEnd + Integer.BYTES;
        byte[] json = buffer.getBytes(jsonStart, jsonStart + buffer.getInt(typeEnd));
        Class<? extends BusRecord> type = TYPES.get(name);
        return type == null ? new UnknownRecord(name) : Json.decode(json, type);
    }
}
