package dev.cogo.gateway.supabase.realtime;

import dev.cogo.gateway.realtime.event.Notice;
import dev.cogo.gateway.realtime.event.NoticeFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the hub tells a client, as messages about its topics. That the connection closes they need not be told: whatever the close
 * code is, the client connects again and joins again. Used on the hub's event loop only.
 */
final class Notices implements NoticeFormat {
    private @Nullable Topics topics;

    void about(Topics all) {
        topics = all;
    }

    @Override
    public String door() {
        return "supabase";
    }

    @Override
    public String notice(Notice notice) {
        Topics all = topics;
        if (all == null) {
            // The hub sends the client away before it has said anything.
            return "";
        }
        return switch (notice) {
            case Notice.Subscribed subscribed -> all.subscribed(subscribed);
            case Notice.Unsubscribed(var channel, var code) -> all.unsubscribed(channel, code);
            case Notice.Lagged() -> all.lagged();
            case Notice.Closing closing -> "";
            case Notice.Reconnect reconnect -> "";
        };
    }
}
