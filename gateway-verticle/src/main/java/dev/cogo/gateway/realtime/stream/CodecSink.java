package dev.cogo.gateway.realtime.stream;

import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.Notice;
import dev.cogo.gateway.realtime.event.NoticeFormat;
import dev.cogo.gateway.realtime.transport.EventSink;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.Future;
import java.util.Optional;

/** The way out to one client whose door has a codec for each stream. Nothing is written where the codec says nothing. */
final class CodecSink implements EventSink, NoticeFormat {
    private final EventStreamConnection connection;
    private final StreamCodec codec;
    private long inFlight;

    CodecSink(EventStreamConnection connection, StreamCodec codec) {
        this.connection = connection;
        this.codec = codec;
    }

    @Override
    public boolean event(EncodedEvent event, long room) {
        String text = codec.event(event);
        if (ByteBufUtil.utf8Bytes(text) > room) {
            return false;
        }
        send(text);
        return true;
    }

    @Override
    public Future<Void> replay(EncodedEvent event) {
        return send(codec.event(event));
    }

    @Override
    public Future<Void> write(String text) {
        if (text.isEmpty()) {
            return Future.succeededFuture();
        }
        int bytes = ByteBufUtil.utf8Bytes(text);
        inFlight += bytes;
        return connection.write(text).onComplete(done -> inFlight -= bytes);
    }

    @Override
    public long bytesInFlight() {
        return inFlight;
    }

    @Override
    public String door() {
        return codec.door();
    }

    @Override
    public String notice(Notice notice) {
        return switch (notice) {
            case Notice.Closing(CloseCode code) -> codec.broken(code.wireName());
            case Notice.Reconnect(var after) -> codec.broken(CloseCode.SHUTTING_DOWN.wireName());
            // What follows it is said by the close.
            case Notice.Subscribed subscribed -> "";
            case Notice.Unsubscribed unsubscribed -> "";
            case Notice.Lagged lagged -> "";
        };
    }

    /** A stream takes no wishes: without its channel, or with a gap in it, only a new one helps. */
    @Override
    public Optional<CloseCode> endsAfter(Notice notice) {
        return EventStreamFormat.endOf(notice);
    }

    private Future<Void> send(String text) {
        Future<Void> sent = write(text);
        if (codec.isOver()) {
            sent.onComplete(taken -> connection.finish());
        }
        return sent;
    }
}
