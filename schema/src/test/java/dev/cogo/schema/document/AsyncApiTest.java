package dev.cogo.schema.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document names what really comes and goes. */
class AsyncApiTest {
    private static final List<String> CALLS = List.of(
            "chat.message.send",
            "chat.message.edit",
            "chat.message.delete",
            "chat.reaction.set",
            "chat.read",
            "chat.timeline",
            "chat.typing",
            "chat.presence");

    private final JsonNode document = Document.asyncApi();

    @Test
    void itIsAsyncApi3() {
        assertThat(document.get("asyncapi").asText()).startsWith("3.");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (JsonNode whole : List.of(document, Document.openApi())) {
            List<String> references = whole.findValuesAsText("$ref");
            assertThat(references).isNotEmpty().allSatisfy(reference -> {
                assertThat(reference).startsWith("#/");
                assertThat(whole.at(reference.substring(1)).isMissingNode()).isFalse();
            });
        }
    }

    @Test
    void everyEventIsDescribedUnderItsName() {
        Set<String> described = new TreeSet<>();
        for (JsonNode channel : document.get("channels")) {
            channel.path("messages").forEach(message -> {
                JsonNode payload = resolve(message).path("payload").path("properties");
                if (payload.has("payload")) {
                    described.add(payload.at("/event/const").asText());
                }
            });
        }
        assertThat(described)
                .isEqualTo(Arrays.stream(EventName.values())
                        .map(EventName::wireName)
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyChannelAndEveryInboundAddressIsThere() {
        assertThat(StreamSupport.stream(document.get("channels").spliterator(), false)
                        .map(channel -> channel.get("address").textValue())
                        .filter(Objects::nonNull))
                .contains(
                        Channel.SESSION + "{sessionId}",
                        Channel.USER + "{userId}",
                        Channel.TASK + "{taskId}",
                        Channel.ROOM + "{name}",
                        Channel.SYSTEM,
                        Channel.OPERATIONS)
                .containsAll(CALLS);
        assertThat(Document.texts(document.at("/components/messages/send/payload/properties/address/enum")))
                .containsExactlyElementsOf(CALLS);
    }

    @Test
    void whatBothDocumentsDescribeIsTheSame() {
        JsonNode calls = Document.openApi().at("/components/schemas");
        List<String> shared = document.at("/components/schemas").properties().stream()
                .map(Map.Entry::getKey)
                // Over the bridge there is no messageType to give: it is always text.
                .filter(name ->
                        calls.has(name) && !Set.of("SendMessages", "NewMessage").contains(name))
                .toList();
        assertThat(shared).contains("Message", "Task", "Member", "ReactionChange", "TimelinePage");
        assertThat(shared)
                .allSatisfy(name ->
                        assertThat(document.at("/components/schemas/" + name)).isEqualTo(calls.get(name)));
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }
}
