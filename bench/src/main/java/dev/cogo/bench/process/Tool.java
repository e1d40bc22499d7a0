package dev.cogo.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Short commands of the system. */
public final class Tool {
    private Tool() {}

    /** Runs a command to its end; what it wrote, or empty when it failed or is not there. */
    public static Optional<String> run(List<String> command) {
        return run(command, Path.of("."));
    }

    /** Likewise, in a folder. */
    public static Optional<String> run(List<String> command, Path folder) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
