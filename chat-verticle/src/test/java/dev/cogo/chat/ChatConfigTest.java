package dev.cogo.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChatConfigTest {
    @Test
    void aWrongValueIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChatConfig(1))
                .withMessageContaining("CHAT_MAX_MEMBERS");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChatConfig(2, Durability.DURABLE, Duration.ZERO))
                .withMessageContaining("presence");
        assertThat(new ChatConfig(2).maxMembers()).isEqualTo(2);
    }
}
