package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The other tests are made from lists; here nobody is forgotten. */
@ExtendWith(WholeNode.class)
class CoverageTest {
    @Test
    void everyOperationOfTheDocumentHasAGoodCall(ApiFixture world) {
        assertThat(GoodCalls.ALL.stream().map(GoodCall::operation).collect(Collectors.toSet()))
                .isEqualTo(operations(world));
    }

    @Test
    void everyOperationOfTheDocumentHasABadCall(ApiFixture world) {
        Stream<BadCall> calls = Stream.of(
                        new BadParameters(world).all(), new BadTokens(world).all(), new BrokenRules(world).all())
                .flatMap(all -> all);
        assertThat(calls.map(BadCall::operation).collect(Collectors.toSet())).isEqualTo(operations(world));
    }

    @Test
    void everyOperationWithASessionOrTaskIsTriedByStrangers(ApiFixture world) {
        Set<String> withIds = world.document().operations().stream()
                .filter(operation -> operation.security().filter("user"::equals).isPresent())
                // Operators see everybody's sessions there, and others nothing, whatever they name.
                .filter(operation -> !operation.path().startsWith("/admin/"))
                .filter(operation -> operation.parameters().stream()
                                .anyMatch(parameter -> ForeignCalls.IDS.contains(parameter.getString("name")))
                        || operation.body().stream()
                                .anyMatch(body -> body.getJsonObject("properties").fieldNames().stream()
                                        .anyMatch(ForeignCalls.IDS::contains)))
                .map(ApiOperation::id)
                .collect(Collectors.toSet());
        assertThat(ForeignCalls.all(world).map(ForeignCalls.Foreign::operation).collect(Collectors.toSet()))
                .containsAll(withIds);
    }

    private static Set<String> operations(ApiFixture world) {
        return world.document().operations().stream().map(ApiOperation::id).collect(Collectors.toSet());
    }
}
