package dev.cogo.gateway.realtime;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A peer that speaks TCP: whatever bytes it likes after the handshake, and it reads what comes back frame by frame. Blocking. */
final class RawPeer implements AutoCloseable {
    /** The connection ended without a close frame. */
    static final int NO_CODE = -1;

    private static final int TIMEOUT_MS = 20_000;
    private static final byte[] PING = {
        (byte) 0x81, (byte) 0x8f, 0, 0, 0, 0, '{', '"', 't', 'y', 'p', 'e', '"', ':', '"', 'p', 'i', 'n', 'g', '"', '}'
    };
    private static final byte[] SOCKJS_PING = FuzzFrame.text("[\"{\\\"type\\\":\\\"ping\\\"}\"]");

    /** How the server took something. */
    record Outcome(int closeCode, List<JsonObject> frames) {
        List<String> errors() {
            return frames.stream()
                    .filter(frame -> "err".equals(frame.getString("type")))
                    .map(frame -> frame.getString("code"))
                    .toList();
        }

        String lastWord() {
            return frames.stream()
                    .filter(frame -> "closing".equals(frame.getString("event")))
                    .map(frame -> frame.getJsonObject("message").getString("reason"))
                    .findFirst()
                    .orElse("");
        }

        boolean isServed() {
            return frames.stream().anyMatch(frame -> "pong".equals(frame.getString("type")));
        }
    }

    private final boolean sockJs;
    private final Socket socket;
    private final DataInputStream in;

    RawPeer(int port, boolean sockJs) throws IOException {
        this.sockJs = sockJs;
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        String path =
                sockJs ? "/eventbus/000/fuzz" + System.identityHashCode(this) + "/websocket" : "/eventbus/websocket";
        send(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        String head = readHead();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("no upgrade: " + head);
        }
    }

    /** Sends bytes; that the server hangs up meanwhile is no failure. */
    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException hungUp) {
            // What it said before that is still to be read.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for a sign of life and reads until it comes, or the end. */
    Outcome fence() {
        send(sockJs ? SOCKJS_PING : PING);
        return read(true);
    }

    /** Reads until the server ends the connection. */
    Outcome end() {
        return read(false);
    }

    /** Ends its own side in the middle of whatever it was, and reads to the end. */
    Outcome hangUp() {
        try {
            socket.shutdownOutput();
        } catch (IOException ended) {
            // by the server
        }
        return read(false);
    }

    private Outcome read(boolean toPong) {
        List<JsonObject> frames = new ArrayList<>();
        Outcome outcome = new Outcome(NO_CODE, frames);
        try {
            while (!toPong || !outcome.isServed()) {
                int head = in.readUnsignedByte();
                byte[] payload = in.readNBytes(length());
                if (head == 0x88) {
                    return new Outcome(
                            payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff, frames);
                }
                if (head == 0x81) {
                    take(new String(payload, StandardCharsets.UTF_8), frames);
                }
            }
        } catch (EOFException | SocketException ended) {
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return outcome;
    }

    private void take(String text, List<JsonObject> frames) {
        if (!sockJs) {
            frames.add(new JsonObject(text));
        } else if (text.startsWith("a")) {
            new JsonArray(text.substring(1)).forEach(frame -> frames.add(new JsonObject((String) frame)));
        }
    }

    private int length() throws IOException {
        int length = in.readUnsignedByte();
        return switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> Math.toIntExact(in.readLong());
            default -> length;
        };
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
