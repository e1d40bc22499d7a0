package dev.cogo.node;

import dev.cogo.agentbridge.http.AgentHttp;
import dev.cogo.agentbridge.registry.ParamsSchemas;
import dev.cogo.agentbridge.registry.Registry;
import dev.cogo.agentbridge.registry.RemoteCards;
import dev.cogo.agentbridge.registry.RemoteTokens;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.config.Setting;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.network.EgressFilter;
import dev.cogo.runtime.network.EgressPolicy;
import dev.cogo.runtime.secret.DerivedSecrets;
import dev.cogo.schema.agent.AddAgentSecret;
import dev.cogo.schema.agent.Agent;
import dev.cogo.schema.agent.AgentKind;
import dev.cogo.schema.agent.AgentLimits;
import dev.cogo.schema.agent.AgentPage;
import dev.cogo.schema.agent.AgentSecret;
import dev.cogo.schema.agent.AgentSettings;
import dev.cogo.schema.agent.AgentSkill;
import dev.cogo.schema.agent.AgentToken;
import dev.cogo.schema.agent.CreateAgent;
import dev.cogo.schema.agent.DeleteAgent;
import dev.cogo.schema.agent.ListAgents;
import dev.cogo.schema.agent.UpdateAgent;
import dev.cogo.schema.json.Json;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands on registered agents. They work beside running nodes, which take notice at once. */
final class AgentCommands {
    private static final Setting[] SETTINGS = {
        Setting.DATA_DIR,
        Setting.KEYS_DIR,
        Setting.DATABASE_URL,
        Setting.AGENT_URL,
        Setting.AGENT_URLS,
        Setting.EGRESS_NETWORKS,
        Setting.LOG_LEVEL,
        Setting.LOG_FORMAT
    };

    private AgentCommands() {}

    static CommandSpec spec() {
        return CommandGroup.of(
                "agent",
                "Registered agents: list, add, rotate, disable, enable, remove.",
                SETTINGS,
                List.of(
                        Map.entry("list", new ListAll()),
                        Map.entry("add", new Add()),
                        Map.entry("rotate", new Rotate()),
                        Map.entry("disable", new Disable()),
                        Map.entry("enable", new Enable()),
                        Map.entry("remove", new Remove())));
    }

    /** A command that works on the registry. */
    private abstract static class OnAgents extends AuditedCommand {
        @Override
        final void act(Database database, PrintWriter out) {
            Vertx vertx = vertx();
            var config = NodeConfig.from(settings()).agentBridge();
            EgressFilter egress = new EgressFilter(vertx, new EgressPolicy(config.networks()));
            AgentHttp http = new AgentHttp(vertx, egress, config.attemptTimeout(), 1);
            try {
                work(new Registry(
                        database,
                        config.agents().keySet(),
                        new DerivedSecrets(config.secretsKey(), AgentToken.PREFIX),
                        new ParamsSchemas(),
                        new RemoteCards(http),
                        new RemoteTokens(config.secretsKey()),
                        () -> {}));
            } finally {
                http.close();
            }
        }

        abstract void work(Registry registry);

        final void done(String what, String handle) {
            done(what, "agent", handle);
        }

        final void show(AgentSecret secret) {
            out().println("Its secret, which is shown here and nowhere else:");
            out().println(secret.secret());
        }
    }

    /** One that works on one agent. */
    private abstract static class OnAgent extends OnAgents {
        @Parameters(paramLabel = "HANDLE", description = "What tasks name the agent by.")
        private String handle;

        final String handle() {
            return handle;
        }

        final void setEnabled(Registry registry, boolean enabled) {
            registry.update(new UpdateAgent(
                    handle, new AgentSettings(null, null, null, null, AgentLimits.NONE, null, enabled)));
            done(enabled ? "enable" : "disable", handle);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the registered agents, by handle.")
    private static final class ListAll extends OnAgents {
        @Override
        void work(Registry registry) {
            String cursor = null;
            do {
                AgentPage page = registry.list(new ListAgents(ListAgents.DEFAULT_LIMIT, cursor));
                page.items().forEach(agent -> out().println(line(agent)));
                cursor = page.next();
            } while (cursor != null);
        }

        private static String line(Agent agent) {
            return String.join(
                    "\t",
                    agent.handle(),
                    agent.kind().wireName(),
                    agent.enabled() ? "enabled" : "disabled",
                    agent.url() == null ? "-" : agent.url(),
                    agent.name());
        }
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Registers an agent, and shows its secret.")
    private static final class Add extends OnAgent {
        @Option(
                names = "--kind",
                paramLabel = "KIND",
                required = true,
                description = "push: it is called; pull: it asks; a2a: it is called in the words of A2A.")
        private Kind kind;

        @Option(names = "--name", paramLabel = "NAME", description = "What members see. Default: the handle.")
        private @Nullable String name;

        @Option(names = "--url", paramLabel = "URL", description = "Where it is called.")
        private @Nullable String url;

        @Option(
                names = "--skills",
                paramLabel = "FILE",
                description = "The task types that it takes, as a JSON array like the API's. Default: any.")
        private @Nullable Path skills;

        @Option(
                names = "--token-file",
                paramLabel = "FILE",
                description = "What an A2A agent is shown as a bearer: the file's first line.")
        private @Nullable Path token;

        private enum Kind {
            push,
            pull,
            a2a
        }

        @Override
        void work(Registry registry) {
            Agent made = registry.create(new CreateAgent(
                    handle(),
                    AgentKind.of(kind.name()),
                    new AgentSettings(
                            name == null ? handle() : name,
                            null,
                            url,
                            skills == null ? null : skills(read(skills)),
                            AgentLimits.NONE,
                            null,
                            null,
                            token == null
                                    ? null
                                    : read(token).lines().findFirst().orElse("").strip())));
            done("add", handle());
            made.secrets().forEach(this::show);
        }

        private static List<AgentSkill> skills(String json) {
            try {
                return new JsonArray(json)
                        .stream()
                                .map(skill -> Json.convert((JsonObject) skill, AgentSkill.class))
                                .toList();
            } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
                throw new StartException("the file of --skills has no JSON array of skills", e);
            }
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new StartException("can't read " + file, e);
            }
        }
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Gives an agent a new secret; the one before counts a while longer.")
    private static final class Rotate extends OnAgent {
        @Option(names = "--keep", paramLabel = "SECONDS", description = "For so long. Default: a day.")
        private @Nullable Integer keepSeconds;

        @Override
        void work(Registry registry) {
            AgentSecret secret = registry.addSecret(
                    new AddAgentSecret(handle(), keepSeconds == null ? AddAgentSecret.USUAL_KEEP : keepSeconds));
            done("rotate", handle());
            show(secret);
        }
    }

    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Gives an agent nothing any more, and takes no report of it.")
    private static final class Disable extends OnAgent {
        @Override
        void work(Registry registry) {
            setEnabled(registry, false);
            out().println("Disabled.");
        }
    }

    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Lets an agent work again.")
    private static final class Enable extends OnAgent {
        @Override
        void work(Registry registry) {
            setEnabled(registry, true);
            out().println("Enabled.");
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Takes an agent out; its tasks that are not over fail.")
    private static final class Remove extends OnAgent {
        @Override
        void work(Registry registry) {
            registry.delete(new DeleteAgent(handle()));
            done("remove", handle());
            out().println("Removed.");
        }
    }
}
