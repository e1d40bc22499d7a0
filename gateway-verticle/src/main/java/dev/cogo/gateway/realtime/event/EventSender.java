package dev.cogo.gateway.realtime.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cogo.schema.channel.EventName;
import java.io.IOException;
import java.util.Map;

/** Finds who speaks in an event's JSON. */
final class EventSender {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Map<String, String> FIELDS =
            Map.of(EventName.BROADCAST.wireName(), "from", EventName.USER_TYPING.wireName(), "userId");

    private EventSender() {}

    /** See {@link EncodedEvent#speaker}. */
    static String of(String body) {
        String field = FIELDS.get(EncodedEvent.nameOf(body));
        if (field == null) {
            return "";
        }
        try (JsonParser json = JSON.createParser(body)) {
            json.nextToken();
            return find(json, "payload") && find(json, field) && json.currentToken() == JsonToken.VALUE_STRING
                    ? json.getText()
                    : "";
        } catch (IOException e) {
            // The doors' formats will say so.
            return "";
        }
    }

    /** Goes to the value of a field of the object that the parser is in. */
    private static boolean find(JsonParser json, String wanted) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equals(wanted)) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }
}
