package dev.cogo.bench;

import picocli.CommandLine;

/** The command line of the load generator. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new MessagesCommand()).execute(args));
    }
}
