package dev.cogo.node;

import dev.cogo.gateway.auth.token.SigningKeys;
import dev.cogo.node.config.LogSetup;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.config.Settings;
import dev.cogo.runtime.audit.AuditLog;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "make-keys",
        mixinStandardHelpOptions = true,
        description =
                "Makes the keys that all nodes of a cluster share, in KEYS_DIR, those that are not there yet: for a secret store from"
                        + " which each node gets a copy. A node alone makes its own when it starts.")
final class MakeKeysCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = SettingOptions.read(spec.commandLine().getParseResult());
        LogSetup.apply(settings);
        NodeConfig config = NodeConfig.from(settings);
        SigningKeys.open(config.keysDir(), new AuditLog());
        spec.commandLine().getOut().println("All keys are in " + config.keysDir() + ".");
        return 0;
    }
}
