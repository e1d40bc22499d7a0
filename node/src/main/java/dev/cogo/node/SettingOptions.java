package dev.cogo.node;

import dev.cogo.node.config.Setting;
import dev.cogo.node.config.Settings;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Settings as command-line options. Secrets are named in the help and read from the environment or the file only. */
final class SettingOptions {
    private static final String CONFIG = "--config";

    private SettingOptions() {}

    static void add(CommandSpec command, Setting... settings) {
        command.addOption(OptionSpec.builder(CONFIG)
                .type(Path.class)
                .paramLabel("FILE")
                .description("Properties file with settings under their upper-case names.")
                .build());
        StringBuilder secrets = new StringBuilder();
        for (Setting setting : settings) {
            if (setting.secret()) {
                secrets.append("%n  ").append(setting.name()).append("%n      ").append(setting.description());
            } else {
                command.addOption(option(setting));
            }
        }
        if (!secrets.isEmpty()) {
            command.usageMessage()
                    .footer(
                            "%nSecrets come from the environment or the file only, or, by the same name with _FILE, from a file of their own:"
                                    + secrets
                                    + "%n%nEach option is also an environment variable: --http-port is HTTP_PORT.");
        }
    }

    private static OptionSpec option(Setting setting) {
        String shown = setting.defaultValue()
                .filter(value -> !value.isEmpty())
                .map(value -> " Default: " + value)
                .orElse("");
        // A flag may stand alone (--cluster) or with a value (--cluster=false).
        boolean flag =
                setting.defaultValue().filter(value -> value.equals("false")).isPresent();
        OptionSpec.Builder option = OptionSpec.builder(setting.option())
                .type(String.class)
                .description(setting.description() + shown.replace("%", "%%"));
        return (flag ? option.arity("0..1").fallbackValue("true").paramLabel("true|false") : option.paramLabel("VALUE"))
                .build();
    }

    static Settings read(ParseResult parsed) {
        Map<Setting, String> options = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String value = parsed.matchedOptionValue(setting.option(), null);
            if (value != null) {
                options.put(setting, value);
            }
        }
        return Settings.collect(options, System.getenv(), parsed.matchedOptionValue(CONFIG, null));
    }
}
