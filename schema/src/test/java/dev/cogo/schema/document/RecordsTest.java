package dev.cogo.schema.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cogo.schema.activity.ActiveSession;
import dev.cogo.schema.activity.SessionActivity;
import dev.cogo.schema.agent.Agent;
import dev.cogo.schema.agent.AgentCard;
import dev.cogo.schema.agent.AgentCardPage;
import dev.cogo.schema.agent.AgentKind;
import dev.cogo.schema.agent.AgentPage;
import dev.cogo.schema.agent.AgentSecret;
import dev.cogo.schema.agent.AgentSkill;
import dev.cogo.schema.agent.AnswerBy;
import dev.cogo.schema.agent.Artifact;
import dev.cogo.schema.agent.ArtifactPage;
import dev.cogo.schema.agent.OpenTask;
import dev.cogo.schema.agent.OpenTaskPage;
import dev.cogo.schema.agent.ReportType;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskError;
import dev.cogo.schema.agent.TaskInput;
import dev.cogo.schema.agent.TaskLease;
import dev.cogo.schema.agent.TaskLeases;
import dev.cogo.schema.agent.TaskPage;
import dev.cogo.schema.agent.TaskQuestion;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.ai.AiBudget;
import dev.cogo.schema.ai.AiCost;
import dev.cogo.schema.ai.AiCosts;
import dev.cogo.schema.ai.AiRun;
import dev.cogo.schema.ai.AiUsage;
import dev.cogo.schema.ai.AiUsageDay;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.Greeting;
import dev.cogo.schema.ai.Usage;
import dev.cogo.schema.archive.Analytics;
import dev.cogo.schema.archive.AnalyticsHour;
import dev.cogo.schema.archive.ArchiveReport;
import dev.cogo.schema.archive.FunctionMetric;
import dev.cogo.schema.archive.FunctionMetrics;
import dev.cogo.schema.block.Block;
import dev.cogo.schema.block.BlockPage;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.event.AiDelta;
import dev.cogo.schema.event.AiDone;
import dev.cogo.schema.event.AiSnapshot;
import dev.cogo.schema.event.Announcement;
import dev.cogo.schema.event.BatchMessages;
import dev.cogo.schema.event.Broadcast;
import dev.cogo.schema.event.ClusterStatus;
import dev.cogo.schema.event.NodeStatus;
import dev.cogo.schema.event.Notification;
import dev.cogo.schema.event.PresenceChange;
import dev.cogo.schema.event.PresenceSummary;
import dev.cogo.schema.event.SessionUpdate;
import dev.cogo.schema.event.Typing;
import dev.cogo.schema.invite.Invite;
import dev.cogo.schema.invite.InvitePage;
import dev.cogo.schema.invite.InvitePreview;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.MessageWindow;
import dev.cogo.schema.message.Reaction;
import dev.cogo.schema.message.ReactionChange;
import dev.cogo.schema.message.TimelinePage;
import dev.cogo.schema.people.PeopleFound;
import dev.cogo.schema.people.PersonFound;
import dev.cogo.schema.personal.Export;
import dev.cogo.schema.personal.ExportStatus;
import dev.cogo.schema.presence.Presence;
import dev.cogo.schema.presence.PresencePage;
import dev.cogo.schema.presence.PresenceStatus;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberPage;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.ReadMark;
import dev.cogo.schema.session.ReadMarkPage;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionHold;
import dev.cogo.schema.session.SessionKind;
import dev.cogo.schema.session.SessionOverview;
import dev.cogo.schema.session.SessionOverviewPage;
import dev.cogo.schema.session.SessionPage;
import dev.cogo.schema.session.SessionSettings;
import dev.cogo.schema.session.Unread;
import dev.cogo.schema.webhook.DeliveryStatus;
import dev.cogo.schema.webhook.Webhook;
import dev.cogo.schema.webhook.WebhookDelivery;
import dev.cogo.schema.webhook.WebhookDeliveryPage;
import dev.cogo.schema.webhook.WebhookEvent;
import dev.cogo.schema.webhook.WebhookPage;
import dev.cogo.schema.webhook.WebhookSecret;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents say of a record is what the record is. */
class RecordsTest {
    private static final JsonNode OPEN_API = Document.openApi().at("/components/schemas");
    /** The end of a list is said, not left out. */
    private static final Set<String> ENDS = Set.of("next", "older", "newer");

    private static final JsonNode ASYNC_API = Document.asyncApi().at("/components/schemas");

