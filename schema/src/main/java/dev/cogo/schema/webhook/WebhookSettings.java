package dev.cogo.schema.webhook;

import dev.cogo.schema.agent.PlainUrl;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.text.Content;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What operators say of an endpoint; null is nothing said.
 *
 * @param events what it wants to hear of; empty for all
 * @param sessions of which sessions; empty for all
 * @param enabled true also takes back that the server gave it up
 */
public record WebhookSettings(
        @Nullable String url,
        @Nullable String description,
        @Nullable List<WebhookEvent> events,
        @Nullable List<UUID> sessions,
        @Nullable Boolean enabled) {
    public static final int MAX_DESCRIPTION = 500;
    public static final int MAX_SESSIONS = 100;

    public WebhookSettings {
        PlainUrl.check(url);
        Content.checkLine(description, "description", MAX_DESCRIPTION);
        events = events == null ? null : List.copyOf(events);
        sessions = sessions == null ? null : List.copyOf(sessions);
        if (events != null && events.contains(WebhookEvent.MESSAGES_DROPPED)) {
            throw CogoException.invalid("messages.dropped is not asked for: who hears of messages hears of it");
        }
        if (sessions != null && sessions.size() > MAX_SESSIONS) {
            throw CogoException.invalid("at most " + MAX_SESSIONS + " sessions can be named");
        }
    }
}
