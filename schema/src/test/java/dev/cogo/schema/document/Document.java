package dev.cogo.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** The public documents, as they stand. */
final class Document {
    private Document() {}

    static JsonNode openApi() {
        return yaml("/openapi/cogo.yaml");
    }

    static JsonNode asyncApi() {
        return yaml("/asyncapi/cogo.yaml");
    }

    /** The rows of the error table, cell by cell. */
    static List<List<String>> errorTable() {
        Path file = Path.of(System.getProperty("basedir", ".")).resolve("../docs/errors.md");
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.matches("\\| \\d+ \\|.*"))
                    .map(line -> List.of(line.substring(1).strip().split("\\s*\\|\\s*")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All codes that stand under {@code x-error-codes} anywhere in a document. */
    static Set<String> errorCodes(JsonNode document) {
        Set<String> codes = new TreeSet<>();
        document.findValues("x-error-codes").forEach(list -> list.forEach(code -> codes.add(code.textValue())));
        return codes;
    }

    /** The texts of an array; empty for a missing one. */
    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    private static JsonNode yaml(String resource) {
        try (InputStream in = Objects.requireNonNull(Document.class.getResourceAsStream(resource), resource)) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
