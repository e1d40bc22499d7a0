package dev.cogo.gateway.realtime.bridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cogo.gateway.contract.StrictJson;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads the JSON of frames, strictly: whole, valid UTF-8, no name twice, not nested beyond reason. Thread-safe. */
public final class FrameReader {
    private static final JsonMapper MAPPER = StrictJson.newMapper();
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private FrameReader() {}

    /** The JSON of a frame; fails with {@code invalid_json} or {@code invalid_utf8}. */
    public static JsonNode read(Buffer frame) {
        try {
            // Jackson guesses the encoding of bytes; a frame is UTF-8 (RFC 8259, section 8.1).
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(frame.getBytes()))
                    .toString();
            return MAPPER.readTree(text);
        } catch (CharacterCodingException e) {
            throw new CogoException(ErrorCode.INVALID_UTF8, "the frame is not valid UTF-8");
        } catch (JsonProcessingException e) {
            // Without the parser's own words: they quote what the client sent, which may be a token.
            throw new CogoException(ErrorCode.INVALID_JSON, "the frame is not valid JSON");
        }
    }

    /** The body of a frame as plain values; fails with {@code invalid_request} or {@code invalid_json}. */
    static JsonObject body(JsonNode body) {
        if (!body.isObject()) {
            throw CogoException.invalid("the body must be a JSON object");
        }
        Map<String, Object> fields = MAPPER.convertValue(body, FIELDS);
        StrictJson.requireFinite(fields);
        return new JsonObject(fields);
    }
}
