package dev.cogo.gateway.contract;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonFormatValidator;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The calls of the AsyncAPI document: the operations that a client is answered, each with the address that it sends to and what
 * the body has to be. Read once for a node. Thread-safe.
 */
public final class CallBodies {
    /** Where the document stands on the class path. */
    public static final String PATH = "asyncapi/cogo.yaml";

    private static final JsonSchemaOptions OPTIONS = new JsonSchemaOptions()
            .setBaseUri("app://asyncapi")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);
    /** As the OpenAPI reader does: JSON knows no 64 bits, and what is beyond would be cut off. */
    private static final JsonFormatValidator WHOLE =
            (type, format, value) -> !"int64".equals(format) || value instanceof Integer || value instanceof Long
                    ? null
                    : "Not a whole number in range";

    private final Map<String, BodyCheck> checks;

    private CallBodies(Map<String, BodyCheck> checks) {
        this.checks = checks;
    }

    /** Reads the document; takes a tenth of a second, so not for an event loop. */
    public static CallBodies read() {
        SchemaRepository schemas = SchemaRepository.create(OPTIONS, WHOLE);
        JsonObject document = schemas.resolve(document());
        Map<String, BodyCheck> checks = new TreeMap<>();
        document.getJsonObject("operations").forEach(entry -> {
            JsonObject operation = (JsonObject) entry.getValue();
            if (operation.getString("action").equals("receive") && operation.containsKey("reply")) {
                JsonObject channel = operation.getJsonObject("channel");
                checks.put(channel.getString("address"), new BodyCheck(schemas, bodyOf(channel)));
            }
        });
        return new CallBodies(checks);
    }

    /** What the body of a call has to be; throws {@link NullPointerException} for an address that the document does not have. */
    public BodyCheck of(String address) {
        return Objects.requireNonNull(checks.get(address), address);
    }

    private static JsonSchema bodyOf(JsonObject channel) {
        JsonObject messages = channel.getJsonObject("messages");
        if (messages.size() != 1) {
            throw new IllegalStateException("a call has one body: " + channel.getString("address"));
        }
        String only = messages.fieldNames().iterator().next();
        return JsonSchema.of(messages.getJsonObject(only).getJsonObject("payload"));
    }

    private static JsonObject document() {
        try (InputStream in = CallBodies.class.getClassLoader().getResourceAsStream(PATH)) {
            @SuppressWarnings("unchecked")
            Map<String, Object> read = new YAMLMapper().readValue(Objects.requireNonNull(in, PATH), Map.class);
            return new JsonObject(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
