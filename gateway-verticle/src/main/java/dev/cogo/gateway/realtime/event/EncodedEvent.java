package dev.cogo.gateway.realtime.event;

import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.bus.SequencedEvent;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An event as it goes through a node: the producer's bytes, put into each door's envelope once, and what its producer said of it
 * beside them, so that nobody here has to read them. Thread-safe.
 */
public final class EncodedEvent implements SequencedEvent {
    /** A finished frame; {@code bytes} is its length in UTF-8. */
    public record Frame(String text, int bytes) {}

    private static final int MAX_WIRES = 4;
    private static final String NAME = "{\"event\":\"";
    private static final String AI = NAME + "ai_";
    private static final Set<String> RUNS =
            Set.of(EventName.AI_RUN.wireName(), EventName.AI_DELTA.wireName(), EventName.AI_DONE.wireName());

    private final String channel;
    private final String body;
    private final int bodyBytes;
    private final long firstSeq;
    private final long lastSeq;
    private final boolean revises;
    private final long sentAt;
    private volatile @Nullable String eventSender;
    private volatile @Nullable JsonObject payload;
    private final Map<DoorFormat, Frame> frames = new ConcurrentHashMap<>(2);
    /** By who asked last: those that many clients share are asked for again and again, the others need not stay. */
    private final Map<WireFormat, byte[]> wires = new LinkedHashMap<>(2, 0.75f, true);

    private EncodedEvent(
            String channel, String body, int bodyBytes, long firstSeq, long lastSeq, boolean revises, long sentAt) {
        this.channel = channel;
        this.body = body;
        this.bodyBytes = bodyBytes;
        this.firstSeq = firstSeq;
        this.lastSeq = lastSeq;
        this.revises = revises;
        this.sentAt = sentAt;
    }

    /** An event of a channel without a timeline. */
    public static EncodedEvent of(String channel, Buffer body) {
        return new EncodedEvent(channel, body.toString(), body.length(), 0, 0, false, 0);
    }

    /** An event of a session's channel, as a home passed it on. */
    public static EncodedEvent ofSession(EventEnvelope event) {
        Buffer body = event.body();
        return new EncodedEvent(
                event.channel(),
                body.toString(),
                body.length(),
                event.firstSeq(),
                event.lastSeq(),
                event.revises(),
                event.sentAt());
    }

    /** An event that was read from a session's timeline. */
    public static EncodedEvent ofTimeline(String channel, ChannelEvent event, long seq) {
        Buffer body = Json.buffer(event);
        return new EncodedEvent(channel, body.toString(), body.length(), seq, seq, event.revises(), 0);
    }

    /** When it was published, in microseconds since 1970; 0 when that is not known, or it was read later. */
    public long sentAt() {
        return sentAt;
    }

    /** The channel's name. */
    public String channel() {
        return channel;
    }

    /** Its JSON, as its producer wrote it. */
    public String body() {
        return body;
    }

    /** Whether it is part of the session's timeline. */
    public boolean inTimeline() {
        return lastSeq > 0;
    }

    /** Its first place in the session's timeline; 0 when it is no part of it. */
    @Override
    public long firstSeq() {
        return firstSeq;
    }

    /** Its last place in the session's timeline, which is its own; 0 when it is no part of it. */
    @Override
    public long lastSeq() {
        return lastSeq;
    }

    /**
     * Whose word it is, for doors that do not tell speakers what they say themselves: a connection's id ({@code broadcast}) or a
     * user's ({@code user_typing}); empty for all else.
     */
    public String speaker() {
        String known = eventSender;
        if (known == null) {
            known = EventSender.of(body);
            eventSender = known;
        }
        return known;
    }

    /** Whether it changes what earlier events told, so that they are not to be told any more. */
    @Override
    public boolean revises() {
        return revises;
    }

    /** Its name, from where every producer writes it; empty when it stands elsewhere. */
    public String name() {
        return nameOf(body);
    }

    static String nameOf(String body) {
        int end = body.startsWith(NAME) ? body.indexOf('"', NAME.length()) : -1;
        return end < 0 ? "" : body.substring(NAME.length(), end);
    }

    /** Whether it tells what a run of the AI has written, or that it writes no more. */
    public boolean isOfRun() {
        return body.startsWith(AI) && RUNS.contains(name());
    }

    /** Its payload, read once and for those few events that nodes keep something of; nobody changes it. */
    public JsonObject payload() {
        JsonObject read = payload;
        if (read == null) {
            read = new JsonObject(body).getJsonObject("payload");
            payload = read;
        }
        return read;
    }

    /** How many places of the timeline it takes: several when it is a batch, none when it is no part of it. */
    public long places() {
        return inTimeline() ? lastSeq - firstSeq + 1 : 0;
    }

    /** The length of the body in UTF-8. */
    @Override
    public int bytes() {
        return bodyBytes;
    }

    /** The event in a door's format; the same object for all sockets of the node. */
    public Frame in(DoorFormat format) {
        return frames.computeIfAbsent(format, this::frame);
    }

    /**
     * The event as the bytes of a WebSocket's frame, not to be changed; the same array for all sockets of the node, unless their
     * formats are many.
     */
    public byte[] on(WireFormat wire) {
        synchronized (wires) {
            byte[] made = wires.get(wire);
            if (made == null) {
                made = wire.event(this);
                wires.put(wire, made);
                if (wires.size() > MAX_WIRES) {
                    wires.remove(wires.keySet().iterator().next());
                }
            }
            return made;
        }
    }

    /** The same event without the frames that were made of it. */
    public EncodedEvent bare() {
        return new EncodedEvent(channel, body, bodyBytes, firstSeq, lastSeq, revises, sentAt);
    }

    private Frame frame(DoorFormat format) {
        String text = format.event(this);
        return new Frame(text, bodyBytes + text.length() - body.length());
    }
}
