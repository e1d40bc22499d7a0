package dev.cogo.schema.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.schema.agent.AddAgentSecret;
import dev.cogo.schema.agent.LeaseTasks;
import dev.cogo.schema.agent.ListAgents;
import dev.cogo.schema.agent.ListArtifacts;
import dev.cogo.schema.agent.ListTasks;
import dev.cogo.schema.ai.ReadAiCosts;
import dev.cogo.schema.ai.ReadAiUsage;
import dev.cogo.schema.archive.ReadAnalytics;
import dev.cogo.schema.archive.ReadFunctionMetrics;
import dev.cogo.schema.assistant.ListAssistants;
import dev.cogo.schema.block.ListBlocks;
import dev.cogo.schema.invite.CreateInvite;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReadAround;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.message.SearchMessages;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.SetReaction;
import dev.cogo.schema.people.FindPeople;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.ListAllSessions;
import dev.cogo.schema.session.ListMembers;
import dev.cogo.schema.session.ListReadMarks;
import dev.cogo.schema.session.ListSessions;
import dev.cogo.schema.session.UpdateMember;
import dev.cogo.schema.session.UpdateSession;
import dev.cogo.schema.webhook.ListWebhookDeliveries;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.junit5.VertxExtension;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The OpenAPI document is one that the gateway can enforce, and its examples are true. */
@ExtendWith(VertxExtension.class)
class OpenApiTest {
    private static final List<Integer> STATUSES = List.of(200, 201, 202, 503);

    private final JsonNode document = Document.openApi();

    @Test
    void theGatewayCanReadIt(Vertx vertx) {
        OpenAPIContract contract = contract(vertx);
        assertThat(contract.operations())
                .extracting(Operation::getOperationId)
                .containsExactlyInAnyOrder(
                        "register",
                        "login",
                        "listSsoProviders",
                        "exchangeSsoCode",
                        "refresh",
                        "logout",
                        "createTicket",
                        "me",
                        "updateMe",
                        "changePassword",
                        "changeEmail",
                        "listLogins",
                        "endLogin",
                        "endLogins",
                        "startExport",
                        "getExport",
                        "downloadExport",
                        "deleteMe",
                        "createSession",
                        "listSessions",
                        "getSession",
                        "updateSession",
                        "muteSession",
                        "listMembers",
                        "addMember",
                        "removeMember",
                        "updateMember",
                        "transferOwnership",
                        "createInvite",
                        "listInvites",
                        "revokeInvite",
                        "getInvite",
                        "acceptInvite",
                        "listBlocks",
                        "blockUser",
                        "unblockUser",
                        "findPeople",
                        "markRead",
                        "listReadMarks",
                        "getUnread",
                        "getPresence",
                        "sendMessage",
                        "editMessage",
                        "deleteMessage",
                        "addReaction",
                        "removeReaction",
                        "getEvents",
                        "searchMessages",
                        "getHistory",
                        "getMessagesAround",
                        "aiGreeting",
                        "aiResponse",
                        "readAiRun",
                        "cancelAiRun",
                        "askAiAgain",
                        "answerMessage",
                        "uiChat",
                        "resumeUiChat",
                        "listModels",
                        "getModel",
                        "createChatCompletion",
                        "createResponse",
                        "listApprovals",
                        "decideApproval",
                        "aiUsage",
                        "aiCosts",
                        "startAgentTask",
                        "agentStatus",
                        "listAgentCards",
                        "cancelTask",
                        "answerTask",
                        "listArtifacts",
                        "leaseTasks",
                        "reportTask",
                        "archive",
                        "analytics",
                        "functionMetrics",
                        "announce",
                        "listAssistants",
                        "createAssistant",
                        "getAssistant",
                        "updateAssistant",
                        "listAssistantCards",
                        "listAgents",
                        "createAgent",
                        "getAgent",
                        "updateAgent",
                        "deleteAgent",
                        "addAgentSecret",
                        "listOpenTasks",
                        "listAllSessions",
                        "getAnySession",
                        "updateAnySession",
                        "deleteAnySession",
                        "listAnyMembers",
                        "holdSession",
                        "releaseSession",
                        "exportSession",
                        "listWebhooks",
                        "createWebhook",
                        "getWebhook",
                        "updateWebhook",
                        "deleteWebhook",
                        "addWebhookSecret",
                        "listWebhookDeliveries",
                        "replayWebhookDelivery",
                        "jwks",
                        "live",
                        "ready",
                        "forgotPassword",
                        "resetPassword",
                        "listAudit",
                        "exportAudit",
                        "listUsers",
                        "createUser",
                        "updateUser",
                        "deleteUser",
                        "endUserLogins",
                        "createPasswordLink",
                        "listApiTokens",
                        "createApiToken",
                        "revokeApiToken",
                        "createRegistrationInvite");
        assertThat(contract.securityScheme("user").getScheme()).isEqualTo("bearer");
        assertThat(contract.securityScheme("agent").getScheme()).isEqualTo("bearer");
    }

