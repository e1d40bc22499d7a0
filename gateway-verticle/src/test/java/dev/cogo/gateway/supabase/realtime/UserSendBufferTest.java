package dev.cogo.gateway.supabase.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.transport.EventSink;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UserSendBufferTest {
    private static final int MIB = 1024 * 1024;

    private final UserSendBuffer backlog = new UserSendBuffer();
    private final UUID user = Ids.next();

    @Test
    void theRoomIsForAllConnectionsOfAUserTogether() {
        EventSink full = holding(15 * MIB);
        backlog.enter(user, full);
        backlog.enter(user, full);
        backlog.enter(user, holding(3 * MIB));
        backlog.enter(Ids.next(), holding(100 * MIB));
        assertThat(backlog.room(user)).isEqualTo(-2 * MIB);
        backlog.leave(user, full);
        assertThat(backlog.room(user)).isEqualTo(13 * MIB);
        assertThat(backlog.room(Ids.next())).isEqualTo(16 * MIB);
    }

    private static EventSink holding(long bytes) {
        return new EventSink() {
            @Override
            public boolean event(EncodedEvent event, long room) {
                return false;
            }

            @Override
            public Future<Void> replay(EncodedEvent event) {
                return Future.succeededFuture();
            }

            @Override
            public Future<Void> write(String text) {
                return Future.succeededFuture();
            }

            @Override
            public long bytesInFlight() {
                return bytes;
            }
        };
    }
}
