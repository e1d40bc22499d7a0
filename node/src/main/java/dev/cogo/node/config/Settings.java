package dev.cogo.node.config;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values of all settings, still as text; reading one as a type names the setting when the text does not fit. */
public final class Settings {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private final Map<Setting, String> values;

    private Settings(Map<Setting, String> values) {
        this.values = values;
    }

    /**
     * Collects the values. An empty value counts as none, so that a compose file can pass what may be unset. A secret may be in a file,
     * which the same name with {@code _FILE} names.
     *
     * @param options from the command line
     * @param file properties, or null
     * @throws ConfigException when the file can't be read or has a line that is no setting
     */
    public static Settings collect(Map<Setting, String> options, Map<String, String> environment, @Nullable Path file) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        Properties properties = file == null ? new Properties() : read(file);
        for (Setting setting : Setting.values()) {
            setting.defaultValue().ifPresent(value -> values.put(setting, value));
            put(values, setting, given(setting, properties::getProperty));
            put(values, setting, given(setting, environment::get));
            put(values, setting, options.get(setting));
        }
        return new Settings(values);
    }

    // A secret may stand in a file of its own, as container engines and systemd hand them over.
    private static @Nullable String given(Setting setting, UnaryOperator<@Nullable String> source) {
        String value = source.apply(setting.name());
        String file = setting.secret() ? source.apply(setting.fileName()) : null;
        if (file == null || file.isBlank()) {
            return value;
        } else if (value != null && !value.isBlank()) {
            throw new ConfigException(setting.name() + " and " + setting.fileName() + " are both set; one is enough");
        }
        try {
            return Files.readString(Path.of(file.strip()));
        } catch (IOException | InvalidPathException e) {
            // Without the content, should the path be the secret by mistake.
            throw new ConfigException(setting.fileName() + " names a file that can't be read ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private static void put(Map<Setting, String> values, Setting setting, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            values.put(setting, value.strip());
        }
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException("the configuration file " + file + " can't be read: " + e.getMessage());
        }
        List<String> known = Arrays.stream(Setting.values())
                .flatMap(setting ->
                        setting.secret() ? Stream.of(setting.name(), setting.fileName()) : Stream.of(setting.name()))
                .toList();
        for (String name : properties.stringPropertyNames()) {
            if (!known.contains(name)) {
                throw new ConfigException("the configuration file " + file + " sets " + name + ", which is no setting");
            }
        }
        return properties;
    }

    /** What somebody has set, for handing on to another process; holds secrets. */
    public Map<Setting, String> given() {
        Map<Setting, String> given = new EnumMap<>(values);
        given.entrySet()
                .removeIf(entry -> entry.getKey()
                        .defaultValue()
                        .filter(entry.getValue()::equals)
                        .isPresent());
        return given;
    }

    public Optional<String> optional(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    public String text(Setting setting) {
        return optional(setting).orElse("");
    }

    public Optional<Path> path(Setting setting) {
        return optional(setting).map(Path::of);
    }

    /** The parts between commas, without blanks around them; empty for an empty value. */
    public List<String> list(Setting setting) {
        return Arrays.stream(text(setting).split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    public int number(Setting setting, int min, int max) {
        return parse(setting, "must be a whole number from " + min + " to " + max, text -> {
            int number = Integer.parseInt(text);
            if (number < min || number > max) {
                throw new IllegalArgumentException();
            }
            return number;
        });
    }

    public int port(Setting setting) {
        return number(setting, 1, 65535);
    }

    public boolean flag(Setting setting) {
        return oneOf(setting, "true", "false").equals("true");
    }

    public String oneOf(Setting setting, String... allowed) {
        return parse(setting, "must be one of " + String.join(", ", allowed), text -> {
            if (!List.of(allowed).contains(text)) {
                throw new IllegalArgumentException();
            }
            return text;
        });
    }

    public Duration duration(Setting setting) {
        return parse(setting, "must be a positive duration such as 500ms, 30s, 10m, 24h or 7d", text -> {
            Matcher matcher = DURATION.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException();
            }
            long amount = Long.parseLong(matcher.group(1));
            Duration duration = switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
            if (duration.isZero()) {
                throw new IllegalArgumentException();
            }
            return duration;
        });
    }

    public URI url(Setting setting) {
        return parse(setting, "must be an http or https URL", Settings::url);
    }

    /** Reads an absolute http or https URL; throws {@link IllegalArgumentException} for anything else. */
    static URI url(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // falls through: the same answer as for a URL of another kind
        }
        throw new IllegalArgumentException("not an http or https URL");
    }

    /** Applies the parser; its {@link IllegalArgumentException} becomes a sentence that names the setting. */
    public <T> T parse(Setting setting, String rule, Function<String, T> parser) {
        String text = text(setting);
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            String shown = setting.secret() ? "" : ", not \"" + text + "\"";
            throw new ConfigException(setting.name() + " " + rule + shown);
        }
    }
}