    @Test
    void everyExampleFitsItsSchema(Vertx vertx) {
        OpenAPIContract contract = contract(vertx);
        List<String> checked = new ArrayList<>();
        for (Operation operation : contract.operations()) {
            if (operation.getRequestBody() != null) {
                check(
                        contract,
                        operation.getOperationId(),
                        operation.getRequestBody().getContent(),
                        checked);
            }
            for (int status : STATUSES) {
                // Of streams their description speaks.
                if (operation.getResponse(status) != null
                        && !(operation.getResponse(status).getContent().isEmpty()
                                && operation.getOpenAPIModel().containsKey("x-event-stream"))) {
                    check(
                            contract,
                            operation.getOperationId() + " " + status,
                            operation.getResponse(status).getContent(),
                            checked);
                }
            }
        }
        assertThat(checked).hasSizeGreaterThanOrEqualTo(77);
    }

    @Test
    void requestsTakeNoUnknownFields() {
        document.get("paths")
                .forEach(path -> path.forEach(operation -> {
                    if (operation.has("requestBody")) {
                        JsonNode schema = resolve(operation.at("/requestBody/content/application~1json/schema"));
                        boolean clientsOfOthers =
                                operation.path("x-foreign-body").booleanValue();
                        assertThat(schema.path("additionalProperties").isBoolean()
                                        && schema.get("additionalProperties").booleanValue() == clientsOfOthers)
                                .as(operation.get("operationId").asText())
                                .isTrue();
                    }
                }));
    }

    @Test
    void limitsAreThoseOfTheCode() {
        assertThat(limit("listSessions", "limit")).isEqualTo(ListSessions.MAX_LIMIT);
        assertThat(limit("getHistory", "limit")).isEqualTo(ReadHistory.MAX_LIMIT);
        assertThat(limit("getMessagesAround", "limit")).isEqualTo(ReadAround.MAX_LIMIT);
        assertThat(limit("listReadMarks", "limit")).isEqualTo(ListReadMarks.MAX_LIMIT);
        assertThat(limit("findPeople", "limit")).isEqualTo(FindPeople.MAX_LIMIT);
        assertThat(limit("getEvents", "limit")).isEqualTo(ReadTimeline.MAX_LIMIT);
        assertThat(limit("searchMessages", "limit")).isEqualTo(SearchMessages.MAX_LIMIT);
        assertThat(limit("listMembers", "limit")).isEqualTo(ListMembers.MAX_LIMIT);
        assertThat(limit("listBlocks", "limit")).isEqualTo(ListBlocks.MAX_LIMIT);
        assertThat(limit("agentStatus", "limit")).isEqualTo(ListTasks.MAX_LIMIT);
        assertThat(limit("listArtifacts", "limit")).isEqualTo(ListArtifacts.MAX_LIMIT);
        assertThat(limit("listWebhookDeliveries", "limit")).isEqualTo(ListWebhookDeliveries.MAX_LIMIT);
        assertThat(limit("listAllSessions", "limit")).isEqualTo(ListAllSessions.MAX_LIMIT);
        assertThat(limit("listAnyMembers", "limit")).isEqualTo(ListMembers.MAX_LIMIT);
        assertThat(limit("listAgents", "limit")).isEqualTo(ListAgents.MAX_LIMIT);
        assertThat(limit("listAssistants", "limit")).isEqualTo(ListAssistants.MAX_LIMIT);
        assertThat(maximum("LeaseTasks", "max")).isEqualTo(LeaseTasks.MAX_TASKS);
        assertThat(maximum("LeaseTasks", "waitSeconds")).isEqualTo(LeaseTasks.MAX_WAIT_SECONDS);
        assertThat(maximum("AddAgentSecret", "keepSeconds")).isEqualTo(AddAgentSecret.MAX_KEEP);
        assertThat(limit("analytics", "hours")).isEqualTo(ReadAnalytics.MAX_HOURS);
        assertThat(limit("functionMetrics", "hours")).isEqualTo(ReadFunctionMetrics.MAX_HOURS);
        assertThat(limit("aiUsage", "days")).isEqualTo(ReadAiUsage.MAX_DAYS);
        assertThat(limit("aiCosts", "days")).isEqualTo(ReadAiCosts.MAX_DAYS);
        assertThat(limit("aiCosts", "limit")).isEqualTo(ReadAiCosts.MAX_LIMIT);
        assertThat(document.at("/components/schemas/CreateSession/properties/title/maxLength")
                        .asInt())
                .isEqualTo(CreateSession.MAX_TITLE);
        assertThat(document.at("/components/schemas/CreateSession/properties/members/maxItems")
                        .asInt())
                .isEqualTo(CreateSession.MAX_MEMBERS);
        assertThat(document.at("/components/schemas/SendMessages/properties/messages/maxItems")
                        .asInt())
                .isEqualTo(SendMessages.MAX_BATCH);
        assertThat(maximum("UpdateSession", "slowModeSeconds")).isEqualTo(UpdateSession.MAX_SLOW_MODE_SECONDS);
        assertThat(maximum("UpdateMember", "silenceSeconds")).isEqualTo(UpdateMember.MAX_SILENCE_SECONDS);
        assertThat(maximum("CreateInvite", "expiresInSeconds")).isEqualTo(CreateInvite.MAX_EXPIRY_SECONDS);
        assertThat(maximum("CreateInvite", "maxUses")).isEqualTo(CreateInvite.MAX_USES);
        assertThat(document.at("/components/schemas/Mentions/maxItems").asInt()).isEqualTo(NewMessage.MAX_MENTIONS);
        assertThat(document.at("/components/schemas/Emoji/maxLength").asInt()).isEqualTo(SetReaction.MAX_CHARACTERS);
        assertThat(document.at("/components/schemas/ClientMessageId/maxLength").asInt())
                .isEqualTo(NewMessage.MAX_CLIENT_ID_CHARACTERS);
        assertThat(document.at("/components/schemas/Metadata/description").asText())
                .contains(Integer.toString(NewMessage.MAX_METADATA_BYTES));
    }

