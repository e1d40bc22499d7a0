package dev.cogo.gateway.realtime.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cogo.gateway.contract.SchemaErrors;
import dev.cogo.schema.error.CogoException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A client's frame of the event-bus bridge.
 *
 * @param address what it is about; only {@code ping} may have none
 * @param replyAddress where the client expects the answer; chosen by the client, and good on its connection only
 * @param token the bearer token of the header {@code authorization}
 * @param since the seq of the header {@code since} of a {@code register}
 */
record BridgeFrame(
        Type type,
        String address,
        Optional<String> replyAddress,
        Optional<String> token,
        Optional<Long> since,
        JsonNode body) {
    /** What a client may want. */
    enum Type {
        PING,
        REGISTER,
        UNREGISTER,
        SEND,
        PUBLISH
    }

    // The stock bridge's limits, so that what works here works there.
    private static final int MAX_ADDRESS = 200;
    private static final int MAX_REPLY_ADDRESS = 36;
    // An access token has about 500 characters.
    private static final int MAX_TOKEN = 8 * 1024;
    private static final String BEARER = "bearer ";
    private static final Set<String> FIELDS = Set.of("type", "address", "replyAddress", "headers", "body");

    /**
     * Reads a frame.
     *
     * @throws CogoException {@code invalid_request}
     */
    static BridgeFrame of(JsonNode json) {
        checkNames(json);
        Type type = typeOf(required(json, "type"));
        String address = type == Type.PING ? "" : line(required(json, "address"), "address", MAX_ADDRESS);
        Optional<JsonNode> headers = field(json, "headers", JsonNode::isObject, "a JSON object");
        return new BridgeFrame(
                type,
                address,
                text(json, "replyAddress").map(reply -> line(reply, "replyAddress", MAX_REPLY_ADDRESS)),
                headers.flatMap(BridgeFrame::tokenOf),
                type == Type.REGISTER ? headers.flatMap(BridgeFrame::sinceOf) : Optional.empty(),
                json.has("body") ? json.get("body") : MissingNode.getInstance());
    }

    /**
     * Where an error about a frame goes, as far as it can be told from one that may be wrong in every way: to whoever waits
     * for the answer, else to the handlers of the address. Without either it reaches the client's general error handler.
     */
    static Optional<String> answerAddressOf(JsonNode json) {
        return shortText(json.get("replyAddress"), MAX_REPLY_ADDRESS)
                .or(() -> shortText(json.get("address"), MAX_ADDRESS));
    }

    private static void checkNames(JsonNode json) {
        if (!json.isObject()) {
            throw CogoException.invalid("the frame must be a JSON object");
        }
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw CogoException.invalid("the frame has an unknown field: " + SchemaErrors.shown(name));
            }
        }
    }

    private static String required(JsonNode json, String name) {
        return text(json, name).orElseThrow(() -> CogoException.invalid("the frame has no " + name));
    }

    private static Optional<String> text(JsonNode json, String name) {
        return field(json, name, JsonNode::isTextual, "a string").map(JsonNode::textValue);
    }

    /** A field of the frame; null counts as left out. */
    private static Optional<JsonNode> field(JsonNode json, String name, Predicate<JsonNode> type, String typeName) {
        Optional<JsonNode> field = Optional.ofNullable(json.get(name)).filter(node -> !node.isNull());
        if (field.isPresent() && !type.test(field.get())) {
            throw CogoException.invalid(name + " must be " + typeName);
        }
        return field;
    }

    private static Type typeOf(String name) {
        for (Type type : Type.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
                return type;
            }
        }
        throw CogoException.invalid("type must be ping, register, unregister, send or publish");
    }

    private static Optional<String> tokenOf(JsonNode headers) {
        return header(headers, "authorization").map(header -> {
            String value = header.isTextual() ? header.textValue() : "";
            if (value.length() > MAX_TOKEN || !value.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
                throw CogoException.invalid("the header authorization must be Bearer and an access token");
            }
            return value.substring(BEARER.length()).strip();
        });
    }

    // Headers of the bus are texts; whoever writes JSON by hand writes a number.
    private static Optional<Long> sinceOf(JsonNode headers) {
        return header(headers, "since")
                .map(header ->
                        Seqs.parse(header.isIntegralNumber() || header.isTextual() ? header.asText() : "", "since"));
    }

    private static Optional<JsonNode> header(JsonNode headers, String name) {
        for (var header : headers.properties()) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return Optional.of(header.getValue());
            }
        }
        return Optional.empty();
    }

    private static String line(String text, String name, int max) {
        if (text.isEmpty() || text.length() > max) {
            throw CogoException.invalid(name + " must have 1 to " + max + " characters");
        }
        return text;
    }

    private static Optional<String> shortText(JsonNode node, int max) {
        return Optional.ofNullable(node)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> !text.isEmpty() && text.length() <= max);
    }
}
