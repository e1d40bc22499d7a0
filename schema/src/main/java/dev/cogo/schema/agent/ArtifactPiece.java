package dev.cogo.schema.agent;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.text.Content;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of something that an agent makes: an artifact is its pieces in their order.
 *
 * @param artifactId the agent's own, at most {@link #MAX_ID} characters
 * @param name for people, with the first piece
 * @param part an object of at most {@link #MAX_PART_BYTES}: {@code text}, {@code data}, {@code url} or {@code raw} (base64), and
 *     {@code mediaType} and {@code filename} if it has them
 * @param last whether the artifact is whole with it
 */
public record ArtifactPiece(String artifactId, @Nullable String name, Map<String, Object> part, boolean last) {
    public static final int MAX_ID = 128;
    public static final int MAX_NAME = 200;
    public static final int MAX_PART_BYTES = 64 * 1024;

    public ArtifactPiece {
        if (artifactId == null || part == null) {
            throw CogoException.invalid("an artifact has an artifactId and a part");
        }
        Content.checkLine(artifactId, "artifactId", MAX_ID);
        Content.checkLine(name, "name", MAX_NAME);
        part = Json.frozen(part);
        Content.checkJson(part, "part", MAX_PART_BYTES);
    }
}
