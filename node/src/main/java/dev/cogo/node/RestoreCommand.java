package dev.cogo.node;

import dev.cogo.node.config.LogSetup;
import dev.cogo.node.config.Setting;
import dev.cogo.node.config.Settings;
import dev.cogo.node.launch.ReachedDatabase;
import dev.cogo.runtime.backup.Restore;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.database.FirstConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a backup into an empty database, before the first node starts on it. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description =
                "Puts a backup into the empty database of DATABASE_URL, or a new embedded one in DATA_DIR. Tables of an older version are"
                        + " brought to this one. Start nodes afterwards, with the keys that belong to it.")
final class RestoreCommand implements Callable<Integer> {
    private static final Setting[] SETTINGS = {
        Setting.DATA_DIR, Setting.DATABASE_URL, Setting.LOG_LEVEL, Setting.LOG_FORMAT
    };

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "What backup has written.")
    private Path file;

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.forAnnotatedObject(new RestoreCommand());
        SettingOptions.add(spec, SETTINGS);
        return spec;
    }

    @Override
    public Integer call() {
        Settings settings = SettingOptions.read(spec.commandLine().getParseResult());
        LogSetup.apply(settings);
        try (ReachedDatabase reached = ReachedDatabase.orNew(settings)) {
            DatabaseConfig config = FirstConnection.to(reached.config(), Duration.ZERO);
            Restore.Report done = new Restore(config).read(file.toAbsolutePath());
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%d rows of %d tables as of %s, made by %s; %d migrations brought them to this version%n",
                            done.rows(), done.tables(), done.takenAt(), done.program(), done.migrations());
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
