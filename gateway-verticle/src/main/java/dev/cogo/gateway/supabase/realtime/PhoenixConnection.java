package dev.cogo.gateway.supabase.realtime;

import dev.cogo.gateway.realtime.event.ChannelEvent;
import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.transport.Connection;
import dev.cogo.gateway.realtime.transport.Outlet;
import dev.cogo.gateway.realtime.transport.RawSocket;
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
final class PhoenixConnection implements Connection, Outlet {
    private record Shown(ChannelFormat format, boolean self, Receipts.@Nullable Channel receipt) {
        void wrote(Receipts receipts, long seq) {
            if (receipt != null) {
                receipts.wrote(receipt, seq);
            }
        }
    }

    private final RawSocket socket;
    private final Receipts receipts;
    private final UserBacklog backlog;
    private final String id = UUID.randomUUID().toString();
    private final Map<String, Shown> shown = new HashMap<>();
    private LongConsumer swept = nanoTime -> {};
    private @Nullable UUID user;
    private String userId = "";

    PhoenixConnection(RawSocket socket, Receipts receipts, UserBacklog backlog) {
        this.socket = socket;
        this.receipts = receipts;
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
        user = who;
        userId = who.toString();
        if (!socket.ended().isComplete()) {
            backlog.enter(who, this);
        }
    }

    /**
     * Lets a channel's events out from now on. Call it after {@link Receipts#begin}.
     *
     * @param self whether the client hears its own words
     */
    void show(String channel, ChannelFormat format, boolean self) {
        shown.put(channel, new Shown(format, self, receipts.on(channel)));
    }

    /** Keeps a channel's events back. */
    void hide(String channel) {
        shown.remove(channel);
    }

    @Override
    public boolean event(ChannelEvent event, long room) {
        Shown how = shown.get(event.channel());
        if (how == null || (!how.self() && isOwn(event.speaker()))) {
            return true;
        }
        boolean written = socket.event(event, how.format(), Math.min(room, userRoom(event, how.format())));
        if (written) {
            how.wrote(receipts, event.seq());
        }
        return written;
    }

    @Override
    public Future<Void> replay(ChannelEvent event) {
        Shown how = shown.get(event.channel());
        if (how == null) {
            return Future.succeededFuture();
        }
        Future<Void> taken = socket.replay(event, how.format().forReplay());
        how.wrote(receipts, event.seq());
        return taken;
    }

    @Override
    public Future<Void> write(String text) {
        Buffer frames = Buffer.buffer();
        text.lines().forEach(message -> frames.appendBytes(ServerFrames.text(message)));
        return frames.length() == 0 ? Future.succeededFuture() : socket.write(frames.getBytes());
    }

    @Override
    public long bytesInFlight() {
        return socket.bytesInFlight();
    }

    @Override
    public void sweep(long nanoTime) {
        receipts.sweep();
        swept.accept(nanoTime);
    }

    @Override
    public void close(CloseCode code) {
        socket.close(code.number(), code.wireName());
    }

    @Override
    public void abort() {
        socket.abort();
    }

    @Override
    public Future<Void> ended() {
        return socket.ended();
    }

    private long userRoom(ChannelEvent event, ChannelFormat format) {
        boolean little = socket.bytesInFlight() + format.mostBytes(event) <= UserBacklog.FREE_BYTES;
        return little || user == null ? Long.MAX_VALUE : backlog.room(user);
    }

    private boolean isOwn(String speaker) {
        return !speaker.isEmpty() && (speaker.equals(id) || speaker.equals(userId));
    }
}
