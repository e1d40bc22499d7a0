package dev.cogo.ai;

import static dev.cogo.ai.testing.AiFixture.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.ai.gemini.GeminiReply;
import dev.cogo.ai.gemini.GeminiStub;
import dev.cogo.ai.testing.AiFixture;
import dev.cogo.schema.ai.Greeting;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GreetingsTest {
    private final AiFixture ai = new AiFixture();

    @AfterEach
    void close() {
        ai.close();
    }

    @Test
    void outsideASessionNothingIsStoredInTheChat() {
        ai.gemini.next(GeminiReply.text("Bonjour !"));
        ai.startAi();
        assertThat(ai.greet(null, null, "fr-CA,en;q=0.5").await())
                .isEqualTo(new Greeting("Bonjour !", "fr-CA", GeminiStub.MODEL, "gemini", false, null));
        assertThat(ai.gemini.calls().getFirst().system()).contains("French (Canada) (BCP 47: fr-CA)");
        assertThat(ai.rows("SELECT 1 FROM ai_response_logs WHERE kind = 'greeting' AND session_id IS NULL"))
                .hasSize(1);
    }

    @Test
    void inASessionEachGreetingIsAMessage() {
        ai.startAi();
        UUID session = ai.chat.session(true, "ja", ai.user);
        Greeting first = ai.greet(session, null, "fr").await();
        Greeting second = ai.greet(session, null, "fr").await();
        assertThat(first.language()).isEqualTo("ja");
        assertThat(first.cached()).isFalse();
        assertThat(second.cached()).isTrue();
        assertThat(ai.chat.messages(session)).containsExactly(first.message(), second.message());
        Message message = ai.chat.messages(session).getFirst();
        assertThat(message.messageType()).isEqualTo(MessageType.AI_GREETING);
        assertThat(message.content()).isEqualTo(first.content());
        assertThat(message.clientMessageId()).startsWith("greeting:");
        assertThat(message.metadata()).containsEntry("language", "ja").containsEntry("provider", "gemini");
        assertThat(ai.gemini.calls()).hasSize(1);
    }

    @Test
    void theUsersPreferenceGoesBeforeTheSessionsLanguage() {
        ai.startAi(ai.config(null, 4));
        ai.database.query("INSERT INTO user_language_preferences (user_id, language) VALUES ($1, 'ar')", ai.user);
        UUID session = ai.chat.session(true, "ja", ai.user);
        assertThat(ai.greet(session, null, null).await().content()).startsWith("مرحبًا");
        assertThat(ai.greet(session, "el", null).await().content()).startsWith("Γεια");
    }

    @Test
    void isOnlyForMembersOfSessionsWithTheAi() {
        ai.startAi();
        assertThat(codeOf(ai.greet(ai.chat.session(true, null, ai.other), null, null)))
                .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
        assertThat(codeOf(ai.greet(ai.chat.session(false, null, ai.user), null, null)))
                .isEqualTo(ErrorCode.AI_NOT_IN_SESSION);
        assertThat(ai.gemini.calls()).isEmpty();
    }

    @Test
    void aFailureLeavesNoMessage() {
        ai.gemini.next(GeminiReply.badKey());
        ai.startAi();
        UUID session = ai.chat.session(true, null, ai.user);
        assertThat(codeOf(ai.greet(session, null, null))).isEqualTo(ErrorCode.AI_UNAVAILABLE);
        assertThat(ai.chat.messages(session)).isEmpty();
        assertThat(ai.rows("SELECT 1 FROM ai_response_logs WHERE error LIKE 'ai_unavailable%'"))
                .hasSize(1);
    }
}
