package dev.cogo.node.api;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WholeNode.class)
class BadBodiesTest {
    @TestFactory
    Stream<DynamicTest> bytesThatAreNoJsonObjectAreRefused(ApiFixture world) {
        return new Refusal(world).tests(new BadBodies(world).forms());
    }

    @TestFactory
    Stream<DynamicTest> fieldsThatAreMissingUnknownOrWrongAreRefused(ApiFixture world) {
        return new Refusal(world).tests(new BadBodies(world).ofSchemas());
    }

    @TestFactory
    Stream<DynamicTest> textsThatCannotBeStoredOrShownAreRefused(ApiFixture world) {
        return new Refusal(world).tests(new BadBodies(world).badTexts());
    }
}
