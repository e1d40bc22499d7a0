package dev.cogo.node.api;

import dev.cogo.runtime.testing.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** Good calls of operators on accounts, and what their links are for. See {@link GoodCalls}. */
final class GoodOperatorCalls {
    /** The example of RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private GoodOperatorCalls() {}

    static Stream<GoodCall> all() {
        return Stream.of(
                new GoodCall(
                        "listUsers",
                        "by a part of the address",
                        200,
                        world -> users().query("search", "ALICE-").as(world.operator())),
                new GoodCall(
                        "listUsers",
                        "operators",
                        200,
                        world -> users().query("state", "operator").as(world.operator())),
                new GoodCall("listUsers", "the next page", 200, world -> {
                    Request page =
                            users().query("limit", 1).query("state", "active").as(world.operator());
                    return page.query("cursor", world.api().get(page).getString("next"));
                }),
                new GoodCall(
                        "listAudit",
                        "refused logins of a day",
                        200,
                        world -> filtered(world, audit()).query("limit", 10)),
                new GoodCall("listAudit", "the next page", 200, world -> {
                    world.newPerson("vic");
                    Request page = audit().query("limit", 1).as(world.operator());
                    JsonObject found =
                            Eventually.become(() -> world.api().get(page), some -> some.getString("next") != null);
                    return page.query("cursor", found.getString("next"));
                }),
                new GoodCall(
                        "exportAudit",
                        "refused logins of a day",
                        200,
                        world -> filtered(world, Request.get("/admin/audit/export"))),
                new GoodCall("createUser", "for somebody", 201, world -> create(world, "pia")),
                new GoodCall(
                        "updateUser",
                        "disabled",
                        200,
                        world -> update(world, world.newPerson("quin"), new JsonObject().put("disabled", true))),
                new GoodCall(
                        "updateUser",
                        "an operator",
                        200,
                        world -> update(world, world.newPerson("quin"), new JsonObject().put("operator", true))),
                new GoodCall(
                        "createPasswordLink",
                        "for who has forgotten theirs",
                        201,
                        world -> link(world, world.newPerson("rose"))),
                new GoodCall(
                        "endUserLogins",
                        "all of them",
                        204,
                        world -> Request.of("DELETE", "/admin/users/{userId}/logins")
                                .at("userId", world.newPerson("sven").id())
                                .as(world.operator())),
                new GoodCall(
                        "deleteUser",
                        "somebody else's",
                        202,
                        world -> delete(world, world.newPerson("tess").id())),
                new GoodCall(
                        "createUser",
                        "a service user",
                        201,
                        world -> Request.post("/admin/users")
                                .as(world.operator())
                                .with(new JsonObject()
                                        .put("email", world.newEmail("bot"))
                                        .put("service", true))),
                new GoodCall(
                        "createApiToken", "for a bot", 201, world -> token(world, service(world), "chat:read", "ai")),
                new GoodCall("listApiTokens", "of a bot", 200, world -> {
                    String bot = service(world);
                    world.api().get(token(world, bot, "tasks"));
                    return Request.get("/admin/users/{userId}/tokens")
                            .at("userId", bot)
                            .as(world.operator());
                }),
                new GoodCall("revokeApiToken", "an open one", 204, world -> {
                    String bot = service(world);
                    return revoke(
                            world,
                            bot,
                            world.api().get(token(world, bot, "tasks")).getString("id"));
                }),
                new GoodCall(
                        "createRegistrationInvite",
                        "for a class",
                        201,
                        world -> Request.post("/admin/invites")
                                .as(world.operator())
                                .with(new JsonObject().put("maxUses", 30).put("expiresInSeconds", 3600))),
                new GoodCall(
                        "forgotPassword",
                        "of somebody",
                        202,
                        world -> forgot(world.newPerson("rose").email())),
                new GoodCall("forgotPassword", "of nobody", 202, world -> forgot(world.newEmail("nobody"))),
                new GoodCall("listSsoProviders", "of a server without any", 200, world -> Request.get("/auth/sso")),
                new GoodCall("exchangeSsoCode", "back from a provider", 200, world -> exchange(ssoCode(world))),
                new GoodCall(
                        "resetPassword",
                        "by a link",
                        204,
                        world -> reset(world.api()
                                .get(link(world, world.newPerson("rose")))
                                .getString("token"))));
    }

    static Request users() {
        return Request.get("/admin/users");
    }

    static Request audit() {
        return Request.get("/admin/audit");
    }

    private static Request filtered(ApiFixture world, Request audit) {
        return audit.query("event", "login")
                .query("outcome", "refused")
                .query("actor", world.alice().id())
                .query("target", world.bob().id())
                .query("account", "438c4c7afe600cdf")
                .query("from", "2026-01-01T00:00:00Z")
                .query("to", "2100-01-01T00:00:00Z")
                .as(world.operator());
    }

    static Request create(ApiFixture world, String name) {
        return Request.post("/admin/users")
                .as(world.operator())
                .with(new JsonObject().put("email", world.newEmail(name)).put("displayName", name));
    }

    static Request update(ApiFixture world, Person person, JsonObject change) {
        return Request.of("PATCH", "/admin/users/{userId}")
                .at("userId", person.id())
                .as(world.operator())
                .with(change);
    }

    static Request link(ApiFixture world, Person person) {
        return Request.post("/admin/users/{userId}/password-link")
                .at("userId", person.id())
                .as(world.operator());
    }

    /** A new service user; the id. */
    static String service(ApiFixture world) {
        return world.api()
                .get(Request.post("/admin/users")
                        .as(world.operator())
                        .with(new JsonObject()
                                .put("email", world.newEmail("bot"))
                                .put("service", true)))
                .getJsonObject("user")
                .getString("id");
    }

