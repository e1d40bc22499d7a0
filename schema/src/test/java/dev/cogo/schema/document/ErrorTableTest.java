package dev.cogo.schema.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cogo.schema.error.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The enum, {@code docs/errors.md} and both API documents name the same errors. */
class ErrorTableTest {
    private static final Set<String> CODES =
            Arrays.stream(ErrorCode.values()).map(ErrorCode::wireName).collect(Collectors.toCollection(TreeSet::new));

    @Test
    void theTableIsTheEnum() {
        assertThat(Document.errorTable().stream().map(row -> row.subList(0, 4)))
                .containsExactlyElementsOf(Arrays.stream(ErrorCode.values())
                        .map(code -> List.of(
                                Integer.toString(code.number()),
                                "`" + code.wireName() + "`",
                                Integer.toString(code.httpStatus()),
                                code.retryable() ? "yes" : "no"))
                        .toList());
    }

    @Test
    void everyRowSaysWhatItMeansAndWhatToDo() {
        assertThat(Document.errorTable())
                .allSatisfy(row -> assertThat(row).hasSize(6).noneMatch(String::isBlank));
    }

    @Test
    void numbersAreUniqueAndBeginWithTheStatus() {
        assertThat(ErrorCode.values()).extracting(ErrorCode::number).doesNotHaveDuplicates();
        assertThat(ErrorCode.values()).allMatch(code -> code.number() / 100 == code.httpStatus());
        assertThat(ErrorCode.values())
                .allSatisfy(
                        code -> assertThat(ErrorCode.ofNumber(code.number())).contains(code));
    }

    @Test
    void theDocumentsKnowEveryCodeAndNoOther() {
        Set<String> named = new TreeSet<>(Document.errorCodes(Document.openApi()));
        named.addAll(Document.errorCodes(Document.asyncApi()));
        assertThat(named).isEqualTo(CODES);
    }

    @Test
    void everyCallNamesItsCodes() {
        JsonNode paths = Document.openApi().get("paths");
        paths.forEach(path -> path.forEach(
                operation -> assertThat(operation.path("x-error-codes").isArray())
                        .as(operation.path("operationId").asText())
                        .isTrue()));
    }

    @Test
    void callsForUsersMayMeetAnyWrongToken() {
        Document.openApi()
                .get("paths")
                .forEach(path -> path.forEach(operation -> {
                    if (!operation.has("security")) {
                        assertThat(Document.texts(operation.get("x-error-codes")))
                                .as(operation.path("operationId").asText())
                                .contains("unauthenticated", "invalid_token", "token_expired");
                    }
                }));
    }

    @Test
    void examplesOfErrorsAreTrue() {
        Document.openApi()
                .at("/components/responses")
                .forEach(response -> response.at("/content/application~1problem+json/examples")
                        .forEach(example -> {
                            JsonNode problem = example.get("value");
                            ErrorCode code = Arrays.stream(ErrorCode.values())
                                    .filter(known -> known.wireName()
                                            .equals(problem.get("code").asText()))
                                    .findFirst()
                                    .orElseThrow();
                            assertThat(problem.get("title").asText()).isEqualTo(code.title());
                            assertThat(problem.get("status").asInt()).isEqualTo(code.httpStatus());
                            assertThat(problem.get("type").asText()).isEqualTo("urn:cogo:error:" + code.wireName());
                        }));
    }
}
