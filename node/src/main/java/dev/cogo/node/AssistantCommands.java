package dev.cogo.node;

import dev.cogo.ai.AiConfig;
import dev.cogo.ai.assistant.AssistantModels;
import dev.cogo.ai.assistant.AssistantRegistry;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.config.Setting;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.assistant.Assistant;
import dev.cogo.schema.assistant.AssistantPage;
import dev.cogo.schema.assistant.AssistantSettings;
import dev.cogo.schema.assistant.CreateAssistant;
import dev.cogo.schema.assistant.ListAssistants;
import dev.cogo.schema.assistant.UpdateAssistant;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands on assistants. They work beside running nodes, whose next answers know of it. */
final class AssistantCommands {
    private static final Setting[] SETTINGS = {
        Setting.DATA_DIR,
        Setting.DATABASE_URL,
        Setting.AI_MODELS,
        Setting.AI_PRICES,
        Setting.GEMINI_API_KEY,
        Setting.OPENAI_API_KEY,
        Setting.OPENAI_BASE_URL,
        Setting.LOG_LEVEL,
        Setting.LOG_FORMAT
    };

    private AssistantCommands() {}

    static CommandSpec spec() {
        return CommandGroup.of(
                "assistant",
                "Assistants: list, create, set, disable, enable.",
                SETTINGS,
                List.of(
                        Map.entry("list", new ListAll()),
                        Map.entry("create", new Create()),
                        Map.entry("set", new Set()),
                        Map.entry("disable", new Disable()),
                        Map.entry("enable", new Enable())));
    }

    /** A command that works on the assistants. */
    private abstract static class OnAssistants extends AuditedCommand {
        @Override
        final void act(Database database, PrintWriter out) {
            AiConfig config = NodeConfig.from(settings()).ai();
            work(new AssistantRegistry(
                    database,
                    new AssistantModels(
                            config.router().models(), config.spending().prices())));
        }

        abstract void work(AssistantRegistry assistants);
    }

    /** One that works on one assistant. */
    private abstract static class OnAssistant extends OnAssistants {
        @Parameters(paramLabel = "HANDLE", description = "What messages call the assistant by, without the @.")
        private String handle;

        final String handle() {
            return handle;
        }

        final void update(AssistantRegistry assistants, String what, AssistantSettings settings) {
            assistants.update(new UpdateAssistant(handle, settings));
            done(what, "assistant", handle);
        }
    }

    /** What is said of an assistant; an empty text and 0 take back what was said. */
    private static final class Said {
        @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
        private @Nullable String description;

        @Option(names = "--avatar", paramLabel = "EMOJI", description = "One emoji, or the https address of a picture.")
        private @Nullable String avatar;

        @Option(
                names = "--model",
                paramLabel = "MODEL",
                description = "One of AI_MODELS that it asks, as gemini:NAME; several in their order. Default: all.")
        private @Nullable List<String> models;

        @Option(
                names = "--template",
                paramLabel = "FILE",
                description = "What the model is told of it; may say {{name}}, {{language}} and {{languageName}}.")
        private @Nullable Path template;

        @Option(
                names = "--language",
                paramLabel = "TAG",
                description = "What it writes in, when the request says nothing.")
        private @Nullable String language;

        @Option(names = "--max-tokens", paramLabel = "N", description = "Of an answer, below AI_MAX_OUTPUT_TOKENS.")
        private @Nullable Integer maxTokens;

        @Option(
                names = "--tool",
                paramLabel = "TOOL",
                description = "One of AI_TOOLS: a server, or SERVER__TOOL; * for all. Default: none.")
        private @Nullable List<String> tools;

        @Option(names = "--day", paramLabel = "DOLLARS", description = "What it may spend in a day.")
        private @Nullable BigDecimal day;

        @Option(names = "--month", paramLabel = "DOLLARS", description = "What it may spend in a month.")
        private @Nullable BigDecimal month;

        AssistantSettings settings(@Nullable String handle, @Nullable String name) {
            return new AssistantSettings(
                    handle,
                    name,
                    description,
                    avatar,
                    models,
                    template == null ? null : read(template),
                    language,
                    maxTokens,
                    tools,
                    micros(day),
                    micros(month),
                    null);
        }

        private static @Nullable Long micros(@Nullable BigDecimal dollars) {
            try {
                return dollars == null ? null : dollars.movePointRight(6).longValueExact();
            } catch (ArithmeticException e) {
                throw new StartException("an amount must be dollars, to the millionth", e);
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

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the assistants, by handle.")
    private static final class ListAll extends OnAssistants {
        @Override
        void work(AssistantRegistry assistants) {
            String cursor = null;
            do {
                AssistantPage page = assistants.list(new ListAssistants(ListAssistants.MAX_LIMIT, cursor));
                page.items().forEach(assistant -> out().println(line(assistant)));
                cursor = page.next();
            } while (cursor != null);
        }

        private static String line(Assistant assistant) {
            return String.join(
                    "\t",
                    assistant.handle(),
                    assistant.enabled() ? "enabled" : "disabled",
                    assistant.models().isEmpty() ? "-" : String.join(",", assistant.models()),
                    assistant.name());
        }
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Makes an assistant.")
    private static final class Create extends OnAssistant {
        @Option(names = "--name", paramLabel = "NAME", description = "What members see. Default: the handle.")
        private @Nullable String name;

        @Mixin
        private Said said;

        @Override
        void work(AssistantRegistry assistants) {
            Assistant made =
                    assistants.create(new CreateAssistant(said.settings(handle(), name == null ? handle() : name)));
            done("create", "assistant", handle());
            out().println("Members add it to their sessions by its id, " + made.id() + ", or find it by its name.");
        }
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Changes an assistant; an empty text and 0 take back what was said.")
    private static final class Set extends OnAssistant {
        @Option(names = "--name", paramLabel = "NAME", description = "What members see.")
        private @Nullable String name;

        @Option(names = "--handle", paramLabel = "NEW", description = "What messages call it by from now on.")
        private @Nullable String newHandle;

        @Mixin
        private Said said;

        @Override
        void work(AssistantRegistry assistants) {
            update(assistants, "set", said.settings(newHandle, name));
            out().println("Changed.");
        }
    }

    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Has an assistant answer nobody any more; what it wrote stays its own.")
    private static final class Disable extends OnAssistant {
        @Override
        void work(AssistantRegistry assistants) {
            update(assistants, "disable", AssistantSettings.enabled(false));
            out().println("Disabled.");
        }
    }

    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Lets an assistant answer again.")
    private static final class Enable extends OnAssistant {
        @Override
        void work(AssistantRegistry assistants) {
            update(assistants, "enable", AssistantSettings.enabled(true));
            out().println("Enabled.");
        }
    }
}
