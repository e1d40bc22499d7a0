package dev.cogo.agentbridge.registry;

import dev.cogo.schema.agent.AgentSkill;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a task's params must look like. Of JSON Schema (2020-12) it takes the words that cost no more time than there is text:
 * no patterns, no references, no choices between schemas. {@code format} is for whoever makes a form. Thread-safe.
 */
public final class ParamsSchemas {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_ENUM = 100;
    private static final int MAX_SENTENCE = 200;
    private static final Set<Object> TYPES =
            Set.of("object", "array", "string", "number", "integer", "boolean", "null");
    private static final Map<String, Class<?>> KEYWORDS = Map.ofEntries(
            Map.entry("type", String.class),
            Map.entry("title", String.class),
            Map.entry("description", String.class),
            Map.entry("format", String.class),
            Map.entry("default", Object.class),
            Map.entry("examples", List.class),
            Map.entry("const", Object.class),
            Map.entry("enum", List.class),
            Map.entry("properties", Map.class),
            Map.entry("required", List.class),
            Map.entry("additionalProperties", Object.class),
            Map.entry("items", Map.class),
            Map.entry("minimum", Number.class),
            Map.entry("maximum", Number.class),
            Map.entry("exclusiveMinimum", Number.class),
            Map.entry("exclusiveMaximum", Number.class),
            Map.entry("minLength", Integer.class),
            Map.entry("maxLength", Integer.class),
            Map.entry("minItems", Integer.class),
            Map.entry("maxItems", Integer.class),
            Map.entry("minProperties", Integer.class),
            Map.entry("maxProperties", Integer.class));

    /**
     * Checks a skill's schema.
     *
     * @throws CogoException {@code invalid_request}
     */
    public void check(AgentSkill skill) {
        if (skill.params() != null) {
            check(skill.params(), skill.taskType(), MAX_DEPTH);
        }
    }

    /**
     * Checks a task's params.
     *
     * @throws CogoException {@code invalid_request}
     */
    public void validate(AgentSkill skill, Map<String, Object> params) {
        if (skill.params() == null) {
            return;
        }
        JsonSchemaOptions options = new JsonSchemaOptions()
                .setBaseUri("urn:cogo:params")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic);
        OutputUnit answer = Validator.create(JsonSchema.of(new JsonObject(plain(skill.params()))), options)
                .validate(new JsonObject(params));
        if (!Boolean.TRUE.equals(answer.getValid())) {
            throw CogoException.invalid(sentence(answer));
        }
    }

    private static void check(Map<?, ?> schema, String where, int depth) {
        require(depth > 0, where + " is nested deeper than " + MAX_DEPTH);
        schema.forEach((key, value) -> {
            String at = where + "." + key;
            Class<?> type = KEYWORDS.get(key);
            require(type != null, at + " is no word that schemas of params may have");
            require(type == null || type.isInstance(value), at + " has a wrong type");
            switch (value) {
                case Map<?, ?> properties
                when key.equals("properties") ->
                    properties.forEach((name, property) -> nested(property, at + "." + name, depth));
                case Map<?, ?> nested
                when key.equals("items") || key.equals("additionalProperties") -> check(nested, at, depth - 1);
                case List<?> values
                when key.equals("enum") ->
                    require(values.size() <= MAX_ENUM, at + " has more than " + MAX_ENUM + " values");
                case List<?> names
                when key.equals("required") ->
                    require(names.stream().allMatch(String.class::isInstance), at + " has a wrong type");
                case null, default -> {}
            }
            require(!key.equals("type") || TYPES.contains(value), at + " is no type");
            require(
                    !key.equals("additionalProperties") || value instanceof Boolean || value instanceof Map,
                    at + " has a wrong type");
        });
    }

    private static void nested(Object property, String at, int depth) {
        if (property instanceof Map<?, ?> schema) {
            check(schema, at, depth - 1);
        } else {
            require(false, at + " has a wrong type");
        }
    }

    // Formats are checked by regular expressions.
    private static Map<String, Object> plain(Map<?, ?> schema) {
        Map<String, Object> plain = new HashMap<>();
        schema.forEach((key, value) -> {
            if (key.equals("properties")) {
                Map<String, Object> properties = new HashMap<>();
                ((Map<?, ?>) value)
                        .forEach((name, property) -> properties.put((String) name, plain((Map<?, ?>) property)));
                plain.put("properties", new JsonObject(properties));
            } else if (!key.equals("format") && !key.equals("default") && !key.equals("examples")) {
                plain.put(
                        (String) key,
                        switch (value) {
                            case Map<?, ?> nested when !key.equals("const") -> new JsonObject(plain(nested));
                            case List<?> list -> new JsonArray(list);
                            default -> value;
                        });
            }
        });
        return plain;
    }

    private static String sentence(OutputUnit answer) {
        OutputUnit first = answer.getErrors() == null || answer.getErrors().isEmpty()
                ? answer
                : answer.getErrors().getLast();
        String text = "params" + first.getInstanceLocation().replaceFirst("^#", "") + ": " + first.getError();
        return text.length() > MAX_SENTENCE ? text.substring(0, MAX_SENTENCE) : text;
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw CogoException.invalid(otherwise);
        }
    }
}
