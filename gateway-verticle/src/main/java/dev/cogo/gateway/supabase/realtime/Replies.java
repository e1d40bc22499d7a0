package dev.cogo.gateway.supabase.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.realtime.frame.JsonTrees;
import dev.cogo.gateway.supabase.realtime.frame.Push;
import dev.cogo.gateway.supabase.realtime.frame.Ref;
import dev.cogo.gateway.supabase.realtime.frame.Serializer;
import dev.cogo.gateway.supabase.realtime.topic.Topic;
import dev.cogo.gateway.supabase.realtime.topic.TopicPlan;

/** What the server says to one client, as texts. */
record Replies(Serializer serializer) {
    static final String CLOSE = "phx_close";
    static final String ERROR = "phx_error";

    /** A push was done. */
    String ok(Push push) {
        return reply(push.joinRef(), push.ref(), push.topic(), "ok", JsonTrees.object());
    }

    /** A push was not done; the application sees the reason. */
    String refusal(Push push, String reason) {
        return refusal(push.joinRef(), push.ref(), push.topic(), "reason", reason);
    }

    String refusal(Ref joinRef, Ref ref, String topic, String key, String reason) {
        return reply(joinRef, ref, topic, "error", JsonTrees.object().put(key, reason));
    }

    /** A join is answered; nothing need have taken effect. */
    String accepted(Topic topic) {
        ObjectNode response = JsonTrees.object();
        response.set("postgres_changes", topic.config().echo());
        return reply(topic.joinRef(), topic.ref(), topic.name(), "ok", response);
    }

    /** A join took effect; empty when there is nothing to say of it beside the answer. */
    String tookEffect(Topic topic) {
        return topic.config().bindings().isEmpty()
                ? ""
                : system(topic, "postgres_changes", "ok", "Subscribed to PostgreSQL");
    }

    /** Something about a topic for the application's {@code system} handler. */
    String system(Topic topic, String extension, String status, String message) {
        ObjectNode payload = JsonTrees.object()
                .put("extension", extension)
                .put("status", status)
                .put("message", message)
                .put("channel", topic.name().substring(TopicPlan.PREFIX.length()));
        return message(topic.joinRef(), Ref.NONE, topic.name(), "system", payload);
    }

    /**
     * The server ends a topic.
     *
     * @param event {@link #ERROR} lets the client join again by itself, {@link #CLOSE} does not
     */
    String ended(Topic topic, String event) {
        return message(topic.joinRef(), topic.joinRef(), topic.name(), event, JsonTrees.object());
    }

    String presenceState(Topic topic, ObjectNode state) {
        return message(topic.joinRef(), Ref.NONE, topic.name(), "presence_state", state);
    }

    private String reply(Ref joinRef, Ref ref, String topic, String status, ObjectNode response) {
        ObjectNode payload = JsonTrees.object().put("status", status);
        payload.set("response", response);
        return message(joinRef, ref, topic, "phx_reply", payload);
    }

    private String message(Ref joinRef, Ref ref, String topic, String event, ObjectNode payload) {
        return serializer.message(joinRef, ref, JsonTrees.text(topic).toString(), event, payload.toString());
    }
}