    /** Content has upper limits with codes of their own, which a limit in the schema would hide behind {@code invalid_request}. */
    @Test
    void contentIsLeftToTheCode() {
        assertThat(document.at("/components/schemas/MessageContent").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("description", "type", "minLength");
    }

    private int maximum(String schema, String property) {
        return document.at("/components/schemas/" + schema + "/properties/" + property + "/maximum")
                .asInt();
    }

    private int limit(String operationId, String parameter) {
        for (JsonNode path : document.get("paths")) {
            for (JsonNode operation : path) {
                if (operation.path("operationId").asText().equals(operationId)) {
                    for (JsonNode known : operation.get("parameters")) {
                        if (known.path("name").asText().equals(parameter)) {
                            return known.at("/schema/maximum").asInt();
                        }
                    }
                }
            }
        }
        throw new AssertionError(operationId + " has no parameter " + parameter);
    }

    private JsonNode resolve(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    private void check(OpenAPIContract contract, String where, Map<String, MediaType> content, List<String> checked) {
        if (content.containsKey("text/plain")) {
            return; // lines, of which the description speaks
        }
        assertThat(content).as(where).containsOnlyKeys("application/json");
        content.forEach((name, type) -> {
            JsonNode examples = raw(type);
            assertThat(examples).as(where).isNotEmpty();
            examples.properties().forEach(example -> {
                JsonNode value = resolve(example.getValue()).get("value");
                OutputUnit result = contract.getSchemaRepository()
                        .validator(type.getSchema())
                        .validate(new JsonObject(value.toString()));
                assertThat(result.getErrors())
                        .as(where + " " + example.getKey())
                        .isNullOrEmpty();
                assertThat(result.getValid()).as(where + " " + example.getKey()).isTrue();
                checked.add(where + " " + example.getKey());
            });
        });
    }

    /** The examples without the notes that the reader leaves in what it has resolved. */
    private static JsonNode raw(MediaType type) {
        return withoutNotes(Json.decode(
                type.getOpenAPIModel().getJsonObject("examples").toBuffer().getBytes(), JsonNode.class));
    }

    private static JsonNode withoutNotes(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(object.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(name -> name.startsWith("__"))
                    .toList());
        }
        node.forEach(OpenApiTest::withoutNotes);
        return node;
    }

    private static OpenAPIContract contract(Vertx vertx) {
        return OpenAPIContract.from(vertx, "openapi/cogo.yaml").await();
    }
}
