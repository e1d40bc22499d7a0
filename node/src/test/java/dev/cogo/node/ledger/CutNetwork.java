package dev.cogo.node.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A network for three nodes that can be cut, of Linux network namespaces: each node is in one of its own, with two lines. One
 * goes to the outside, where clients and the database are, and always holds. The other goes to the other nodes: the first two
 * are on one bridge, the third on another, and the cut takes down the line between the bridges, so that whatever is sent over it
 * is lost in silence.
 *
 * <p>Needs root, {@code ip} of iproute2 and iptables. Everything is in the namespaces, save the end of one line with an address here, and
 * goes with them.
 */
final class CutNetwork implements AutoCloseable {
    static final int NODES = 3;

    private final String name = "cogo" + ProcessHandle.current().pid();
    /** Two networks of 10.0.0.0/8 by the process, so that tests at the same time do not meet. */
    private final int octet = (int) (ProcessHandle.current().pid() % 120) * 2;

    private final String bridges = name + "-x";

    private CutNetwork() {}

    /** Empty where namespaces can't be made. */
    static Optional<CutNetwork> open() {
        CutNetwork network = new CutNetwork();
        try {
            network.make();
            return Optional.of(network);
        } catch (IOException | UncheckedIOException e) {
            network.close();
            return Optional.empty();
        }
    }

    private void make() throws IOException {
        ip("netns", "add", bridges);
        for (String bridge : List.of("out", "left", "right")) {
            inside(bridges, "link", "add", bridge, "type", "bridge");
            inside(bridges, "link", "set", bridge, "up");
        }
        inside(bridges, "link", "add", "cut", "type", "veth", "peer", "name", "tuc");
        plug("cut", "left");
        plug("tuc", "right");
        ip("link", "add", name, "type", "veth", "peer", "name", "here", "netns", bridges);
        plug("here", "out");
        ip("address", "add", here() + "/24", "dev", name);
        ip("link", "set", name, "up");
        for (int node = 0; node < NODES; node++) {
            ip("netns", "add", namespace(node));
            inside(namespace(node), "link", "set", "lo", "up");
            line(node, "out", "out", outside(node));
            line(node, "mesh", node == NODES - 1 ? "right" : "left", mesh(node));
            hearAndSpeak(node);
        }
    }

    private void line(int node, String device, String bridge, String address) throws IOException {
        String end = device + node;
        inside(namespace(node), "link", "add", device, "type", "veth", "peer", "name", end, "netns", bridges);
        plug(end, bridge);
        inside(namespace(node), "address", "add", address + "/24", "dev", device);
        inside(namespace(node), "link", "set", device, "up");
    }

    private void plug(String device, String bridge) throws IOException {
        inside(bridges, "link", "set", device, "master", bridge);
        inside(bridges, "link", "set", device, "up");
    }

    /** The address of this process for the nodes. */
    String here() {
        return "10." + 213 + "." + octet + ".250";
    }

    private String outside(int node) {
        return "10." + 213 + "." + octet + "." + (node + 1);
    }

    private String mesh(int node) {
        return "10." + 213 + "." + (octet + 1) + "." + (node + 1);
    }

    private String namespace(int node) {
        return name + "-" + node;
    }

    List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            places.add(new Place(mesh(node), outside(node), List.of("ip", "netns", "exec", namespace(node))));
        }
        return places;
    }

    /** Parts the last node from the others. */
    void cut() {
        set("down");
    }

    void heal() {
        set("up");
    }

    /** Drops in silence what comes to a node at a port, from any node. */
    void deafen(int node, String port) {
        filter(node, "INPUT", port);
    }

    /** Drops in silence what a node sends to a port of any node. */
    void mute(int node, String port) {
        filter(node, "OUTPUT", port);
    }

    private void filter(int node, String chain, String port) {
        firewall(node, "-A", chain, "-p", "tcp", "--dport", port, "-j", "DROP");
    }

    /** Drops nothing any more. */
    void hearAndSpeak(int node) {
        firewall(node, "-F");
    }

    private void firewall(int node, String... arguments) {
        List<String> command = new ArrayList<>(List.of("netns", "exec", namespace(node), "iptables", "-w"));
        command.addAll(List.of(arguments));
        try {
            ip(command.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void set(String state) {
        try {
            inside(bridges, "link", "set", "cut", state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void inside(String namespace, String... command) throws IOException {
        ip(Stream.concat(Stream.of("-n", namespace), Stream.of(command)).toArray(String[]::new));
    }

    private static void ip(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of("ip"));
        all.addAll(List.of(command));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", all) + ": " + said);
        }
    }

    @Override
    public void close() {
        List<String> namespaces = new ArrayList<>(List.of(bridges));
        for (int node = 0; node < NODES; node++) {
            namespaces.add(namespace(node));
        }
        for (String namespace : namespaces) {
            try {
                ip("netns", "delete", namespace);
            } catch (IOException e) {
                // it was not made
            }
        }
    }
}
