package dev.cogo.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.schema.error.CogoException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first fault of a body ends its check, and how many there are behind it makes no difference. */
class BodyCheckTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String SESSION = UUID.randomUUID().toString();
    private static BodyCheck messages;
    private static BodyCheck profile;
    private static BodyCheck account;

    @BeforeAll
    static void read() {
        OpenAPIContract contract =
                OpenAPIContract.from(VERTX, "openapi/cogo.yaml").await();
        messages = of(contract, "sendMessage");
        profile = of(contract, "updateMe");
        account = of(contract, "register");
    }

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    private static BodyCheck of(OpenAPIContract contract, String operation) {
        JsonSchema schema = contract.operation(operation)
                .getRequestBody()
                .getContent()
                .get("application/json")
                .getSchema();
        return new BodyCheck(contract.getSchemaRepository(), schema);
    }

    @Test
    void noItemOfTooLongAListIsLookedAt() {
        Counted<Object> zeros = new Counted<>(470_000, i -> 0);

        assertRefused(message().put("mentions", new JsonArray(zeros)), "mentions can have 50 items at most");
        assertThat(zeros.asked.get()).isZero();
    }

    @Test
    void theFirstUnknownFieldEndsIt() {
        AtomicInteger asked = new AtomicInteger();
        AbstractMap<String, Object> flood = new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                return IntStream.range(0, 100)
                        .mapToObj(i -> entry("field" + i, asked))
                        .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
            }

            @Override
            public boolean containsKey(Object name) {
                return name.equals("email") || name.equals("password");
            }
        };

        assertThatThrownBy(() -> account.checked(new JsonObject(flood)))
                .isInstanceOf(CogoException.class)
                .hasMessageContaining("there is no field field");
        assertThat(asked.get()).isZero();
    }

    private static AbstractMap.SimpleEntry<String, Object> entry(String name, AtomicInteger asked) {
        return new AbstractMap.SimpleEntry<>(name, 0) {
            private static final long serialVersionUID = 1;

            @Override
            public Object getValue() {
                asked.incrementAndGet();
                return super.getValue();
            }
        };
    }

    @Test
    void whatFollowsAFaultyItemIsNotDescribed() {
        Counted<Object> faulty =
                new Counted<>(100, i -> new JsonObject().put("content", "x").put("mentions", ids(50, "z".repeat(36))));

        assertRefused(
                new JsonObject().put("sessionId", SESSION).put("messages", new JsonArray(faulty)),
                "messages[0].mentions[0] is not a valid uuid");
        // Each is looked at for its size, and the first one for all else.
        assertThat(faulty.asked.get()).isLessThan(120);
    }

    @Test
    void theLastItemIsNamedAsWell() {
        List<Object> batch = IntStream.range(0, 100)
                .<Object>mapToObj(i -> new JsonObject().put("content", i == 99 ? 7 : "x"))
                .toList();

        assertRefused(
                new JsonObject().put("sessionId", SESSION).put("messages", new JsonArray(batch)),
                "messages[99].content must be of type string, not number");
    }

    @Test
    void aWholeBatchIsTaken() {
        JsonObject each = new JsonObject().put("content", "x").put("mentions", ids(50, SESSION));
        JsonObject batch = new JsonObject()
                .put("sessionId", SESSION)
                .put("messages", new JsonArray(java.util.Collections.nCopies(100, each)));

        assertThat(messages.checked(batch)).isSameAs(batch);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0006", "%zz", "%", "a/b~c", "é", "\ud83d", "", " ", "+", "#", "a\nb"})
    void anOddNameIsNoneOfTheFields(String name) {
        assertThatThrownBy(() -> profile.checked(new JsonObject().put(name, new JsonObject())))
                .isInstanceOf(CogoException.class)
                .hasMessageContaining("there is no field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "a", "a@", ".@.", "\u0000", "@b.co", "\"@b.co"})
    void anOddAddressIsNoFaultOfOurs(String email) {
        JsonObject body = new JsonObject().put("email", email).put("password", "long enough 1");

        assertThatThrownBy(() -> account.checked(body))
                .isInstanceOf(CogoException.class)
                .hasMessageContaining("email");
    }

    private static JsonObject message() {
        return new JsonObject().put("sessionId", SESSION).put("content", "x");
    }

    private static JsonArray ids(int n, String id) {
        return new JsonArray(java.util.Collections.nCopies(n, id));
    }

    private static void assertRefused(JsonObject body, String detail) {
        assertThatThrownBy(() -> messages.checked(body))
                .isInstanceOf(CogoException.class)
                .hasMessage(detail);
    }

    /** A list that knows how often it was asked for an item. */
    private static final class Counted<T> extends AbstractList<T> {
        private final AtomicInteger asked = new AtomicInteger();
        private final int size;
        private final IntFunction<T> item;

        Counted(int size, IntFunction<T> item) {
            this.size = size;
            this.item = item;
        }

        @Override
        public T get(int index) {
            asked.incrementAndGet();
            return item.apply(index);
        }

        @Override
        public int size() {
            return size;
        }
    }
}
