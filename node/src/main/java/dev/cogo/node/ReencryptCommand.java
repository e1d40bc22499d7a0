package dev.cogo.node;

import dev.cogo.chat.encryption.EncryptionKeys;
import dev.cogo.chat.encryption.Reencryption;
import dev.cogo.node.config.ConfigException;
import dev.cogo.node.config.LogSetup;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.config.Setting;
import dev.cogo.node.config.Settings;
import dev.cogo.node.launch.ReachedDatabase;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Reserve;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.database.FirstConnection;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "reencrypt-messages",
        mixinStandardHelpOptions = true,
        description =
                "Encrypts all messages of encrypted sessions with the first key of CHAT_ENCRYPTION_KEY. Nodes may run"
                        + " meanwhile, if they have that key; it can be stopped, and goes on when it is run again.")
final class ReencryptCommand implements Callable<Integer> {
    private static final Duration PROGRESS = Duration.ofSeconds(2);
    // Counting many messages takes its time.
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final Reserve CONNECTION =
            new Reserve("cogo-reencrypt", 1, TIMEOUT, Map.of("statement_timeout", Long.toString(TIMEOUT.toMillis())));

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = SettingOptions.read(spec.commandLine().getParseResult());
        LogSetup.apply(settings);
        EncryptionKeys keys = NodeConfig.encryptionKeys(settings);
        if (keys.first().isEmpty()) {
            throw new ConfigException(Setting.CHAT_ENCRYPTION_KEY + " must be set, with the new key first");
        }
        try (ReachedDatabase reached = ReachedDatabase.of(settings)) {
            return reencrypt(FirstConnection.to(reached.config(), Duration.ZERO), keys);
        }
    }

    private int reencrypt(DatabaseConfig config, EncryptionKeys keys) {
        PrintWriter out = spec.commandLine().getOut();
        Vertx vertx = Vertx.vertx();
        try {
            Database database = Database.open(vertx, config, CONNECTION);
            Reencryption.Report report = new Reencryption(database, keys, new Progress(out)).run();
            out.println(report.done() + " messages were encrypted with the key "
                    + keys.first().orElseThrow() + ".");
            report.messages().forEach((keyId, messages) -> out.println("  key " + keyId + ": " + messages));
            if (report.unreadable() > 0) {
                out.println(report.unreadable() + " messages do not open with their key and were left as they are; the"
                        + " log names them.");
                return 1;
            }
            return 0;
        } finally {
            out.flush();
            vertx.close().await();
        }
    }

    /** A line every few seconds. */
    private static final class Progress implements LongConsumer {
        private final PrintWriter out;
        private long shownAt = System.nanoTime();

        Progress(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void accept(long done) {
            if (System.nanoTime() - shownAt >= PROGRESS.toNanos()) {
                shownAt = System.nanoTime();
                out.println(done + " messages ...");
                out.flush();
            }
        }
    }
}
