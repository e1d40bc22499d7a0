package dev.cogo.gateway.supabase.realtime.frame;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a client sends.
 *
 * @param topic with its {@code realtime:}; {@code phoenix} for the connection itself
 * @param payload an object in all pushes that are understood
 */
public record Push(Ref joinRef, Ref ref, String topic, String event, JsonNode payload) {
    static final int MAX_TOPIC = 255;
    static final int MAX_EVENT = 255;

    public Push {
        if (topic.isEmpty() || topic.length() > MAX_TOPIC || event.isEmpty() || event.length() > MAX_EVENT) {
            throw new IllegalArgumentException("topic and event must have 1 to " + MAX_TOPIC + " characters");
        }
    }
}
