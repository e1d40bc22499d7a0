package dev.cogo.node.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What the command {@code kill} does. */
final class Signals {
    private Signals() {}

    static void stop(List<Long> processes) {
        send("STOP", processes);
    }

    static void goOn(List<Long> processes) {
        send("CONT", processes);
    }

    static void kill(List<Long> processes) {
        send("KILL", processes);
    }

    private static void send(String signal, List<Long> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(process -> command.add(Long.toString(process)));
        try {
            // It fails when one of them has ended by itself meanwhile; the others get the signal all the same.
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
