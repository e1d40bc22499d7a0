package dev.cogo.gateway.a2a;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What happens to one task, as elements of a stream (section 4.2): its state when somebody begins to listen, then what has changed. Its
 * calls come one after the other.
 */
interface TaskFeed {
    /** The channel that tells of it. */
    String channel();

    /** The task as it is now; asked when the channel is listened to, before anything else. */
    Future<JsonObject> begin();

    /** What an event of the channel adds; often nothing. */
    Future<List<JsonObject>> after(EncodedEvent event);

    /** What has changed without an event that told of it. */
    Future<List<JsonObject>> check();

    /** Whether there was more than could be said at once: {@link #check} goes on. */
    boolean behind();

    /** Whether nothing more becomes of it, as far as was told. */
    boolean ended();

    /** Whether nothing becomes of it until somebody does something, likewise. */
    boolean settled();
}