    static Request token(ApiFixture world, String userId, String... scopes) {
        return Request.post("/admin/users/{userId}/tokens")
                .at("userId", userId)
                .as(world.operator())
                .with(new JsonObject()
                        .put("name", "weather bot")
                        .put("scopes", new JsonArray(List.of(scopes)))
                        .put("expiresInSeconds", 3600));
    }

    static Request revoke(ApiFixture world, String userId, String tokenId) {
        return Request.of("DELETE", "/admin/users/{userId}/tokens/{tokenId}")
                .at("userId", userId)
                .at("tokenId", tokenId)
                .as(world.operator());
    }

    static Request delete(ApiFixture world, String userId) {
        return Request.of("DELETE", "/admin/users/{userId}")
                .at("userId", userId)
                .as(world.operator());
    }

    static Request forgot(String email) {
        return Request.post("/auth/password/forgot").with(new JsonObject().put("email", email));
    }

    static Request exchange(String code) {
        return Request.post("/auth/sso/token")
                .with(new JsonObject().put("code", code).put("codeVerifier", VERIFIER));
    }

    /** What a browser comes back with from a provider. */
    private static String ssoCode(ApiFixture world) {
        Person person = world.newPerson("sam");
        String code = "code of " + person.id();
        String sql = """
                INSERT INTO sso_codes (code_hash, user_id, provider, subject, challenge, expires_at)
                VALUES (sha256(convert_to(?, 'UTF8')), ?::uuid, 'corp', ?, ?, now() + interval '2 minutes')""";
        try (Connection connection = DriverManager.getConnection(
                        world.database().jdbcUrl(),
                        world.database().user().orElseThrow(),
                        world.database().password().orElse(null));
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, code);
            statement.setString(2, person.id());
            statement.setString(3, person.id());
            statement.setString(4, CHALLENGE);
            statement.execute();
            return code;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static Request reset(String token) {
        return Request.post("/auth/password/reset")
                .with(new JsonObject().put("token", token).put("password", "nine loud lighthouses"));
    }
}
