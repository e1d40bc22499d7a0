package dev.cogo.node.config;

import io.vertx.core.transport.Transport;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How sockets are served: the JDK's way, or one of Linux's own. */
public enum SocketTransport {
    /** Epoll where it can be loaded, else NIO. */
    AUTO,
    NIO,
    EPOLL,
    /** About a sixth less CPU for a delivery than epoll, but for new kernels, and often forbidden in containers. */
    IO_URING;

    // Netty's rings have 128 entries: with hundreds of listeners each event goes round several times (half the
    // deliveries a
    // second). The kernel may overflow the completions' ring, so that one is four times as long.
    private static final String RING = "4096";
    private static final String COMPLETIONS = "16384";

    static SocketTransport from(Settings settings) {
        String name = settings.oneOf(Setting.TRANSPORT, "auto", "nio", "epoll", "io_uring");
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /**
     * Loads it. To be called before Netty is used for anything else, for Netty reads the sizes of its rings once.
     *
     * @throws ConfigException when this machine has not got it
     */
    public Transport load() {
        return switch (this) {
            case AUTO -> isUsable(Transport.EPOLL) ? Transport.EPOLL : Transport.NIO;
            case NIO -> Transport.NIO;
            case EPOLL -> usable(Transport.EPOLL);
            case IO_URING -> {
                setUnlessGiven("io.netty.iouring.ringSize", RING);
                setUnlessGiven("io.netty.iouring.cqSize", COMPLETIONS);
                yield usable(Transport.IO_URING);
            }
        };
    }

    private Transport usable(@Nullable Transport transport) {
        if (transport != null && isUsable(transport)) {
            return transport;
        }
        Throwable cause = transport == null ? null : transport.unavailabilityCause();
        String reason = cause == null ? "there is none for this system" : cause.getMessage();
        throw new ConfigException(
                "TRANSPORT " + name().toLowerCase(Locale.ROOT) + " can't be loaded on this machine: " + reason);
    }

    private static boolean isUsable(@Nullable Transport transport) {
        return transport != null && transport.available();
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
