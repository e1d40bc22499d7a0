package dev.cogo.gateway.supabase.realtime;

import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.transport.RawSocket;
import dev.cogo.gateway.realtime.transport.RawSocketConnection;
import dev.cogo.gateway.realtime.transport.ServerFrames;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket as the hub sees it: each channel's events go out in the format of the topics that show it. A text may be several
 * messages, one on each line. Used on the hub's event loop only.
 */
final class PhoenixConnection extends RawSocketConnection {
    private record Shown(ChannelFormat format, boolean self, AckTracker.@Nullable Channel receipt) {
        void wrote(AckTracker ackTracker, long seq) {
            if (receipt != null) {
                ackTracker.wrote(receipt, seq);
            }
        }
    }

    private final AckTracker ackTracker;
    private final UserSendBuffer backlog;
    private final String id = UUID.randomUUID().toString();
    private final Map<String, Shown> shown = new HashMap<>();
    private LongConsumer swept = nanoTime -> {};
    private @Nullable UUID user;
    private String userId = "";

    PhoenixConnection(RawSocket socket, AckTracker ackTracker, UserSendBuffer backlog) {
        super(socket);
        this.ackTracker = ackTracker;
        this.backlog = backlog;
        socket.ended().onComplete(gone -> {
            if (user != null) {
                backlog.leave(user, this);
            }
        });
    }

    /** @param handler called about once a second */
    void onSweep(LongConsumer handler) {
        swept = handler;
    }

    /** Names the connection in what its client says. */
    String id() {
        return id;
    }

    void belongsTo(UUID who) {
        if (user != null && !user.equals(who)) {
            backlog.leave(user, this);
        }
        user = who;
        userId = who.toString();
        if (!socket.ended().isComplete()) {
            backlog.enter(who, this);
        }
    }

    /**
     * Lets a channel's events out from now on. Call it after {@link AckTracker#begin}.
     *
     * @param self whether the client hears its own words
     */
    void show(String channel, ChannelFormat format, boolean self) {
        shown.put(channel, new Shown(format, self, ackTracker.on(channel)));
    }

    /** Keeps a channel's events back. */
    void hide(String channel) {
        shown.remove(channel);
    }

    @Override
    public boolean event(EncodedEvent event, long room) {
        Shown how = shown.get(event.channel());
        if (how == null || (!how.self() && isOwn(event.speaker()))) {
            return true;
        }
        boolean written = socket.event(event, how.format(), Math.min(room, userRoom(event, how.format())));
        if (written) {
            how.wrote(ackTracker, event.lastSeq());
        }
        return written;
    }

    @Override
    public Future<Void> replay(EncodedEvent event) {
        Shown how = shown.get(event.channel());
        if (how == null) {
            return Future.succeededFuture();
        }
        Future<Void> taken = socket.replay(event, how.format().forReplay());
        how.wrote(ackTracker, event.lastSeq());
        return taken;
    }

    @Override
    public Future<Void> write(String text) {
        Buffer frames = Buffer.buffer();
        text.lines().forEach(message -> frames.appendBytes(ServerFrames.text(message)));
        return frames.length() == 0 ? Future.succeededFuture() : socket.write(frames.getBytes());
    }

    @Override
    public void sweep(long nanoTime) {
        ackTracker.sweep();
        swept.accept(nanoTime);
    }

    @Override
    public void close(CloseCode code) {
        socket.close(code.number(), code.wireName());
    }

    private long userRoom(EncodedEvent event, ChannelFormat format) {
        boolean little = socket.bytesInFlight() + format.mostBytes(event) <= UserSendBuffer.FREE_BYTES;
        return little || user == null ? Long.MAX_VALUE : backlog.room(user);
    }

    private boolean isOwn(String speaker) {
        return !speaker.isEmpty() && (speaker.equals(id) || speaker.equals(userId));
    }
}
