package dev.cogo.gateway.supabase.realtime.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.realtime.bridge.FrameReader;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Broadcasts as bytes, in serializer 2.0.0: kind 3 from clients, kind 4 to them. A head of one-byte lengths, then the texts, then
 * the payload: JSON or bytes that the server does not look at.
 */
public final class BinaryPush {
    /** What stands for the payload's bytes in the envelope of a push. */
    static final String DATA = "payload";

    private static final int USER_PUSH = 3;
    private static final int USER_BROADCAST = 4;
    private static final int HEAD = 7;
    private static final int MAX_LENGTH = 255;
    private static final int RAW = 0;
    private static final int JSON = 1;

    private BinaryPush() {}

    static boolean isOne(Buffer data) {
        return data.length() > 0 && data.getByte(0) < ' ';
    }

    /** Reads kind 3 as the push {@code broadcast} that says the same; raw bytes become a binary node. */
    static Push read(Buffer data) throws MalformedPush {
        if (data.length() < HEAD || data.getByte(0) != USER_PUSH) {
            throw new MalformedPush("the only bytes that clients send are broadcasts");
        }
        int[] lengths = new int[5];
        int at = HEAD;
        int end = HEAD;
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = data.getUnsignedByte(i + 1);
            end += lengths[i];
        }
        if (end > data.length()) {
            throw new MalformedPush("the bytes end too early");
        }
        String[] texts = new String[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            texts[i] = data.getString(at, at + lengths[i], StandardCharsets.UTF_8.name());
            at += lengths[i];
        }
        ObjectNode envelope = JsonTrees.object().put("type", "broadcast").put("event", texts[3]);
        Buffer payload = data.slice(at, data.length());
        switch (data.getByte(HEAD - 1)) {
            case RAW -> envelope.put(DATA, payload.getBytes());
            case JSON -> envelope.set(DATA, FrameReader.read(payload));
            default -> throw new MalformedPush("the payload is JSON or bytes");
        }
        if (lengths[4] > 0) {
            JsonNode meta = FrameReader.read(Buffer.buffer(texts[4]));
            if (!meta.isObject()) {
                throw new MalformedPush("what is said of the payload must be an object");
            }
            envelope.set("meta", meta);
        }
        return new Push(Ref.of(texts[0]), Ref.of(texts[1]), texts[2], "broadcast", envelope);
    }

    /** Writes kind 4; empty when a text is too long for it. */
    public static Optional<byte[]> write(String topic, String event, String meta, boolean json, byte[] payload) {
        Buffer data = Buffer.buffer().appendByte((byte) USER_BROADCAST);
        Buffer texts = Buffer.buffer();
        for (String text : new String[] {topic, event, meta}) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > MAX_LENGTH) {
                return Optional.empty();
            }
            data.appendUnsignedByte((short) bytes.length);
            texts.appendBytes(bytes);
        }
        return Optional.of(data.appendByte((byte) (json ? JSON : RAW))
                .appendBuffer(texts)
                .appendBytes(payload)
                .getBytes());
    }
}
