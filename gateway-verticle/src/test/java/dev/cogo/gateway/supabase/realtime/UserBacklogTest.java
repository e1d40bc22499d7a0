package dev.cogo.gateway.supabase.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.realtime.event.ChannelEvent;
import dev.cogo.gateway.realtime.transport.Outlet;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UserBacklogTest {
    private static final int MIB = 1024 * 1024;

    private final UserBacklog backlog = new UserBacklog();
    private final UUID user = Ids.next();

    @Test
    void theRoomIsForAllConnectionsOfAUserTogether() {
        Outlet full = holding(15 * MIB);
        backlog.enter(user, full);
        backlog.enter(user, full);
        backlog.enter(user, holding(3 * MIB));
        backlog.enter(Ids.next(), holding(100 * MIB));
        assertThat(backlog.room(user)).isEqualTo(-2 * MIB);
        backlog.leave(user, full);
        assertThat(backlog.room(user)).isEqualTo(13 * MIB);
        assertThat(backlog.room(Ids.next())).isEqualTo(16 * MIB);
    }

    private static Outlet holding(long bytes) {
        return new Outlet() {
            @Override
            public boolean event(ChannelEvent event, long room) {
                return false;
            }

            @Override
            public Future<Void> replay(ChannelEvent event) {
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
