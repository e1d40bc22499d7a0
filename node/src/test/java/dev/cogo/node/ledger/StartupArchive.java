package dev.cogo.node.ledger;

import dev.cogo.runtime.testing.Eventually;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes are started some sixty times in a run of the tests, and half of that work is loading classes: a training run leaves them in
 * an archive (JEP 483, JEP 514; from JDK 25 on), which the JVMs of the nodes map into memory. It takes class paths of jars only, so
 * folders become jars. Made once for all JVMs of the tests.
 */
final class StartupArchive {
    private static final Logger LOG = LoggerFactory.getLogger(StartupArchive.class);
    private static final int FIRST_JDK = 25;
    /** Enough for each kind of work at each door. */
    private static final int MESSAGES = 100;

    private static final Path FOLDER = Path.of("target", "startup").toAbsolutePath();

    private StartupArchive() {}

    /** What a JVM that runs a node is told: its class path, and the archive where one can be made. */
    static List<String> options() {
        return Made.OPTIONS;
    }

    private static List<String> open() {
        String classPath = System.getProperty("java.class.path");
        if (Runtime.version().feature() < FIRST_JDK) {
            return List.of("-cp", classPath);
        }
        try {
            Files.createDirectories(FOLDER);
            try (FileChannel file = FileChannel.open(
                            FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock unused = file.lock()) {
                List<Path> entries = entries(classPath);
                List<String> jars = new ArrayList<>(List.of("-cp", jars(entries)));
                Path archive = FOLDER.resolve(state(entries) + ".aot");
                if (Files.exists(archive) || train(jars, archive)) {
                    jars.add("-XX:AOTCache=" + archive);
                }
                return jars;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> entries(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    /** Names the state of a class path. */
    private static String state(List<Path> entries) throws IOException {
        long state = Runtime.version().hashCode();
        for (Path entry : entries) {
            for (Path file : files(entry)) {
                state = 31 * state + file.hashCode();
                state = 31 * state + Files.size(file);
                state = 31 * state + Files.getLastModifiedTime(file).toMillis();
            }
        }
        return Long.toHexString(state);
    }

    private static List<Path> files(Path entry) throws IOException {
        try (Stream<Path> files = Files.walk(entry)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String jars(List<Path> entries) throws IOException {
        List<String> jars = new ArrayList<>();
        for (Path entry : entries) {
            jars.add((Files.isDirectory(entry) ? jar(entry) : entry).toString());
        }
        return String.join(File.pathSeparator, jars);
    }

    private static Path jar(Path folder) throws IOException {
        Path jar = FOLDER.resolve(state(List.of(folder)) + ".jar");
        if (Files.exists(jar)) {
            return jar;
        }
        Path part = FOLDER.resolve("part.jar");
        int status = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "-c0f", part.toString(), "-C", folder.toString(), ".");
        if (status != 0) {
            throw new IOException("no jar could be made of " + folder);
        }
        return Files.move(part, jar);
    }

    /** Runs a node that makes the archive when it ends, after all that people do at one of two; false when none came of it. */
    private static boolean train(List<String> classPath, Path archive) throws IOException {
        Path data = Files.createTempDirectory(FOLDER, "data");
        List<String> options = new ArrayList<>(classPath);
        options.add("-XX:AOTCacheOutput=" + archive);
        try (TestSystem system = TestSystem.start(data, List.of(Map.of(), Map.of()), nodes -> {
            nodes.getFirst().launch(options, Map.of());
            nodes.getLast().launch(classPath, Map.of());
        })) {
            List<String> sessions = system.sessions(4);
            List<Listener> listeners = Listener.everywhere(system, sessions);
            Ledger ledger = new Ledger();
            try (Sender.Group senders = Sender.start(system, 8, sessions, ledger)) {
                Eventually.until("some messages", Duration.ofSeconds(60), () -> ledger.acks() > MESSAGES);
                senders.finish();
            }
            listeners.forEach(Listener::close);
            system.node(0).stop();
            if (!Files.exists(archive)) {
                LOG.warn("there is no archive for quicker starts: {}", system.complaints());
            }
        }
        TestSystem.makeLogs();
        delete(data);
        return Files.exists(archive);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> contents = Files.walk(folder)) {
            for (Path path : contents.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Its options are made when they are first asked for. */
    private static final class Made {
        private static final List<String> OPTIONS = open();
    }
}
