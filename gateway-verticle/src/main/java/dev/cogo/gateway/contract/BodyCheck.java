package dev.cogo.gateway.contract;

import dev.cogo.schema.error.CogoException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks bodies against a schema of a document, in a time that does not depend on how many faults they have: first
 * their outline, then whether the schema fits at all, which ends at the first fault, and only then, with one faulty item of each
 * list, what the fault is. Thread-safe.
 */
public final class BodyCheck {
    private static final Logger LOG = LoggerFactory.getLogger(BodyCheck.class);
    private static final JsonSchemaOptions QUICK =
            new JsonSchemaOptions().setDraft(Draft.DRAFT202012).setOutputFormat(OutputFormat.Flag);
    private static final String NOT_SO = "the body does not have the described form";

    private final BodyOutline outline;
    private final Validator quick;
    private final Validator detailed;
    /** Of the fields that are lists, what each item has to be. */
    private final Map<String, Validator> items = new TreeMap<>();

    /** @param schema one without references */
    public BodyCheck(SchemaRepository schemas, JsonSchema schema) {
        JsonObject json = (JsonObject) schema;
        this.outline = new BodyOutline(json);
        this.quick = schemas.validator(schema, QUICK);
        this.detailed = schemas.validator(schema);
        JsonObject properties = json.getJsonObject("properties", new JsonObject());
        for (String name : properties.fieldNames()) {
            if (properties.getValue(name) instanceof JsonObject field && field.containsKey("items")) {
                items.put(name, schemas.validator(JsonSchema.of(field.getJsonObject("items")), QUICK));
            }
        }
    }

    /** The body itself when it is as described; throws {@code invalid_request} with what is not. */
    public JsonObject checked(JsonObject body) {
        outline.check(body);
        try {
            if (quick.validate(body).getValid()) {
                return body;
            }
            OutputUnit result = detailed.validate(withoutWhatFollowsTheFirstFault(body));
            throw CogoException.invalid(result.getValid() ? NOT_SO : SchemaErrors.ofBody(result));
        } catch (CogoException e) {
            throw e;
        } catch (RuntimeException e) {
            // The library meets a text that it can't cope with; so far each of them was no right one either.
            LOG.warn("a body could not be checked: {}", e.getClass().getName());
            throw CogoException.invalid(NOT_SO);
        }
    }

    private JsonObject withoutWhatFollowsTheFirstFault(JsonObject body) {
        JsonObject shorter = new JsonObject(new TreeMap<>(body.getMap()));
        items.forEach((name, validator) -> {
            List<?> list = listOf(body.getValue(name));
            int last = 0;
            while (last < list.size() && validator.validate(list.get(last)).getValid()) {
                last++;
            }
            if (last + 1 < list.size()) {
                shorter.put(name, new JsonArray(list.subList(0, last + 1)));
            }
        });
        return shorter;
    }

    private static List<?> listOf(Object value) {
        return value instanceof JsonArray array ? array.getList() : List.of();
    }
}
