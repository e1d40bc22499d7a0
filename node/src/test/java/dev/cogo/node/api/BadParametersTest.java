package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(WholeNode.class)
class BadParametersTest {
    @TestFactory
    Stream<DynamicTest> pathsAndQueriesThatTheDocumentDoesNotAllowAreRefused(ApiFixture world) {
        return new Refusal(world).tests(new BadParameters(world).all());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/chat", "/chat/nothing", "/auth/login/x", "/chat/session/../../etc/passwd", "/chat/%2e%2e%2fx"})
    void pathsThatDoNotExistAreNotFound(String path, ApiFixture world) {
        Answer answer = world.api().send(Request.get(path).as(world.alice()));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
    }
}
