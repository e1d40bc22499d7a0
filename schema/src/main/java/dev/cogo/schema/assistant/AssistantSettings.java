package dev.cogo.schema.assistant;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.identity.Language;
import dev.cogo.schema.text.Content;
import dev.cogo.schema.text.Emoji;
import dev.cogo.schema.text.LineText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What operators say of an assistant; null is nothing said. An empty text and 0 take back what was said.
 *
 * @param name for people, at most {@link #MAX_NAME} characters
 * @param description at most {@link #MAX_DESCRIPTION}
 * @param avatar an emoji, or the https address of a picture
 * @param models which of the server's models are asked, in this order, as {@code gemini:NAME}; empty for all, in the server's
 * @param template what the model is told of it, after what it is told of the chat: at most {@link #MAX_TEMPLATE_BYTES}
 * @param language what it writes in when the request does not say; empty for who asks to decide
 * @param maxOutputTokens of an answer, below what the server allows
 * @param tools those of the server's that it may use, as {@code SERVER} or {@code SERVER__TOOL}; {@link #ALL_TOOLS} for all
 * @param dailyMicros what it may spend in a day of UTC, in millionths of a dollar, in place of the server's limit
 * @param monthlyMicros the same for a month
 */
public record AssistantSettings(
        @Nullable String handle,
        @Nullable String name,
        @Nullable String description,
        @Nullable String avatar,
        @Nullable List<String> models,
        @Nullable String template,
        @Nullable String language,
        @Nullable Integer maxOutputTokens,
        @Nullable List<String> tools,
        @Nullable Long dailyMicros,
        @Nullable Long monthlyMicros,
        @Nullable Boolean enabled) {
    public static final int MAX_NAME = 64;
    public static final int MAX_DESCRIPTION = 500;
    public static final int MAX_TEMPLATE_BYTES = 16 * 1024;
    public static final int MAX_MODELS = 10;
    public static final int MAX_TOOLS = 64;
    public static final String ALL_TOOLS = "*";

    private static final int MAX_ADDRESS = 1000;
    private static final long MAX_MICROS = 1_000_000_000_000_000L;
    private static final Pattern MODEL = Pattern.compile("(gemini|openai):[A-Za-z0-9._:/@+-]{1,200}");
    private static final Pattern TOOL = Pattern.compile("\\*|[A-Za-z0-9_.-]{1,200}");

    public AssistantSettings {
        if (handle != null) {
            handle = new AssistantHandle(handle).text();
        }
        name = LineText.of(name, "name", MAX_NAME);
        description = empty(description) ? description : LineText.of(description, "description", MAX_DESCRIPTION);
        avatar = empty(avatar) ? avatar : avatar(avatar);
        models = list(models, "models", MAX_MODELS, MODEL);
        if (!empty(template)) {
            Content.checkText(template, "template");
            check(
                    template.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= MAX_TEMPLATE_BYTES,
                    "template can have " + MAX_TEMPLATE_BYTES + " bytes at most");
        }
        language = empty(language) ? language : Language.normalise(language);
        check(
                maxOutputTokens == null || maxOutputTokens >= 0 && maxOutputTokens <= 1_000_000,
                "maxOutputTokens is out of range");
        tools = list(tools, "tools", MAX_TOOLS, TOOL);
        check(dailyMicros == null || dailyMicros >= 0 && dailyMicros <= MAX_MICROS, "dailyMicros is out of range");
        check(
                monthlyMicros == null || monthlyMicros >= 0 && monthlyMicros <= MAX_MICROS,
                "monthlyMicros is out of range");
    }

    /** Only whether it answers. */
    public static AssistantSettings enabled(boolean enabled) {
        return new AssistantSettings(null, null, null, null, null, null, null, null, null, null, null, enabled);
    }

    private static boolean empty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static @Nullable List<String> list(@Nullable List<String> items, String name, int most, Pattern form) {
        if (items == null) {
            return null;
        }
        check(items.size() <= most, "%s can be %d at most".formatted(name, most));
        items.forEach(item -> check(form.matcher(item).matches(), name + " has one that can't be"));
        check(items.stream().distinct().count() == items.size(), name + " has one twice");
        return List.copyOf(items);
    }

    private static String avatar(@Nullable String text) {
        String emoji = Emoji.canonical(String.valueOf(text));
        if (emoji == null && !isAddress(String.valueOf(text))) {
            throw CogoException.invalid("avatar must be one emoji, or an address like https://host/picture.png");
        }
        return emoji == null ? String.valueOf(text) : emoji;
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            return text.length() <= MAX_ADDRESS
                    && "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw CogoException.invalid(otherwise);
        }
    }
}
