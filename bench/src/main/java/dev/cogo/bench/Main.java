package dev.cogo.bench;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the measurements. Ends with 0, 1 when something failed, or 2 when the command line is wrong. */
@Command(
        name = "cogo bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures what the system does, beside what PostgreSQL alone or other servers do in the same run. Starts"
                        + " all that it needs; DATABASE_URL names another PostgreSQL, whose role may create schemas.")
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine(System.getenv()).execute(args));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new Main())
                .addSubcommand(new MessagesCommand(new CommonOptions(environment)))
                .addSubcommand(new HistoryCommand(new CommonOptions(environment)))
                .addSubcommand(new SoakCommand(new CommonOptions(environment)))
                .addSubcommand(new FanOutCommand(new CommonOptions(environment)))
                .addSubcommand(new RoomsCommand(new CommonOptions(environment)))
                .addSubcommand(new StartCommand(new CommonOptions(environment)))
                .addSubcommand(new ClusterCommand(new CommonOptions(environment)))
                .addSubcommand(new AiCommand(new CommonOptions(environment)))
                .addSubcommand(new AbuseCommand(new CommonOptions(environment)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(110)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    // A database that is away or refuses is the usual reason, and its words say which.
                    command.getErr().println("cogo bench: " + failure);
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }
}
