package dev.cogo.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ChatConfigTest {
    @Test
    void aWrongValueIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChatConfig(1))
                .withMessageContaining("CHAT_MAX_MEMBERS");
        assertThat(new ChatConfig(2).maxMembers()).isEqualTo(2);
    }
}
