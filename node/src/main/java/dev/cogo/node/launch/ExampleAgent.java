package dev.cogo.node.launch;

import dev.cogo.node.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The example agent of {@code docs/examples/word-count-agent}, run by Node.js beside this node. */
public final class ExampleAgent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExampleAgent.class);
    private static final String SCRIPT = "word-count-agent/agent.mjs";

    private final Process process;
    private final Path script;

    private ExampleAgent(Process process, Path script) {
        this.process = process;
        this.script = script;
    }

    /**
     * Starts it on the port of the agent's URL.
     *
     * @param token given in its environment, where other users of the machine can't read it
     * @throws ConfigException when Node.js is missing, or the URL has no port
     */
    public static ExampleAgent start(URI agentUrl, String token) {
        if (agentUrl.getPort() < 0) {
            throw new ConfigException(
                    "--with-example-agent needs an AGENT_URL with a port, such as http://localhost:6001");
        }
        try (InputStream source = ExampleAgent.class.getClassLoader().getResourceAsStream(SCRIPT)) {
            if (source == null) {
                throw new IllegalStateException(SCRIPT + " is not in the jar");
            }
            Path script = Files.createTempFile("cogo-agent", ".mjs");
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
            ProcessBuilder builder = new ProcessBuilder("node", script.toString())
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("AGENT_SERVICE_TOKEN", token);
            builder.environment().put("PORT", Integer.toString(agentUrl.getPort()));
            Process process = builder.start();
            LOG.info("the example agent is process {} on {}", process.pid(), agentUrl);
            return new ExampleAgent(process, script);
        } catch (IOException e) {
            if (e.getMessage() != null && e.getMessage().contains("\"node\"")) {
                throw new ConfigException("--with-example-agent needs Node.js 20 or newer (node) on the path");
            }
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(script);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("{} stays", script, e);
        }
    }
}
