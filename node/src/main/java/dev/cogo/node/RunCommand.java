package dev.cogo.node;

import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.gateway.supabase.ApiKeys.Role;
import dev.cogo.node.config.LogSetup;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.config.Settings;
import dev.cogo.node.launch.LocalRun;
import dev.cogo.node.launch.NodeGroup;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "cogo run",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        usageHelpWidth = 110,
        description = "Runs a node of Cogo Chat, or several on this machine.")
final class RunCommand implements Callable<Integer> {
    private static final int MAX_NODES = 16;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            description = "Run N nodes as one cluster on this machine, on consecutive ports. Default: ${DEFAULT-VALUE}")
    private int nodes;

    @Option(
            names = "--with-example-agent",
            description = "Also run the example agent, which counts words (needs Node.js).")
    private boolean withExampleAgent;

    @Option(names = NodeGroup.TIED_OPTION, hidden = true)
    private boolean stopWhenInputEnds;

    // Public by nature: it goes into every app. The key of servers is a secret, and logs are read by many.
    private static void showKey(NodeConfig config) {
        // Not a field: the first logger that is made must find what LogSetup has set.
        LoggerFactory.getLogger(RunCommand.class)
                .info(
                        "the anonymous API key for supabase-js is {}; the command api-keys shows the service key too",
                        ApiKeys.make(Role.ANON, config.gateway().secrets().anonKeySecret()));
    }

    @Override
    public Integer call() throws Exception {
        if (nodes < 1 || nodes > MAX_NODES) {
            throw new ParameterException(spec.commandLine(), "--nodes must be 1 to " + MAX_NODES);
        }
        Settings settings = SettingOptions.read(spec.commandLine().getParseResult());
        LogSetup.apply(settings);
        NodeConfig config = NodeConfig.from(settings);
        Runtime runtime = Runtime.getRuntime();
        if (!stopWhenInputEnds) {
            showKey(config);
        }
        LocalRun run = LocalRun.start(settings, config, nodes, withExampleAgent, Node::start, Main.class.getName());
        runtime.addShutdownHook(new Thread(run::close, "stop"));
        if (stopWhenInputEnds) {
            while (System.in.read() >= 0) {
                // nothing is ever sent: only the end matters
            }
            runtime.exit(0);
        }
        run.awaitEnd();
        // After a stop signal this status does not count; without one, every node of a group has died.
        return CommandLine.ExitCode.SOFTWARE;
    }
}
