package dev.cogo.ai.model;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model that may be asked.
 *
 * @param baseUrl of its service's API with the version
 * @param apiKey null when the service takes none; a secret
 */
public record ModelConfig(
        Dialect dialect, String name, URI baseUrl, @Nullable String apiKey) {
    /** What a service speaks. */
    public enum Dialect {
        /** Google's generateContent. */
        GEMINI,
        /** OpenAI's chat completions, which most others speak too. */
        OPENAI
    }

    private static final Pattern HEADER_SAFE = Pattern.compile("[\\x21-\\x7e]{1,512}");
    // It becomes part of a path.
    private static final Pattern GEMINI_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern OPENAI_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,199}");

    public ModelConfig {
        Pattern names = dialect == Dialect.GEMINI ? GEMINI_NAME : OPENAI_NAME;
        if (!names.matcher(name).matches()) {
            throw new IllegalArgumentException("AI_MODELS has a name that no model of " + dialect + " can have");
        }
        if (apiKey != null && !HEADER_SAFE.matcher(apiKey).matches()) {
            throw new IllegalArgumentException(
                    dialect + "_API_KEY or a key of AI_KEYS has characters that a key can't have");
        }
    }

    /** Whose it is, in answers and in the ledger. */
    public String provider() {
        return dialect.name().toLowerCase(Locale.ROOT);
    }

    /** How operators name it, without its address: {@code gemini:NAME}. */
    public String id() {
        return provider() + ":" + name;
    }

    /** Everything but the key. */
    @Override
    public String toString() {
        return provider() + ":" + baseUrl + "#" + name + ", key " + (apiKey == null ? "absent" : "present");
    }
}
