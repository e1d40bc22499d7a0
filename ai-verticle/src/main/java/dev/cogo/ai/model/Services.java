package dev.cogo.ai.model;

import dev.cogo.ai.model.ModelConfig.Dialect;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where models are and with which keys, and how the setting AI_MODELS names them: {@code gemini:NAME}, {@code openai:NAME} at
 * the address of OPENAI_BASE_URL, {@code openai:ADDRESS#NAME} anywhere else. A key goes to its own service and to no other.
 *
 * @param geminiKey null or blank for none: Gemini's models are then left out
 * @param openAiKey null or blank for none
 * @param keys of services at addresses of their own
 */
public record Services(
        @Nullable String geminiKey,
        URI geminiBaseUrl,
        @Nullable String openAiKey,
        URI openAiBaseUrl,
        Map<URI, String> keys) {
    public static final URI GEMINI = URI.create("https://generativelanguage.googleapis.com/v1beta");
    public static final URI OPENAI = URI.create("https://api.openai.com/v1");
    /** What is asked where AI_MODELS is not set. */
    public static final List<String> DEFAULT_MODELS =
            List.of("gemini:gemini-3.5-flash-lite", "gemini:gemini-3.1-flash-lite");

    private static final String FORM =
            "AI_MODELS must be a list of gemini:NAME, openai:NAME and openai:ADDRESS#NAME, such as " + DEFAULT_MODELS;

    public Services {
        geminiKey = stripped(geminiKey);
        openAiKey = stripped(openAiKey);
        geminiBaseUrl = base("GEMINI_BASE_URL", geminiBaseUrl);
        openAiBaseUrl = base("OPENAI_BASE_URL", openAiBaseUrl);
        Map<URI, String> byBase = new HashMap<>();
        keys.forEach((url, key) -> byBase.put(base("AI_KEYS", url), key.strip()));
        keys = Map.copyOf(byBase);
    }

    /** Gemini with this key, and no other service. */
    public static Services gemini(@Nullable String key, URI baseUrl) {
        return new Services(key, baseUrl, null, OPENAI, Map.of());
    }

    /**
     * The models of these names that have a service, in their order.
     *
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    public List<ModelConfig> models(List<String> names) {
        return names.stream().flatMap(this::model).toList();
    }

    private Stream<ModelConfig> model(String entry) {
        String[] parts = entry.split(":", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException(FORM);
        }
        return switch (parts[0]) {
            case "gemini" -> gemini(parts[1]);
            case "openai" -> Stream.of(openAi(parts[1]));
            default -> throw new IllegalArgumentException(FORM);
        };
    }

    private Stream<ModelConfig> gemini(String name) {
        ModelConfig model = new ModelConfig(Dialect.GEMINI, name, geminiBaseUrl, geminiKey);
        return geminiKey == null ? Stream.empty() : Stream.of(model);
    }

    private ModelConfig openAi(String where) {
        int hash = where.indexOf('#');
        if (hash >= 0) {
            URI url = base("AI_MODELS", uri(where.substring(0, hash)));
            return new ModelConfig(Dialect.OPENAI, where.substring(hash + 1), url, keys.get(url));
        }
        if (openAiKey == null && openAiBaseUrl.equals(OPENAI)) {
            throw new IllegalArgumentException("AI_MODELS names a model of OpenAI, which needs OPENAI_API_KEY");
        }
        return new ModelConfig(Dialect.OPENAI, where, openAiBaseUrl, openAiKey);
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(FORM, e);
        }
    }

    private static @Nullable String stripped(@Nullable String key) {
        return key == null || key.isBlank() ? null : key.strip();
    }

    private static URI base(String setting, URI url) {
        boolean fits = url.getScheme() != null
                && Set.of("http", "https").contains(url.getScheme())
                && url.getHost() != null
                && url.getUserInfo() == null
                && url.getQuery() == null
                && url.getFragment() == null;
        if (!fits) {
            throw new IllegalArgumentException(
                    setting + " must have an http or https address without user, query and fragment");
        }
        String text = url.toString();
        return text.endsWith("/") ? base(setting, URI.create(text.substring(0, text.length() - 1))) : url;
    }

    /** Addresses, and no key. */
    @Override
    public String toString() {
        return "Services[" + geminiBaseUrl + ", " + openAiBaseUrl + ", " + keys.keySet() + "]";
    }
}
