package dev.cogo.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the server again when it has died, on the same port, for as long as it takes; keeps its log bounded. */
final class ServerWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServerWatch.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(30);

    private final ServerProcess server;
    private final ServerLog serverLog;
    private final int port;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    ServerWatch(ServerProcess server, ServerLog serverLog, int port) {
        this.server = server;
        this.serverLog = serverLog;
        this.port = port;
        this.thread = Thread.ofPlatform().daemon().name("postgres-watch").start(this::watch);
    }

    private void watch() {
        Duration interval = INTERVAL;
        try {
            while (!closing.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                interval = look() ? INTERVAL : longer(interval);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False if the server is down and stays down for now. */
    private boolean look() {
        try {
            if (server.running().isEmpty()) {
                log.warn("PostgreSQL has died; starting it again");
                server.start(port);
                log.info("PostgreSQL is up again on port {}", port);
            }
            serverLog.cutIfLong();
            return true;
        } catch (RuntimeException e) {
            // Whatever it is: a watch that ends for it would leave the database down for good.
            log.error("PostgreSQL is down and could not be started; it will be tried again", e);
            return false;
        } catch (IOException e) {
            log.warn("PostgreSQL's log {} could not be cut", serverLog.file(), e);
            return true;
        }
    }

    private static Duration longer(Duration interval) {
        Duration twice = interval.multipliedBy(2);
        return twice.compareTo(LONGEST_INTERVAL) < 0 ? twice : LONGEST_INTERVAL;
    }

    /** Waits for a start that is under way. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
