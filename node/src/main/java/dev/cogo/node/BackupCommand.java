package dev.cogo.node;

import dev.cogo.node.config.LogSetup;
import dev.cogo.node.config.Setting;
import dev.cogo.node.config.Settings;
import dev.cogo.node.launch.ReachedDatabase;
import dev.cogo.runtime.backup.Backup;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.database.FirstConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the database into a file, beside nodes that go on. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description =
                "Writes the database into a file, as it is at one moment. Nodes may run meanwhile. The keys are not in it:"
                        + " keep a copy of KEYS_DIR and CHAT_ENCRYPTION_KEY elsewhere.")
final class BackupCommand implements Callable<Integer> {
    private static final Setting[] SETTINGS = {
        Setting.DATA_DIR, Setting.DATABASE_URL, Setting.LOG_LEVEL, Setting.LOG_FORMAT
    };

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file, which must not be there yet.")
    private Path file;

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.forAnnotatedObject(new BackupCommand());
        SettingOptions.add(spec, SETTINGS);
        return spec;
    }

    @Override
    public Integer call() {
        Settings settings = SettingOptions.read(spec.commandLine().getParseResult());
        LogSetup.apply(settings);
        try (ReachedDatabase reached = ReachedDatabase.of(settings)) {
            DatabaseConfig config = FirstConnection.to(reached.config(), Duration.ZERO);
            Backup.Report made = new Backup(config, VersionProvider.program()).write(file.toAbsolutePath());
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%d rows of %d tables as of %s, %d KiB in %s%n",
                            made.rows(), made.tables(), made.takenAt(), made.bytes() / 1024, file);
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
