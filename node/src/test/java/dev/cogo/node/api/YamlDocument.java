package dev.cogo.node.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A document of the server, read by other code than the server's. */
record YamlDocument(JsonObject root) {
    static YamlDocument read(String resource) {
        try (InputStream in = YamlDocument.class.getClassLoader().getResourceAsStream(resource)) {
            Object yaml = new ObjectMapper(new YAMLFactory()).readValue(in, Object.class);
            return new YamlDocument(new JsonObject(new ObjectMapper().writeValueAsString(yaml)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an object means, after its {@code $ref}. */
    JsonObject resolve(JsonObject object) {
        String reference = object.getString("$ref");
        if (reference == null) {
            return object;
        }
        JsonObject found = root;
        for (String part : reference.substring(2).split("/", -1)) {
            found = found.getJsonObject(part);
        }
        return resolve(found);
    }
}
