package dev.cogo.node;

import dev.cogo.node.config.Settings;
import dev.cogo.node.launch.ReachedDatabase;
import dev.cogo.runtime.backup.Backup;
import dev.cogo.runtime.database.DatabaseConfig;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** Writes the database into a file, beside nodes that go on. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description =
                "Writes the database into a file that is not there yet, as it is at one moment. Nodes may run meanwhile. The keys are"
                        + " not in it: keep a copy of KEYS_DIR and CHAT_ENCRYPTION_KEY elsewhere.")
final class BackupCommand extends BackupFileCommand {
    @Override
    ReachedDatabase reach(Settings settings) {
        return ReachedDatabase.of(settings);
    }

    @Override
    String work(DatabaseConfig database, Path file) {
        Backup.Report made = new Backup(database, VersionProvider.program()).write(file);
        return "%d rows of %d tables as of %s, %d KiB in %s"
                .formatted(made.rows(), made.tables(), made.takenAt(), made.bytes() / 1024, file);
    }
}
