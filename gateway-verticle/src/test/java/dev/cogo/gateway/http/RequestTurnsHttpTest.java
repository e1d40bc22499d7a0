package dev.cogo.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.FakeServices;
import dev.cogo.gateway.TestGateway;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.session.MemberPage;
import io.vertx.core.Promise;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Somebody who asks for much at once, while what they ask for takes its time. */
class RequestTurnsHttpTest {
    private static final String PATH = "/chat/session/" + Ids.next() + "/members";
    private static final int AT_ONCE = 2;
    private static final int WAITING = 128;
    private static final int ASKED = 150;
    private static final Promise<Void> GATE = Promise.promise();

    @AutoClose
    private static final TestGateway gateway = new TestGateway();

    private static final FakeServices services =
            FakeServices.deploy(gateway.vertx, Map.of(Address.MEMBER_LIST, request -> {
                GATE.future().await();
                return new MemberPage(List.of(), null);
            }));

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void waitsForThemselvesAndNobodyElseDoes() throws Exception {
        String greedy = gateway.newUser().getString("accessToken");
        String other = gateway.newUser().getString("accessToken");
        List<CompletableFuture<HttpResponse<String>>> asked =
                Stream.generate(() -> ask(greedy)).limit(ASKED).toList();
        for (int i = 0; i < AT_ONCE; i++) {
            services.next();
        }
        Eventually.until(
                "what is beyond to be refused",
                () -> asked.stream().filter(CompletableFuture::isDone).count() == ASKED - AT_ONCE - WAITING);

        CompletableFuture<HttpResponse<String>> others = ask(other);
        services.next();
        assertThat(services.isEmpty()).isTrue();
        GATE.complete();

        assertThat(others.get().statusCode()).isEqualTo(200);
        Map<Integer, Long> statuses = asked.stream()
                .map(answer -> answer.join().statusCode())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(statuses)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(200, (long) AT_ONCE + WAITING, 429, (long) ASKED - AT_ONCE - WAITING));
    }

    private CompletableFuture<HttpResponse<String>> ask(String token) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + PATH))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
