package dev.cogo.node;

import dev.cogo.node.config.Settings;
import dev.cogo.node.launch.ReachedDatabase;
import dev.cogo.runtime.backup.Restore;
import dev.cogo.runtime.database.DatabaseConfig;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** Puts a backup into an empty database, before the first node starts on it. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description =
                "Puts a backup into the empty database of DATABASE_URL, or a new embedded one in DATA_DIR. Tables of an older version are"
                        + " brought to this one. Start nodes afterwards, with the keys that belong to it.")
final class RestoreCommand extends BackupFileCommand {
    @Override
    ReachedDatabase reach(Settings settings) {
        return ReachedDatabase.orNew(settings);
    }

    @Override
    String work(DatabaseConfig database, Path file) {
        Restore.Report done = new Restore(database).read(file);
        return "%d rows of %d tables as of %s, made by %s; %d migrations brought them to this version"
                .formatted(done.rows(), done.tables(), done.takenAt(), done.program(), done.migrations());
    }
}
