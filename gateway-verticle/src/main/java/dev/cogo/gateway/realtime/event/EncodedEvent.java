package dev.cogo.gateway.realtime.event;

import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.json.Json;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An event as it goes through a node: the producer's bytes, put into each door's envelope once. Thread-safe. */
public final class EncodedEvent {
    /** A finished frame; {@code bytes} is its length in UTF-8. */
    public record Frame(String text, int bytes) {}

    private static final int MAX_WIRES = 4;
    private static final String NAME = "{\"event\":\"";
    private static final Set<String> ADDITIONS = Stream.of(
                    EventName.NEW_MESSAGE, EventName.BATCH_MESSAGES, EventName.REACTION)
            .map(EventName::wireName)
            .collect(Collectors.toUnmodifiableSet());

    private final String channel;
    private final String body;
    private final int bodyBytes;
    private final EventSeqs seqs;
    private volatile @Nullable String eventSender;
    private final Map<DoorFormat, Frame> frames = new ConcurrentHashMap<>(2);
    /** By who asked last: those that many clients share are asked for again and again, the others need not stay. */
    private final Map<WireFormat, byte[]> wires = new LinkedHashMap<>(2, 0.75f, true);

    private EncodedEvent(String channel, String body, int bodyBytes, EventSeqs seqs) {
        this.channel = channel;
        this.body = body;
        this.bodyBytes = bodyBytes;
        this.seqs = seqs;
    }

    /** An event of a channel without a timeline. */
    public static EncodedEvent of(String channel, Buffer body) {
        return new EncodedEvent(channel, body.toString(), body.length(), EventSeqs.NONE);
    }

    /**
     * An event of a session's channel.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static EncodedEvent ofSession(String channel, Buffer body) {
        String text = body.toString();
        return new EncodedEvent(channel, text, body.length(), EventSeqs.in(text));
    }

    /** An event that was read from a session's timeline. */
    public static EncodedEvent ofTimeline(String channel, dev.cogo.schema.channel.ChannelEvent event, long seq) {
        Buffer body = Json.buffer(event);
        return new EncodedEvent(channel, body.toString(), body.length(), new EventSeqs(seq, seq));
    }

    /** The channel's name. */
    public String channel() {
        return channel;
    }

    /** Its JSON, as its producer wrote it. */
    public String body() {
        return body;
    }

    /** Its place in the session's timeline, the last one when it holds several; 0 when it is no part of it. */
    public long seq() {
        return seqs.last();
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
    public boolean revises() {
        // What has no name here is taken for a change, which costs a query.
        return !ADDITIONS.contains(nameOf(body));
    }

    /** The name in an event's JSON, where every producer writes it; empty when it stands elsewhere. */
    public static String nameOf(String body) {
        int end = body.startsWith(NAME) ? body.indexOf('"', NAME.length()) : -1;
        return end < 0 ? "" : body.substring(NAME.length(), end);
    }

    /** Its places in the session's timeline. */
    public EventSeqs seqs() {
        return seqs;
    }

    /** How many places of the timeline it takes: several when it is a batch, none when it is no part of it. */
    public long places() {
        return seqs.any() ? seqs.last() - seqs.first() + 1 : 0;
    }

    /** The length of the body in UTF-8. */
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
        return new EncodedEvent(channel, body, bodyBytes, seqs);
    }

    private Frame frame(DoorFormat format) {
        String text = format.event(channel, body);
        return new Frame(text, bodyBytes + text.length() - body.length());
    }
}