    @ParameterizedTest
    @ValueSource(
            classes = {
                AiBudget.class,
                AiCost.class,
                AiCosts.class,
                AiUsage.class,
                AiUsageDay.class,
                Analytics.class,
                AiRun.class,
                AnalyticsHour.class,
                Announcement.class,
                Answer.class,
                ArchiveReport.class,
                Block.class,
                BlockPage.class,
                ChannelEvent.class,
                Export.class,
                Greeting.class,
                Invite.class,
                InvitePage.class,
                InvitePreview.class,
                Member.class,
                MemberPage.class,
                Message.class,
                MessagePage.class,
                FunctionMetric.class,
                FunctionMetrics.class,
                MessageWindow.class,
                OpenTask.class,
                OpenTaskPage.class,
                PeopleFound.class,
                PersonFound.class,
                Presence.class,
                PresencePage.class,
                Reaction.class,
                ReactionChange.class,
                ReadMark.class,
                ReadMarkPage.class,
                Session.class,
                SessionPage.class,
                Agent.class,
                AgentCard.class,
                AgentCardPage.class,
                AgentPage.class,
                AgentSecret.class,
                AgentSkill.class,
                Artifact.class,
                ArtifactPage.class,
                Task.class,
                TaskError.class,
                TaskInput.class,
                TaskLease.class,
                TaskLeases.class,
                TaskPage.class,
                TaskQuestion.class,
                TimelinePage.class,
                Unread.class,
                Usage.class,
                SessionHold.class,
                SessionOverview.class,
                SessionOverviewPage.class,
                Webhook.class,
                WebhookDelivery.class,
                WebhookDeliveryPage.class,
                WebhookPage.class,
                WebhookSecret.class
            })
    void answers(Class<?> type) {
        assertDescribes(OPEN_API.path(type.getSimpleName()), type);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ActiveSession.class,
                AiDelta.class,
                AiDone.class,
                AiSnapshot.class,
                BatchMessages.class,
                ClusterStatus.class,
                ClusterStatus.OpenWork.class,
                NodeStatus.class,
                Notification.class,
                PresenceChange.class,
                PresenceSummary.class,
                SessionActivity.class,
                SessionSettings.class,
                SessionUpdate.class,
                Typing.class,
                Broadcast.class
            })
    void payloads(Class<?> type) {
        assertDescribes(ASYNC_API.path(type.getSimpleName()), type);
    }

    @Test
    void enums() {
        assertThat(names(OPEN_API.at("/TaskStatus"))).isEqualTo(wireNames(TaskStatus.values()));
        assertThat(names(OPEN_API.at("/MemberRole"))).isEqualTo(wireNames(MemberRole.values()));
        assertThat(names(OPEN_API.at("/Export/properties/status"))).isEqualTo(wireNames(ExportStatus.values()));
        assertThat(names(OPEN_API.at("/PresenceStatus"))).isEqualTo(wireNames(PresenceStatus.values()));
        assertThat(names(OPEN_API.at("/Message/properties/messageType"))).isEqualTo(wireNames(MessageType.values()));
        assertThat(names(OPEN_API.at("/TaskReport/properties/type"))).isEqualTo(wireNames(ReportType.values()));
        assertThat(names(OPEN_API.at("/Agent/properties/kind"))).isEqualTo(wireNames(AgentKind.values()));
        assertThat(names(OPEN_API.at("/TaskQuestion/properties/answerBy"))).isEqualTo(wireNames(AnswerBy.values()));
        assertThat(names(OPEN_API.at("/WebhookDelivery/properties/type")))
                .isEqualTo(Arrays.stream(WebhookEvent.values())
                        .map(WebhookEvent::wireName)
                        .toList());
        // The rest is told to who hears of messages, and not asked for.
        assertThat(names(OPEN_API.at("/WebhookEvent")))
                .isEqualTo(Arrays.stream(WebhookEvent.values())
                        .filter(event -> event != WebhookEvent.MESSAGES_DROPPED)
                        .map(WebhookEvent::wireName)
                        .toList());
        assertThat(names(OPEN_API.at("/WebhookDelivery/properties/status")))
                .isEqualTo(wireNames(DeliveryStatus.values()));
        assertThat(names(OPEN_API.at("/Session/properties/kind"))).isEqualTo(wireNames(SessionKind.values()));
        assertThat(names(OPEN_API.at("/CreateSession/properties/kind"))).isEqualTo(wireNames(SessionKind.values()));
    }

    private static void assertDescribes(JsonNode schema, Class<?> type) {
        List<String> parts = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(schema.path("properties").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(parts);
        List<String> present = Arrays.stream(type.getRecordComponents())
                .filter(part -> !isLeftOut(part) || ENDS.contains(part.getName()))
                .map(RecordComponent::getName)
                .toList();
        assertThat(Document.texts(schema.path("required"))).containsExactlyInAnyOrderElementsOf(present);
    }

    private static boolean isLeftOut(RecordComponent part) {
        return part.getAnnotatedType().isAnnotationPresent(Nullable.class)
                || part.getAccessor().isAnnotationPresent(JsonInclude.class);
    }

    private static List<String> names(JsonNode schema) {
        return Document.texts(schema.path("enum"));
    }

    private static List<String> wireNames(Enum<?>[] values) {
        return Stream.of(values)
                .map(value -> Json.string(value).replace("\"", ""))
                .collect(Collectors.toList());
    }
}
