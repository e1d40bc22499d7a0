package dev.cogo.gateway.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies as strictly as RFC 8259 allows: UTF-8 and nothing like it, each name once (of two, parsers differ in which
 * they take), nesting and numbers within bounds, nothing after the end. Thread-safe.
 */
public final class StrictJson {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER_LENGTH = 100;
    private static final int MAX_NAME_LENGTH = 1000;
    /** Values, names and brackets: reading so many takes some milliseconds of an event loop. */
    private static final int MAX_TOKENS = 50_000;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final JsonMapper mapper = newMapper();

    /** A reader with these bounds, for what is no body of a request. */
    public static JsonMapper newMapper() {
        return JsonMapper.builder(JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        // Names are the client's: a table of all that ever came would cost more than it saves, and be
                        // its
                        // to fill.
                        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .maxNumberLength(MAX_NUMBER_LENGTH)
                                .maxNameLength(MAX_NAME_LENGTH)
                                .maxTokenCount(MAX_TOKENS)
                                .build())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** The body as an object; fails with {@code invalid_utf8}, {@code invalid_json} or {@code invalid_request}. */
    public JsonObject object(Buffer body) {
        if (!(value(body) instanceof Map<?, ?> map)) {
            throw CogoException.invalid("the body must be a JSON object");
        }
        return object(map);
    }

    /** The objects of a body that is one, or an array of them; fails as {@link #object(Buffer)} does. */
    public List<JsonObject> objects(Buffer body) {
        Object value = value(body);
        List<JsonObject> objects = new ArrayList<>();
        for (Object item : value instanceof List<?> items ? items : List.of(value)) {
            if (!(item instanceof Map<?, ?> map)) {
                throw CogoException.invalid("the body must be a JSON object, or an array of them");
            }
            objects.add(object(map));
        }
        return objects;
    }

    private Object value(Buffer body) {
        String text = text(body);
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            // RFC 8259, section 8.1: nobody may put it there.
            throw new CogoException(ErrorCode.INVALID_JSON, "the body begins with a byte order mark; leave it out");
        }
        Object value = parse(text);
        requireFinite(value);
        return value;
    }

    private static JsonObject object(Map<?, ?> map) {
        @SuppressWarnings("unchecked")
        Map<String, Object> fields = (Map<String, Object>) map;
        return new JsonObject(fields);
    }

    private static String text(Buffer body) {
        try {
            // A new decoder reports what is malformed; String's own would replace it.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.getBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CogoException(ErrorCode.INVALID_UTF8, "the body is not valid UTF-8");
        }
    }

    private Object parse(String text) {
        try {
            return mapper.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new CogoException(ErrorCode.INVALID_JSON, "the body is not valid JSON" + where + reason(e));
        }
    }

    // Jackson's sentences quote the body and name classes; the few that help are said in our words.
    private static String reason(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (message.contains("Duplicate field") || message.contains("Duplicate Object property")) {
            return ": a name comes twice in one object";
        }
        if (message.contains("nesting depth")) {
            return ": more than " + MAX_DEPTH + " levels deep";
        }
        if (message.contains("Token count")) {
            return ": more than " + MAX_TOKENS + " values, names and brackets";
        }
        return "";
    }

    /**
     * Fails with {@code invalid_json} when there is a number beyond the range of a double among the values: it has become infinite,
     * and JSON can't say that.
     */
    public static void requireFinite(@Nullable Object value) {
        switch (value) {
            case null -> {}
            case Double number
            when !Double.isFinite(number) ->
                throw new CogoException(ErrorCode.INVALID_JSON, "the body has a number that is too large");
            case Map<?, ?> map -> map.values().forEach(StrictJson::requireFinite);
            case Iterable<?> items -> items.forEach(StrictJson::requireFinite);
            default -> {}
        }
    }
}
