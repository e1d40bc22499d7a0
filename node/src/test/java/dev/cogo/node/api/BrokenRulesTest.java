package dev.cogo.node.api;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WholeNode.class)
class BrokenRulesTest {
    @TestFactory
    Stream<DynamicTest> callsThatBreakARuleAreRefusedWithItsCode(ApiFixture world) {
        return new Refusal(world).tests(new BrokenRules(world).all());
    }
}
