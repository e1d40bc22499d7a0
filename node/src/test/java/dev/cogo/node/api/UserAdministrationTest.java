package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.node.TestCommands;
import dev.cogo.runtime.testing.Eventually;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of people whose accounts operators change, by the API and on the command line. */
@ExtendWith(WholeNode.class)
class UserAdministrationTest {
    private static final String NEW_PASSWORD = "nine loud lighthouses";

    private static Answer login(ApiFixture world, Person person, String password) {
        return world.api()
                .send(Request.post("/auth/login")
                        .with(new JsonObject().put("email", person.email()).put("password", password)));
    }

    private static Answer me(ApiFixture world, Person person) {
        return world.api().send(Request.get("/auth/me").as(person));
    }

    @Test
    void whoIsDisabledIsOutAtOnceAndComesBackWhenEnabled(ApiFixture world) {
        Person person = world.newPerson("uma");
        try (Bridge bridge = world.bridge().listen("user_notifications_" + person.id(), person)) {
            JsonObject disabled =
                    world.api().get(GoodOperatorCalls.update(world, person, new JsonObject().put("disabled", true)));
            assertThat(disabled.getString("disabledAt")).isNotNull();
            bridge.next(frame -> "closing".equals(frame.getString("event")));
        }
        assertThat(me(world, person).code()).isEqualTo("invalid_token");
        assertThat(world.api()
                        .send(Request.post("/auth/refresh")
                                .with(new JsonObject().put("refreshToken", person.refreshToken())))
                        .code())
                .isEqualTo("refresh_token_invalid");
        assertThat(login(world, person, person.password()).code()).isEqualTo("account_disabled");
        assertThat(login(world, person, "a guess").code()).isEqualTo("invalid_credentials");

        world.api().get(GoodOperatorCalls.update(world, person, new JsonObject().put("disabled", false)));
        assertThat(login(world, person, person.password()).status()).isEqualTo(200);
    }

    @Test
    void whoIsMadeAnOperatorIsOneFromTheNextLoginOnAndNoLongerAtOnce(ApiFixture world) {
        Person person = world.newPerson("vera");
        world.api().get(GoodOperatorCalls.update(world, person, new JsonObject().put("operator", true)));
        assertThat(world.api().send(GoodOperatorCalls.users().as(person)).code())
                .isEqualTo("operator_only");

        Person operator = Person.of(login(world, person, person.password()).json(), person.password());
        assertThat(world.api().send(GoodOperatorCalls.users().as(operator)).status())
                .isEqualTo(200);
        assertThat(world
                        .api()
                        .get(GoodOperatorCalls.users()
                                .query("state", "operator")
                                .as(world.operator()))
                        .getJsonArray("items")
                        .stream()
                        .map(item -> ((JsonObject) item).getString("id")))
                .contains(person.id(), world.operator().id());

        world.api().get(GoodOperatorCalls.update(world, person, new JsonObject().put("operator", false)));
        assertThat(world.api().send(GoodOperatorCalls.users().as(operator)).code())
                .isEqualTo("invalid_token");
    }

