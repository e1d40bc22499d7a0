package dev.cogo.gateway.realtime;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client of some door, as far as the scenarios of {@link DoorContract} need one. */
interface DoorClient {
    /** That a subscription has taken effect. */
    record Told(@Nullable Long seq, @Nullable Boolean recovered) {}

    /**
     * Asks for a channel, with the access token, or without when it is null.
     *
     * @param since the last seq, or whatever the client takes for one; null for none
     */
    void subscribe(String channel, @Nullable String token, @Nullable Object since);

    Told awaitSubscribed(String channel);

    /** The error code that a subscribe was refused with. */
    String awaitRefusal();

    /** The error code that a subscription was ended with. */
    String awaitUnsubscribed();

    /** The next seqs of the channel; those of a batch count each. */
    List<Long> seqs(String channel, int count);

    /** The payload of the next event of this name on the channel; those before it are left out. */
    JsonObject payload(String channel, String event);

    /** Waits until it notices that events are missing, and tells the last seq that it had before. */
    long awaitGap(String channel);

    /** Asks for the channel again, in the way of its door. */
    DoorClient comeBack(String channel, String token, long since);

    /** Ends the subscription, in the way of its door. */
    void leave(String channel);

    /** Reads no more. */
    void pause();

    void resume();

    /** Waits for the end of the connection; why, as the server said it. */
    CloseNotice awaitEnd();

    /** The server's last word. */
    record CloseNotice(String reason, boolean comeBack) {}
}
