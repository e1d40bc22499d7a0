package dev.cogo.gateway.realtime.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cogo.schema.channel.EventName;
import java.io.IOException;

/**
 * The places that an event takes in its session's timeline: one, or several when it is a batch. Read from the first tokens of
 * the finished JSON, whose order is fixed ({@link dev.cogo.schema.channel.ChannelEvent}), since each event of a node comes by
 * here.
 *
 * @param first the seq of the first
 * @param last the seq of the last, which is the event's own; 0 when it is no part of the timeline
 */
public record EventSeqs(long first, long last) {
    static final EventSeqs NONE = new EventSeqs(0, 0);
    private static final JsonFactory JSON = new JsonFactory();
    private static final String BATCH = EventName.BATCH_MESSAGES.wireName();

    /** Whether the event is part of the timeline. */
    public boolean any() {
        return last > 0;
    }

    /**
     * The places of an event.
     *
     * @throws IllegalArgumentException when it is not the JSON of an event
     */
    public static EventSeqs in(String event) {
        try (JsonParser json = JSON.createParser(event)) {
            return read(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("not an event", e);
        }
    }

    private static EventSeqs read(JsonParser json) throws IOException {
        boolean batch = false;
        long seq = 0;
        expect(json.nextToken() == JsonToken.START_OBJECT);
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (name.equals("payload")) {
                return batch && seq > 0 ? new EventSeqs(firstOfBatch(json, seq), seq) : new EventSeqs(seq, seq);
            } else if (name.equals("event") && value == JsonToken.VALUE_STRING) {
                batch = json.getText().equals(BATCH);
            } else if (name.equals("seq") && value == JsonToken.VALUE_NUMBER_INT) {
                seq = json.getLongValue();
            } else {
                json.skipChildren();
            }
        }
        return new EventSeqs(seq, seq);
    }

    /** {@code messages[0].seq}; without it the last, so that what comes before is taken for missing and read again. */
    private static long firstOfBatch(JsonParser json, long last) throws IOException {
        expect(json.currentToken() == JsonToken.START_OBJECT);
        if (!find(json, "messages") || json.currentToken() != JsonToken.START_ARRAY) {
            return last;
        }
        if (json.nextToken() != JsonToken.START_OBJECT || !find(json, "seq")) {
            return last;
        }
        return json.currentToken() == JsonToken.VALUE_NUMBER_INT ? Math.min(json.getLongValue(), last) : last;
    }

    /** Goes to the value of a field of the object that the parser is in. */
    private static boolean find(JsonParser json, String wanted) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equals(wanted)) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }

    private static void expect(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("not an event");
        }
    }
}
