package dev.cogo.schema.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of records: camelCase, RFC 3339 times in UTC, absent instead of null. Unknown fields are ignored, so that
 * nodes of two versions can talk to each other; a door that wants to refuse them does so with the OpenAPI document.
 * Thread-safe.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            // Records leave out what is null; free JSON of clients and agents keeps its nulls.
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private Json() {}

    /** Encodes a record to UTF-8 JSON. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not encodable: " + value.getClass().getName(), e);
        }
    }

    /** Like {@link #bytes}, as a buffer that must not be changed. */
    public static Buffer buffer(Object value) {
        return Buffer.buffer(bytes(value));
    }

    /** Like {@link #bytes}, as a string. */
    public static String string(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not encodable: " + value.getClass().getName(), e);
        }
    }

    /**
     * How many bytes a value has as JSON in UTF-8: what limits count. {@link #bytes} may have more, since Jackson writes a
     * character beyond the first 65,536 as two escapes of six bytes there.
     */
    public static int length(Object value) {
        return string(value).getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Decodes UTF-8 JSON to a record.
     *
     * @throws CogoException with the code that the record's own validation gave, else {@link ErrorCode#INVALID_JSON}
     */
    public static <T> T decode(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (ValueInstantiationException e) {
            throw e.getCause() instanceof CogoException ours ? ours : malformed(type, e);
        } catch (IOException e) {
            throw malformed(type, e);
        }
    }

    /** Decodes a Vert.x JSON object to a record; fails as {@link #decode} does. */
    public static <T> T convert(JsonObject json, Class<T> type) {
        return decode(json.toBuffer().getBytes(), type);
    }

    /** A record as a Vert.x JSON object. */
    public static JsonObject object(Object value) {
        return new JsonObject(buffer(value));
    }

    /** An unmodifiable shallow copy that keeps order and allows null values; null stays null. */
    public static @Nullable Map<String, Object> frozen(@Nullable Map<String, Object> map) {
        return map == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static CogoException malformed(Class<?> type, Exception cause) {
        return new CogoException(ErrorCode.INVALID_JSON, "not a valid " + type.getSimpleName(), cause);
    }
}
