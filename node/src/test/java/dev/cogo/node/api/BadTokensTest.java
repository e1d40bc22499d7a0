package dev.cogo.node.api;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WholeNode.class)
class BadTokensTest {
    @TestFactory
    Stream<DynamicTest> missingForgedAndExpiredTokensAreRefused(ApiFixture world) {
        return new Refusal(world).tests(new BadTokens(world).all());
    }

    @TestFactory
    Stream<DynamicTest> onlyOperatorsMayOperate(ApiFixture world) {
        return new Refusal(world).tests(new BadTokens(world).byMembers());
    }
}
