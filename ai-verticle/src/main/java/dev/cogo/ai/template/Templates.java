package dev.cogo.ai.template;

import dev.cogo.ai.provider.Purpose;
import dev.cogo.schema.assistant.Assistant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the model is told, by purpose and language: the built-in templates, and before them those of a folder. A file is named
 * {@code answer.txt}, or {@code answer.pt-BR.txt} for one language; the nearest language wins, then the file of none.
 */
public final class Templates {
    /** What every template may say: the language by its tag, and by its English name, and the assistant's name. */
    public static final Set<String> VARIABLES = Set.of("language", "languageName", "name");

    /** Who writes what no assistant does: titles and summaries. */
    public static final String HOUSE = "Cogo";

    private static final String SUFFIX = ".txt";
    private static final int MAX_BYTES = 32 * 1024;
    private static final List<String> NAMES =
            Stream.of(Purpose.values()).map(Purpose::wireName).toList();

    private final Map<String, Template> templates = new HashMap<>();

    private Templates() {}

    /** Those that are built in. */
    public static Templates builtIn() {
        Templates all = new Templates();
        NAMES.forEach(name -> all.add(name, resource(name + SUFFIX)));
        return all;
    }

    /**
     * Those that are built in, and those of a folder before them.
     *
     * @param folder null for none
     * @throws IllegalArgumentException naming the folder or the file that is wrong
     */
    public static Templates in(@Nullable Path folder) {
        Templates all = builtIn();
        if (folder != null) {
            all.read(folder);
        }
        return all;
    }

    private void read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .forEach(this::readFile);
        } catch (IOException e) {
            throw new IllegalArgumentException("AI_TEMPLATES_DIR %s can't be read".formatted(folder), e);
        }
    }

    private void readFile(Path file) {
        String fileName = file.getFileName().toString();
        String name = fileName.substring(0, fileName.length() - SUFFIX.length());
        if (!NAMES.contains(name.split("\\.", 2)[0])) {
            throw new IllegalArgumentException(
                    "AI_TEMPLATES_DIR has %s; templates are %s, with a language perhaps, as in %s.ko%s"
                            .formatted(fileName, NAMES, NAMES.getFirst(), SUFFIX));
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException("the template %s is longer than 32 KiB".formatted(fileName));
            }
            add(name, Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the template %s is not UTF-8".formatted(fileName), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the template %s can't be read".formatted(fileName), e);
        }
    }

    private void add(String name, String text) {
        templates.put(name.toLowerCase(Locale.ROOT), Template.of(name, text, VARIABLES));
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(Templates.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The template for a purpose that is nearest to a language. */
    public Template of(Purpose purpose, String language) {
        String tag = language.toLowerCase(Locale.ROOT);
        while (!tag.isEmpty()) {
            Template nearest = templates.get(purpose.wireName() + "." + tag);
            if (nearest != null) {
                return nearest;
            }
            tag = tag.substring(0, Math.max(0, tag.lastIndexOf('-')));
        }
        return Objects.requireNonNull(templates.get(purpose.wireName()));
    }

    /**
     * An assistant's own.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static Template own(String name, String text) {
        return Template.of(name, text, VARIABLES);
    }

    /**
     * What the model is told before a conversation: who it is in this chat, then what operators say of the assistant.
     *
     * @param id as the ledger names it: the template's, and after a + the assistant's own
     */
    public record Told(String text, String id) {}

    public Told told(Purpose purpose, String language, Assistant assistant) {
        Map<String, String> values = values(language, assistant.name());
        Template house = of(purpose, language);
        if (assistant.template() == null) {
            return new Told(house.filled(values), house.id());
        }
        Template own = own(assistant.handle(), assistant.template());
        return new Told(house.filled(values) + "\n\n" + own.filled(values), house.id() + "+" + own.id());
    }

    /** What a template says of a language, and of who writes. */
    public static Map<String, String> values(String language, String name) {
        return Map.of(
                "language",
                language,
                "languageName",
                Locale.forLanguageTag(language).getDisplayName(Locale.ENGLISH),
                "name",
                name);
    }
}
