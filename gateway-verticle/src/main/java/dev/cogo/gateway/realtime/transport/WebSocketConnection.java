package dev.cogo.gateway.realtime.transport;

import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.event.DoorFormat;
import dev.cogo.gateway.realtime.event.EncodedEvent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** A WebSocket as the hub sees it, in one of the framings. Used on the hub's event loop only. */
public final class WebSocketConnection extends RawSocketConnection implements FrameSource {
    private final FramedFormat wire;
    private final long heartbeatNanos;
    private long beatAt = System.nanoTime();

    public WebSocketConnection(RawSocket socket, FramedFormat wire, Duration heartbeat) {
        super(socket);
        this.wire = wire;
        this.heartbeatNanos = heartbeat.toNanos();
        wire.framing().opening().ifPresent(this::writeMessage);
    }

    public DoorFormat format() {
        return wire.format();
    }

    /**
     * Begins to hand on the client's frames.
     *
     * @param broken called when the client breaks the protocol; no frame follows
     */
    public void receive(Consumer<Buffer> frames, Runnable broken) {
        socket.receive(new RawSocket.Receiver() {
            @Override
            public void message(Buffer data) {
                try {
                    wire.framing().unwrap(data).forEach(frames);
                } catch (IOException e) {
                    broken.run();
                }
            }

            @Override
            public void broken() {
                broken.run();
            }
        });
    }

    @Override
    public boolean event(EncodedEvent event, long room) {
        return socket.event(event, wire, room);
    }

    @Override
    public Future<Void> replay(EncodedEvent event) {
        return socket.replay(event, wire);
    }

    @Override
    public Future<Void> write(String text) {
        return socket.write(wire.bytes(text));
    }

    @Override
    public void sweep(long nanoTime) {
        if (nanoTime - beatAt >= heartbeatNanos) {
            beatAt = nanoTime;
            wire.framing().heartbeat().ifPresent(this::writeMessage);
        }
    }

    @Override
    public void close(CloseCode code) {
        wire.framing().closing().ifPresent(this::writeMessage);
        socket.close(code.number(), code.wireName());
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }

    private void writeMessage(String text) {
        var unused = socket.write(ServerFrames.text(text));
    }
}
