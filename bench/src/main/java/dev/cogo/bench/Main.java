package dev.cogo.bench;

import picocli.CommandLine;

/** The command line of the load generator. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new MessagesCommand())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    // A system that is away or refuses is the usual reason, and its words say which.
                    command.getErr().println("cogo bench: " + failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                });
        System.exit(commandLine.execute(args));
    }
}
