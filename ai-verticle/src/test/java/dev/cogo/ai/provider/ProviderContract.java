package dev.cogo.ai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cogo.ai.template.Templates;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.text.Content;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every provider does, with whatever stands behind it in working order. */
@ExtendWith(VertxExtension.class)
public abstract class ProviderContract {
    protected abstract Provider provider(Vertx vertx);

    protected static Prompt question(String language, Turn... turns) {
        return new Prompt(Purpose.ANSWER, language, system(language), List.of(turns));
    }

    private static String system(String language) {
        return Templates.builtIn().of(Purpose.ANSWER, language).filled(Templates.values(language, "Cogo"));
    }

    protected static Prompt question(String text) {
        return question("en", Turn.user(text));
    }

    @Test
    void hasANameAndAModel(Vertx vertx) {
        Provider provider = provider(vertx);
        assertThat(provider.name()).matches("[a-z]+");
        assertThat(provider.model()).isNotBlank();
    }

    @Test
    void writesForEachPurposeWhatAMessageCanHold(Vertx vertx) {
        Provider provider = provider(vertx);
        for (Purpose purpose : Purpose.values()) {
            Completion completion = provider.complete(new Prompt(purpose, "ko", system("ko"), List.of(Turn.user("?"))));
            assertThat(Content.check(completion.text())).isNotBlank();
            assertThat(completion.origin().asked()).isEqualTo(provider.model());
            assertThat(completion.language()).isEqualTo("ko");
            assertThat(completion.cached()).isFalse();
            assertThat(completion.truncated()).isFalse();
        }
    }

    @Test
    void handsOnWhatItWrites(Vertx vertx) {
        List<String> pieces = new ArrayList<>();
        Completion completion = provider(vertx).stream(question("who are you?"), pieces::add);
        assertThat(pieces).doesNotContain("").hasSizeGreaterThan(1);
        assertThat(String.join("", pieces).strip()).isEqualTo(completion.text());
        assertThat(completion.truncated()).isFalse();
    }

    @Test
    void endsItsWorkWhenNobodyWantsIt(Vertx vertx) {
        List<String> pieces = new ArrayList<>();
        assertThatExceptionOfType(ProviderFailure.class)
                .isThrownBy(() -> provider(vertx).stream(question("who are you?"), piece -> {
                    pieces.add(piece);
                    return false;
                }))
                .satisfies(failure -> assertThat(failure.error().code()).isEqualTo(ErrorCode.AI_FAILED));
        assertThat(pieces).hasSize(1);
    }

    @Test
    void takesALongConversationAndAnyText(Vertx vertx) {
        List<Turn> turns = new ArrayList<>();
        IntStream.range(0, 100).forEach(i -> {
            turns.add(Turn.user("\"quoted\" \\ {json} \uD83D\uDE00 ".repeat(50)));
            turns.add(Turn.model("answer"));
        });
        turns.add(Turn.user("한국어 질문"));
        assertThat(provider(vertx)
                        .complete(question("ko", turns.toArray(Turn[]::new)))
                        .text())
                .isNotBlank();
    }

    @Test
    void servesCallersAtTheSameTime(Vertx vertx) throws Exception {
        Provider provider = provider(vertx);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = IntStream.range(0, 16)
                    .mapToObj(i -> threads.submit(
                            () -> provider.complete(question("question " + i)).text()))
                    .toList();
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isNotBlank();
            }
        }
    }
}
