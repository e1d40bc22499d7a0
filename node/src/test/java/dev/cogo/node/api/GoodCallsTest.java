package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WholeNode.class)
class GoodCallsTest {
    @TestFactory
    Stream<DynamicTest> isAnsweredAsTheDocumentSays(ApiFixture world) {
        return GoodCalls.ALL.stream()
                .map(call -> DynamicTest.dynamicTest(call.operation() + ": " + call.name(), () -> check(world, call)));
    }

    private static void check(ApiFixture world, GoodCall call) {
        Answer answer = world.api().send(call.request().apply(world));
        assertThat(answer.status()).as(answer.text()).isEqualTo(call.status());
        assertThat(world.document().faultOf(world.document().operation(call.operation()), answer))
                .as(answer.text())
                .isEmpty();
        call.settled().accept(world, answer);
    }
}
