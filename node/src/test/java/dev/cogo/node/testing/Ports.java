package dev.cogo.node.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for nodes that come back. They lie below those that the system gives to outgoing connections (from 32768 on Linux) and
 * those that an embedded PostgreSQL takes, so that nobody takes one while its node is down. Each of the JVMs that run tests at the
 * same time has a range of its own.
 */
public final class Ports {
    private static final int COUNT = 2_000;
    private static final int FIRST = 10_000 + COUNT * Integer.getInteger("cogo.test.fork", 0);
    private static final int END = FIRST + COUNT;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** One that nobody listens on, and that was not given before. */
    public static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (GIVEN.add(port) && isFree(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
