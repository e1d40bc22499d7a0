package dev.cogo.node.api;

import dev.cogo.node.api.BodyFields.Field;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The calls of the bridge as the AsyncAPI document describes them, with bodies that it does not allow. */
final class BridgeDocument {
    /**
     * A call of the document.
     *
     * @param schema what its body has to be
     * @param examples bodies of it
     */
    record Call(String address, JsonObject schema, List<JsonObject> examples) {}

    private final YamlDocument document = YamlDocument.read("asyncapi/cogo.yaml");
    private final BodyFields fields = new BodyFields(document::resolve);

    /** The operations that a client is answered. */
    List<Call> calls() {
        return document.root().getJsonObject("operations").stream()
                .map(entry -> (JsonObject) entry.getValue())
                .filter(operation -> operation.containsKey("reply"))
                .map(operation -> call(document.resolve(operation.getJsonObject("channel"))))
                .toList();
    }

    private Call call(JsonObject channel) {
        JsonObject messages = channel.getJsonObject("messages");
        JsonObject message = document.resolve(
                messages.getJsonObject(messages.fieldNames().iterator().next()));
        return new Call(
                channel.getString("address"),
                document.resolve(message.getJsonObject("payload")),
                message.getJsonArray("examples").stream()
                        .map(example -> ((JsonObject) example).getJsonObject("payload"))
                        .toList());
    }

    /** Bodies with fields that are missing, unknown, or of a form that the schema does not allow, by what is wrong. */
    Map<String, JsonObject> badBodies(Call call) {
        Map<String, JsonObject> bad = new LinkedHashMap<>();
        for (JsonObject example : call.examples()) {
            for (Field field : fields.of(call.schema(), example)) {
                if (field.required()) {
                    bad.put(field.path() + " missing", field.change(example, object -> object.remove(field.name())));
                    bad.put(field.path() + " as null", field.change(example, object -> object.putNull(field.name())));
                }
                bad.put("an unknown field beside " + field.path(), field.change(example, o -> o.put("surprise", 1)));
                wrong(field)
                        .forEach(value ->
                                bad.put(field.path() + " as " + value.what(), field.put(example, value.value())));
            }
        }
        return bad;
    }

    /** A null that is not required counts as left out. */
    private static Stream<WrongValues.Wrong> wrong(Field field) {
        return WrongValues.of(field.schema()).stream().filter(value -> value.value() != null);
    }
}
