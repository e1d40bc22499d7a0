package dev.cogo.gateway.supabase.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.WireFormat;
import dev.cogo.gateway.realtime.transport.ServerFrames;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.gateway.supabase.realtime.frame.BinaryPush;
import dev.cogo.gateway.supabase.realtime.frame.JsonTrees;
import dev.cogo.gateway.supabase.realtime.frame.Ref;
import dev.cogo.gateway.supabase.realtime.frame.Serializer;
import dev.cogo.gateway.supabase.realtime.topic.Binding;
import dev.cogo.gateway.supabase.realtime.topic.TopicView;
import dev.cogo.gateway.supabase.rows.RowChange;
import dev.cogo.gateway.supabase.rows.Rows;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.Broadcast;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a channel's events look to a client: as broadcasts, as presence, as changes of rows. Clients that joined alike have equal
 * formats, so that an event is written once for all of them.
 *
 * @param topics those of the client that show the channel
 * @param replayed whether the client missed the events and gets them now
 */
record ChannelFormat(Serializer serializer, List<TopicView> topics, boolean replayed) implements WireFormat {
    /** A row has its columns' names and types beside it. */
    private static final int ROW_BYTES = 3 * 1024;

    private static final int FRAME_BYTES = 2 * 1024;

    private static final String NOBODY = Broadcast.NOBODY.toString();

    /** The seed's name for {@link EventName#USER_TYPING}. */
    static final String TYPING = "typing";

    @Override
    public byte[] event(EncodedEvent event) {
        JsonNode body = JsonTrees.tree(event.body());
        List<RowChange> changes =
                topics.stream().allMatch(topic -> topic.bindings().isEmpty()) ? List.of() : Rows.changes(body);
        List<EncodedChange> told = changes.stream().map(EncodedChange::new).toList();
        Buffer frames = Buffer.buffer();
        for (TopicView topic : topics) {
            if (topic.own()) {
                own(topic, event, body).ifPresent(frames::appendBytes);
            }
            told.forEach(change -> rows(topic, change, frames));
        }
        return frames.getBytes();
    }

    @Override
    public long mostBytes(EncodedEvent event) {
        long most = 0;
        for (TopicView topic : topics) {
            long broadcasts = topic.own() ? 1 : 0;
            long rows = event.places() == 0 ? 0 : topic.copies() - broadcasts;
            most += (broadcasts + rows) * (event.bytes() + FRAME_BYTES) + rows * event.places() * ROW_BYTES;
        }
        return most;
    }

    ChannelFormat forReplay() {
        return new ChannelFormat(serializer, topics, true);
    }

    private Optional<byte[]> own(TopicView topic, EncodedEvent event, JsonNode body) {
        String name = body.path("event").asText();
        JsonNode payload = body.path("payload");
        if (name.equals(EventName.USER_PRESENCE.wireName())) {
            return topic.presence()
                    ? Optional.of(text(topic, "presence_diff", PresenceShape.diff(payload)))
                    : Optional.empty();
        } else if (name.equals(EventName.PRESENCE_SUMMARY.wireName()) && payload.has("items")) {
            return topic.presence()
                    ? Optional.of(text(topic, "presence_state", PresenceShape.state(payload.path("items"))))
                    : Optional.empty();
        } else if (name.equals(EventName.PRESENCE_DIFF.wireName())) {
            return topic.presence() ? Optional.of(text(topic, name, TrackShape.diff(payload))) : Optional.empty();
        } else if (name.equals(EventName.PRESENCE_STATE.wireName())) {
            return topic.presence() ? Optional.of(text(topic, name, TrackShape.state(payload))) : Optional.empty();
        } else if (name.equals(EventName.BROADCAST.wireName())) {
            return Optional.ofNullable(relayed(topic, payload));
        }
        ObjectNode envelope = JsonTrees.object()
                .put("type", "broadcast")
                .put("event", name.equals(EventName.USER_TYPING.wireName()) ? TYPING : name);
        envelope.set("payload", payload.isObject() ? payload : JsonTrees.object());
        if (event.inTimeline()) {
            envelope.set("meta", meta(event));
        }
        return Optional.of(text(topic, "broadcast", envelope));
    }

    /** Where the event stands in the channel's timeline; {@code id} is the same each time that the event is told. */
    private ObjectNode meta(EncodedEvent event) {
        ObjectNode meta = JsonTrees.object();
        meta.put("seq", event.lastSeq());
        meta.put("id", event.channel() + "/" + event.lastSeq());
        if (replayed) {
            meta.put("replayed", true);
        }
        return meta;
    }

    /** A client's own broadcast; null when this serializer has no form for it. */
    private byte @Nullable [] relayed(TopicView topic, JsonNode said) {
        String event = said.path("event").asText();
        JsonNode payload = said.path("payload");
        boolean json = !said.hasNonNull("data");
        if (serializer == Serializer.ARRAY && !said.has("extra")) {
            byte[] bytes = json
                    ? payload.toString().getBytes(StandardCharsets.UTF_8)
                    : Base64.getDecoder().decode(said.path("data").asText());
            Optional<byte[]> written = payload.isMissingNode() && json
                    ? Optional.empty()
                    : BinaryPush.write(topic.topic(), event, sender(said).toString(), json, bytes);
            if (written.isPresent()) {
                return ServerFrames.binary(written.get());
            }
        }
        if (!json) {
            return null;
        }
        ObjectNode envelope = JsonTrees.object().put("type", "broadcast").put("event", event);
        if (!payload.isMissingNode()) {
            envelope.set("payload", payload);
        }
        if (said.path("extra") instanceof ObjectNode extra) {
            envelope.setAll(extra);
        }
        envelope.set("meta", sender(said));
        return text(topic, "broadcast", envelope);
    }

    /** Who says it, as the server knows: what the server says itself has no {@code from}. */
    private static ObjectNode sender(JsonNode said) {
        ObjectNode meta = JsonTrees.object();
        meta.set("id", said.path("id"));
        ObjectNode from = meta.putObject("from");
        if (!said.hasNonNull("userId")) {
            from.put("role", ApiKeys.Role.SERVICE_ROLE.wireName());
        } else if (said.get("userId").asText().equals(NOBODY)) {
            from.put("role", ApiKeys.Role.ANON.wireName());
        } else {
            from.set("userId", said.get("userId"));
        }
        return meta;
    }

    private void rows(TopicView topic, EncodedChange told, Buffer frames) {
        Map<List<String>, ArrayNode> idsBySelect = new LinkedHashMap<>();
        for (Binding binding : topic.bindings()) {
            if (binding.wants(told.change())) {
                idsBySelect
                        .computeIfAbsent(binding.select(), none -> JsonTrees.array())
                        .add(binding.id());
            }
        }
        idsBySelect.forEach((select, ids) -> frames.appendBytes(
                text(topic, "postgres_changes", "{\"ids\":" + ids + ",\"data\":" + told.data(select) + "}")));
    }

    private byte[] text(TopicView topic, String event, ObjectNode payload) {
        return text(topic, event, payload.toString());
    }

    private byte[] text(TopicView topic, String event, String payload) {
        return ServerFrames.text(serializer.message(
                Ref.NONE, Ref.NONE, JsonTrees.text(topic.topic()).toString(), event, payload));
    }
}
