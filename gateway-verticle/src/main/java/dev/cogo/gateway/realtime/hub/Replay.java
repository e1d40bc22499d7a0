package dev.cogo.gateway.realtime.hub;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gives one subscription what it missed, and then lets it hear the channel. The next page is looked for when the client has taken
 * the one before, so that a slow client holds one page, however far behind it is. Used on the hub's event loop only.
 */
final class Replay {
    private final ClientSocket socket;
    private final Subscription subscription;
    private final HubChannel channel;
    private final Consumer<ErrorCode> whenBroken;
    /** The last seq that the client was sent. */
    private long sent;

    /** @param whenBroken hears why the rest can't be given: by then no event was left out, and none may follow */
    Replay(
            ClientSocket socket,
            Subscription subscription,
            HubChannel channel,
            long since,
            Consumer<ErrorCode> whenBroken) {
        this.socket = socket;
        this.subscription = subscription;
        this.channel = channel;
        this.sent = since;
        this.whenBroken = whenBroken;
    }

    /** Sends a page that follows what was sent before. */
    void send(List<EncodedEvent> page) {
        Future<Void> taken = Future.succeededFuture();
        for (EncodedEvent event : page) {
            if (event.lastSeq() > channel.position()) {
                // Read before it was delivered here; it will be, and then the channel's listeners get it.
                break;
            }
            taken = socket.replay(event);
            sent = event.lastSeq();
        }
        if (sent == channel.position()) {
            // One step with the position: no event comes between.
            channel.add(socket);
            subscription.replayed(this);
        } else {
            taken.onComplete(done -> next());
        }
    }

    private void next() {
        if (isCurrent()) {
            channel.after(sent).onComplete(this::arrived, this::failed);
        }
    }

    private void arrived(List<EncodedEvent> page) {
        if (!isCurrent()) {
            return;
        }
        boolean follows =
                page.isEmpty() ? sent == channel.position() : page.getFirst().firstSeq() == sent + 1;
        if (follows) {
            send(page);
        } else {
            // Thrown away meanwhile, or the timeline went back. When the client asks again, the first look tells it.
            whenBroken.accept(ErrorCode.UNAVAILABLE);
        }
    }

    private void failed(Throwable failure) {
        if (isCurrent()) {
            boolean retryable =
                    failure instanceof CogoException ours && ours.code().retryable();
            whenBroken.accept(retryable ? ((CogoException) failure).code() : ErrorCode.UNAVAILABLE);
        }
    }

    private boolean isCurrent() {
        return subscription.isReplaying(this);
    }
}
