package dev.cogo.gateway.supabase.auth;

import static dev.cogo.gateway.TestGateway.PASSWORD;
import static dev.cogo.gateway.supabase.auth.SupabaseClient.assertError;
import static dev.cogo.gateway.supabase.auth.SupabaseClient.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.TestGateway;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.gateway.supabase.ApiKeys.Role;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a server with the service key does with accounts. */
class AdminUsersHttpTest {
    @AutoClose
    private static final TestGateway gateway = new TestGateway();

    private static final SupabaseClient client = new SupabaseClient(gateway);
    private static final String SERVICE =
            ApiKeys.make(Role.SERVICE_ROLE, gateway.config.secrets().serviceKeySecret());

    private final String email = TestGateway.email();

    @Test
    void anAccountIsMadeChangedAndDeleted() {
        JsonObject made = session(post(new JsonObject()
                .put("email", email)
                .put("password", PASSWORD)
                .put("email_confirm", true)
                .put("user_metadata", new JsonObject().put("name", "Minji"))));
        assertThat(made.getString("email")).isEqualTo(email);
        assertThat(made.getJsonObject("user_metadata").getString("display_name"))
                .isEqualTo("Minji");
        JsonObject login = session(client.signIn(email, PASSWORD));

        JsonObject changed = session(put(
                made,
                new JsonObject()
                        .put("password", "nine loud lighthouses")
                        .put("user_metadata", new JsonObject().put("team", 7))));
        assertThat(changed.getJsonObject("user_metadata").getInteger("team")).isEqualTo(7);
        assertThat(changed.getJsonObject("user_metadata").getString("name")).isEqualTo("Minji");
        assertError(client.refresh(login.getString("refresh_token")), 400, "refresh_token_not_found");
        session(client.signIn(email, "nine loud lighthouses"));
        assertThat(session(get("/" + made.getString("id"))).getJsonObject("user_metadata"))
                .isEqualTo(changed.getJsonObject("user_metadata"));
    }

    @Test
    void aBanEndsLoginsUntilItIsOver() {
        JsonObject made = session(post(new JsonObject().put("email", email).put("password", PASSWORD)));
        JsonObject login = session(client.signIn(email, PASSWORD));

        JsonObject banned = session(put(made, new JsonObject().put("ban_duration", "24h")));
        assertThat(banned.getInstant("banned_until"))
                .isAfter(made.getInstant("created_at").plusSeconds(86_000));
        assertError(client.signIn(email, PASSWORD), 400, "user_banned");
        assertError(client.getUser(login.getString("access_token")), 403, "session_not_found");

        assertThat(session(put(made, new JsonObject().put("ban_duration", "none")))
                        .containsKey("banned_until"))
                .isFalse();
        session(client.signIn(email, PASSWORD));
        assertError(put(made, new JsonObject().put("ban_duration", "a day")), 400, "validation_failed");
    }

    @Test
    void listsComeInPages() {
        for (int i = 0; i < 3; i++) {
            session(post(new JsonObject().put("email", TestGateway.email())));
        }
        HttpResponse<Buffer> first = get("?page=1&per_page=2");
        assertThat(session(first).getJsonArray("users")).hasSize(2);
        int all = Integer.parseInt(first.getHeader("x-total-count"));
        assertThat(all).isGreaterThanOrEqualTo(3);
        assertThat(first.getHeader("link"))
                .isEqualTo(
                        "</admin/users?page=2&per_page=2>; rel=\"next\", </admin/users?page=%d&per_page=2>; rel=\"last\""
                                .formatted((all + 1) / 2));
        HttpResponse<Buffer> last = get("?page=1000&per_page=1000");
        assertThat(session(last).getJsonArray("users")).isEmpty();
        assertThat(last.getHeader("link")).doesNotContain("next");
        assertError(get("?page=0"), 400, "validation_failed");
        assertError(get("?per_page=100000"), 400, "validation_failed");
    }

    @Test
    void whatIsNotRightIsRefused() {
        String taken = client.newUser().getJsonObject("user").getString("email");
        assertError(post(new JsonObject().put("email", taken)), 422, "email_exists");
        assertError(post(new JsonObject()), 400, "validation_failed");
        assertError(post(new JsonObject().put("email", email).put("password", "short1!")), 422, "weak_password");
        assertError(post(new JsonObject().put("email", email).put("role", "admin")), 400, "validation_failed");
        assertError(post(new JsonObject().put("email", email).put("password_hash", "$2a$")), 400, "validation_failed");
        assertError(post(new JsonObject().put("email", TestGateway.OPERATOR)), 400, "email_address_not_authorized");
        JsonObject nobody = new JsonObject().put("id", UUID.randomUUID().toString());
        assertError(get("/" + nobody.getString("id")), 404, "user_not_found");
        assertError(put(nobody, new JsonObject()), 404, "user_not_found");
        assertError(get("/me"), 400, "validation_failed");
        JsonObject made = session(post(new JsonObject().put("email", email)));
        assertError(put(made, new JsonObject().put("email", taken)), 422, "email_exists");
        assertError(
                client.sending(
                                HttpMethod.DELETE,
                                "/admin/users/" + made.getString("id"),
                                SERVICE,
                                new JsonObject().put("should_soft_delete", true))
                        .await(),
                400,
                "validation_failed");
        assertError(client.request(HttpMethod.GET, "/admin/sso", SERVICE).send().await(), 404, "not_found");
    }

    @Test
    void nobodyElseMay() {
        String user = client.newUser().getString("access_token");
        assertError(client.request(HttpMethod.GET, "/admin/users", user).send().await(), 403, "not_admin");
        assertError(client.request(HttpMethod.GET, "/admin/users", null).send().await(), 403, "not_admin");
    }

    private static HttpResponse<Buffer> get(String path) {
        return client.request(HttpMethod.GET, "/admin/users" + path, SERVICE)
                .send()
                .await();
    }

    private static HttpResponse<Buffer> post(JsonObject body) {
        return client.sending(HttpMethod.POST, "/admin/users", SERVICE, body).await();
    }

    private static HttpResponse<Buffer> put(JsonObject user, JsonObject body) {
        return client.sending(HttpMethod.PUT, "/admin/users/" + user.getString("id"), SERVICE, body)
                .await();
    }
}
