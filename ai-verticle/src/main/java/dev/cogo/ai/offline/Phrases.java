package dev.cogo.ai.offline;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the server itself says, in the languages of {@code phrases.json}. A language is found by lookup (RFC 4647, section 3.4):
 * {@code pt-BR} takes {@code pt}; what is unknown takes English. Immutable.
 */
public final class Phrases {
    private static final String FILE = "phrases.json";
    private static final String ENGLISH = "en";
    /** Tags that do not begin as the tag of their writing or language does, and so would not be found by cutting them. */
    private static final Map<String, String> ALIASES = Map.of(
            "zh-TW", "zh-Hant",
            "zh-HK", "zh-Hant",
            "zh-MO", "zh-Hant",
            "nb", "no",
            "nn", "no");

    private final Map<String, Phrase> byTag;

    private Phrases(Map<String, Phrase> byTag) {
        this.byTag = Map.copyOf(byTag);
    }

    /** Reads the phrases that come with the program. */
    public static Phrases load() {
        try (InputStream file = Objects.requireNonNull(Phrases.class.getResourceAsStream(FILE), FILE)) {
            JsonObject languages = new JsonObject(Buffer.buffer(file.readAllBytes()));
            return new Phrases(languages.fieldNames().stream()
                    .collect(Collectors.toMap(
                            Function.identity(), tag -> Phrase.of(tag, languages.getJsonObject(tag)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The phrases for a reader of this language.
     *
     * @param tag in normal form (see {@link dev.cogo.schema.identity.Language#normalise})
     */
    public Phrase in(String tag) {
        for (String known = tag; !known.isEmpty(); known = shortened(known)) {
            Phrase phrase = byTag.get(ALIASES.getOrDefault(known, known));
            if (phrase != null) {
                // A reader of pt-BR has been given pt-BR, as far as can be told; a reader of an unknown tag has not.
                return phrase.in(tag);
            }
        }
        return Objects.requireNonNull(byTag.get(ENGLISH));
    }

    /** The tags that phrases are written in. */
    public Set<String> languages() {
        return byTag.keySet();
    }

    private static String shortened(String tag) {
        return tag.substring(0, Math.max(tag.lastIndexOf('-'), 0));
    }

    /**
     * The sentences of one language.
     *
     * @param language the tag to give with them
     * @param greeting says welcome
     * @param unconnected says that there is no model to answer
     * @param failed says that the model did not answer
     */
    public record Phrase(String language, String greeting, String unconnected, String failed) {
        private static Phrase of(String tag, JsonObject sentences) {
            return new Phrase(
                    tag,
                    Objects.requireNonNull(sentences.getString("greeting"), tag),
                    Objects.requireNonNull(sentences.getString("unconnected"), tag),
                    Objects.requireNonNull(sentences.getString("failed"), tag));
        }

        private Phrase in(String tag) {
            return new Phrase(tag, greeting, unconnected, failed);
        }
    }
}