    @Test
    void aLinkSetsThePasswordOnceAndAWeakOneDoesNotUseItUp(ApiFixture world) {
        Person person = world.newPerson("will");
        String older = world.api().get(GoodOperatorCalls.link(world, person)).getString("token");
        String token = world.api().get(GoodOperatorCalls.link(world, person)).getString("token");
        assertThat(world.api().send(GoodOperatorCalls.reset(older)).code()).isEqualTo("link_not_found");
        assertThat(world.api()
                        .send(GoodOperatorCalls.reset(token)
                                .with(new JsonObject().put("token", token).put("password", "Password123!")))
                        .code())
                .isEqualTo("weak_password");
        assertThat(world.api().send(GoodOperatorCalls.reset(token)).status()).isEqualTo(204);
        assertThat(world.api().send(GoodOperatorCalls.reset(token)).code()).isEqualTo("link_not_found");
        assertThat(me(world, person).code()).isEqualTo("invalid_token");
        assertThat(login(world, person, person.password()).code()).isEqualTo("invalid_credentials");
        assertThat(login(world, person, NEW_PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void whoWasMadeAnAccountHasNoPasswordUntilTheyChooseOne(ApiFixture world) {
        JsonObject made = world.api().get(GoodOperatorCalls.create(world, "xenia"));
        String email = made.getJsonObject("user").getString("email");
        Request login = Request.post("/auth/login")
                .with(new JsonObject().put("email", email).put("password", ""));
        assertThat(world.api().send(login).status()).isNotEqualTo(200);
        world.api().send(GoodOperatorCalls.reset(made.getJsonObject("link").getString("token")));
        JsonObject known = new JsonObject().put("email", email).put("password", NEW_PASSWORD);
        assertThat(world.api().send(Request.post("/auth/login").with(known)).status())
                .isEqualTo(200);
    }

    @Test
    void aPageHasAsManyAsAskedForAndSaysWhereToGoOn(ApiFixture world) {
        Person first = world.newPerson("paged");
        Person second = world.newPerson("paged");
        Request page = GoodOperatorCalls.users()
                .query("search", "paged-")
                .query("limit", 1)
                .as(world.operator());
        JsonObject newest = world.api().get(page);
        assertThat(newest.getJsonArray("items").getJsonObject(0).getString("id"))
                .isEqualTo(second.id());
        JsonObject next = world.api().get(page.query("cursor", newest.getString("next")));
        assertThat(next.getJsonArray("items").getJsonObject(0).getString("id")).isEqualTo(first.id());
        assertThat(world.api().get(page.query("cursor", next.getString("next"))).getString("next"))
                .isNull();
        assertThat(world.api().send(page.query("cursor", "nonsense")).code()).isEqualTo("invalid_cursor");
    }

    @Test
    void whatWasDoneAndRefusedStandsInTheSecurityLogsRows(ApiFixture world) {
        Person person = world.newPerson("wanda");
        login(world, person, "a guess");
        world.api().get(GoodOperatorCalls.update(world, person, new JsonObject().put("disabled", true)));
        Request done = GoodOperatorCalls.audit()
                .query("target", person.id())
                .query("event", "operator_call")
                .as(world.operator());
        JsonObject entry = Eventually.become(
                        () -> world.api().get(done).getJsonArray("items"), items -> !items.isEmpty())
                .getJsonObject(0);
        assertThat(entry.getString("actor")).isEqualTo(world.operator().id());
        assertThat(entry.getString("target")).isEqualTo("updateUser");
        assertThat(entry.getString("user")).isEqualTo(person.id());
        assertThat(entry.getString("request")).isNotEmpty();

        TestCommands commands = new TestCommands(world.database());
        assertThat(commands.run("audit", "--refused", "--email", person.email(), "--json"))
                .isZero();
        JsonObject refused = new JsonObject(commands.out());
        assertThat(refused.getString("reason")).isEqualTo("invalid_credentials");
        Request page = GoodOperatorCalls.audit()
                .query("account", refused.getString("account"))
                .query("limit", 1)
                .as(world.operator());
        JsonObject newest = world.api().get(page);
        assertThat(newest.getJsonArray("items").getJsonObject(0).getString("id"))
                .isEqualTo(refused.getString("id"));
        JsonObject older = world.api().get(page.query("cursor", newest.getString("next")));
        assertThat(older.getJsonArray("items").getJsonObject(0).getString("event"))
                .isEqualTo("registration");
        Answer lines = world.api()
                .send(Request.get("/admin/audit/export")
                        .query("account", refused.getString("account"))
                        .as(world.operator()));
        assertThat(lines.text().lines().map(line -> new JsonObject(line).getString("event")))
                .containsExactly("login", "registration");
    }

    @Test
    void aCommandWorksBesideARunningNode(ApiFixture world) {
        Person person = world.newPerson("yves");
        TestCommands commands = new TestCommands(world.database());
        try (Bridge bridge = world.bridge().listen("user_notifications_" + person.id(), person)) {
            assertThat(commands.run("user", "disable", person.email())).isZero();
            bridge.next(frame -> "closing".equals(frame.getString("event")));
        }
        Eventually.until(
                "the token to be refused",
                () -> "invalid_token".equals(me(world, person).code()));
        assertThat(commands.run("user", "list", person.email())).isZero();
        assertThat(commands.out()).contains(person.email() + "\tdisabled\t");
        assertThat(commands.run("user", "enable", person.email())).isZero();
        assertThat(commands.run("user", "operator", person.email())).isZero();
        Person operator = Person.of(login(world, person, person.password()).json(), person.password());
        assertThat(world.api().send(GoodOperatorCalls.users().as(operator)).status())
                .isEqualTo(200);

        assertThat(commands.run("user", "reset", person.email())).isZero();
        String link = commands.out()
                .lines()
                .filter(line -> line.contains("/#/password/"))
                .findFirst()
                .orElseThrow();
        String token = link.substring(link.lastIndexOf('/') + 1);
        assertThat(world.api().send(GoodOperatorCalls.reset(token)).status()).isEqualTo(204);

        String email = world.newEmail("zoe");
        assertThat(commands.run("user", "create", "--operator", "--name", "Zoe", email))
                .isZero();
        assertThat(commands.out()).contains("http://127.0.0.1:8080/#/password/");
        assertThat(commands.run("user", "create", email)).isEqualTo(1);
        assertThat(commands.err()).isEqualTo("cogo: there is an account with this e-mail address\n");
        assertThat(commands.run("user", "disable", "nobody@example.org")).isEqualTo(1);
        assertThat(commands.err()).isEqualTo("cogo: there is no such account\n");
    }
}
