package dev.cogo.node;

import dev.cogo.node.config.LogSetup;
import dev.cogo.node.config.Setting;
import dev.cogo.node.config.Settings;
import dev.cogo.node.launch.ReachedDatabase;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.database.FirstConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command between the whole database and a file. */
abstract class BackupFileCommand implements Callable<Integer> {
    private static final Setting[] SETTINGS = {
        Setting.DATA_DIR, Setting.DATABASE_URL, Setting.LOG_LEVEL, Setting.LOG_FORMAT
    };

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The backup's file.")
    private Path file;

    final CommandSpec withSettings() {
        CommandSpec made = CommandSpec.forAnnotatedObject(this);
        SettingOptions.add(made, SETTINGS);
        return made;
    }

    @Override
    public final Integer call() {
        Settings settings = SettingOptions.read(spec.commandLine().getParseResult());
        LogSetup.apply(settings);
        try (ReachedDatabase reached = reach(settings)) {
            DatabaseConfig config = FirstConnection.to(reached.config(), Duration.ZERO);
            spec.commandLine().getOut().println(work(config, file.toAbsolutePath()));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    abstract ReachedDatabase reach(Settings settings);

    /** Does it, and says in a line what was done. */
    abstract String work(DatabaseConfig database, Path file);
}
