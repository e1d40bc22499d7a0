package dev.cogo.node.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** How a node is called in logs: what was given, or the machine's name and the HTTP port, which together are its own. */
final class NodeName {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

    private NodeName() {}

    static String of(Settings settings) {
        return settings.optional(Setting.NODE_NAME)
                .map(given -> settings.parse(
                        Setting.NODE_NAME,
                        "must be 1 to 100 letters, digits, dots, colons, '-' and '_'",
                        NodeName::checked))
                .orElseGet(() -> host() + ":" + settings.port(Setting.HTTP_PORT));
    }

    private static String checked(String name) {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException();
        }
        return name;
    }

    private static String host() {
        String container = System.getenv("HOSTNAME");
        if (container != null && FORM.matcher(container).matches()) {
            return container;
        }
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return FORM.matcher(name).matches() ? name : "node";
        } catch (UnknownHostException e) {
            return "node";
        }
    }
}
