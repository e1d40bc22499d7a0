package dev.cogo.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpHostTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            127.0.0.1, 127.0.0.1, 127.0.0.1, 127.0.0.1
            0.0.0.0, 0.0.0.0, 0.0.0.0, 127.0.0.1
            ::1, ::1, [::1], [::1]
            [::1], ::1, [::1], [::1]
            ::, ::, [::], 127.0.0.1
            [::], ::, [::], 127.0.0.1
            chat.example.org, chat.example.org, chat.example.org, chat.example.org
            """)
    void aHostAndHowItIsWritten(String setting, String name, String inUrl, String reachable) {
        HttpHost host = HttpHost.of(setting);

        assertThat(host.name()).isEqualTo(name);
        assertThat(host.inUrl()).isEqualTo(inUrl);
        assertThat(host.reachable().inUrl()).isEqualTo(reachable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[", "[]", "[127.0.0.1]", "::g", "a b", "a/b", "a@b", "127.0.0.1:8080", "my_host", "[::1"})
    void noHost(String setting) {
        assertThatThrownBy(() -> HttpHost.of(setting)).isInstanceOf(IllegalArgumentException.class);
    }
}
