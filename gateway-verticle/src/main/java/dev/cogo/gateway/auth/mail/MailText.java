package dev.cogo.gateway.auth.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What a mail says, in the language of who gets it, as text and as HTML. */
record MailText(String subject, String text, String html) {
    /** The first is for everybody else. */
    static final List<String> LANGUAGES = List.of("en", "ko", "ja", "zh", "es");

    private static final String HTML = """
            <!doctype html><html lang="%s"><body style="font-family:sans-serif;line-height:1.5">
            <p>%s</p><p>%s</p><p><a href="%s">%s</a></p><p style="color:#555">%s</p></body></html>
            """;

    /** What it is about. */
    enum Kind {
        /** A link to another password. */
        RESET,
        /** A link to an account. */
        JOIN,
        /** Logging in. */
        CODE,
        /** The account that had this address has another one. */
        ADDRESS_LEFT,
        /** An account has this address now. */
        ADDRESS_TAKEN;

        private String key(String part) {
            return name().toLowerCase(Locale.ROOT) + "." + part;
        }
    }

    /** The texts of all languages, read once. */
    static final class Templates {
        private final Map<String, Properties> languages = new HashMap<>();

        Templates() {
            LANGUAGES.forEach(language -> languages.put(language, read(language)));
        }

        private static Properties read(String language) {
            try (InputStream file = MailText.class.getResourceAsStream(language + ".properties")) {
                Properties texts = new Properties();
                texts.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
                return texts;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /**
         * A mail of a kind, with a link.
         *
         * @param tag the user's language; null when they have chosen none
         */
        MailText of(Kind kind, @Nullable String tag, String name, String link) {
            return text(kind, tag, name, link, "");
        }

        /** Digits to log in with, and a link that does the same. */
        MailText code(@Nullable String tag, String name, String link, String digits) {
            return text(Kind.CODE, tag, name, link, digits);
        }

        private MailText text(Kind kind, @Nullable String tag, String name, String link, String digits) {
            String language = language(tag);
            Properties texts = Objects.requireNonNull(languages.get(language));
            String hello = texts.getProperty("hello").replace("{name}", name);
            String what = texts.getProperty(kind.key("what")).replace("{digits}", digits);
            String note = texts.getProperty(kind.key("note"));
            return new MailText(
                    texts.getProperty(kind.key("subject")),
                    String.join("\n\n", hello, what, link, note) + "\n",
                    HTML.formatted(
                            language,
                            escaped(hello),
                            escaped(what),
                            escaped(link),
                            escaped(texts.getProperty(kind.key("do"))),
                            escaped(note)));
        }

        private String language(@Nullable String tag) {
            String language = tag == null ? "" : Locale.forLanguageTag(tag).getLanguage();
            return languages.containsKey(language) ? language : LANGUAGES.getFirst();
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
