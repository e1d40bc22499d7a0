package dev.cogo.node;

import dev.cogo.gateway.auth.token.SigningKeys;
import dev.cogo.node.config.LogSetup;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.config.Settings;
import dev.cogo.runtime.audit.AuditLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "rotate-key",
        mixinStandardHelpOptions = true,
        description =
                "Makes a new key for signing access tokens. Running nodes take it within a minute; tokens of the old"
                        + " key stay valid until they expire.")
final class RotateKeyCommand implements Callable<Integer> {
    private static final Duration RETENTION = Duration.ofDays(2);

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = SettingOptions.read(spec.commandLine().getParseResult());
        LogSetup.apply(settings);
        Path keysDir = NodeConfig.keysDir(settings);
        // Longer than any access token lives, with a margin for clocks that differ.
        String kid = SigningKeys.open(keysDir, new AuditLog()).rotate(RETENTION);
        spec.commandLine().getOut().println("The new key is " + kid + " in " + keysDir + ".");
        return 0;
    }
}
