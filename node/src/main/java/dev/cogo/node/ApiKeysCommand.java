package dev.cogo.node;

import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.gateway.supabase.ApiKeys.Role;
import dev.cogo.node.config.LogSetup;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.config.Settings;
import dev.cogo.node.config.SharedSecret;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "api-keys",
        mixinStandardHelpOptions = true,
        description = "Shows the keys for createClient(url, key) of supabase-js, and makes them when there are none.")
final class ApiKeysCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = SettingOptions.read(spec.commandLine().getParseResult());
        LogSetup.apply(settings);
        Path keysDir = NodeConfig.keysDir(settings);
        PrintWriter out = spec.commandLine().getOut();
        out.println("anon (public, for browsers and apps):");
        out.println(ApiKeys.make(Role.ANON, SharedSecret.readOrMake(keysDir, NodeConfig.ANON_KEY_SECRET)));
        out.println("service_role (a secret, for your own servers):");
        out.println(ApiKeys.make(Role.SERVICE_ROLE, SharedSecret.readOrMake(keysDir, NodeConfig.SERVICE_KEY_SECRET)));
        return 0;
    }
}
