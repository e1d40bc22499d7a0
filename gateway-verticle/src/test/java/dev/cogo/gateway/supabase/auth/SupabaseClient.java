package dev.cogo.gateway.supabase.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.TestGateway;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.gateway.supabase.ApiKeys.Role;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Calls the auth door the way that the auth client of supabase-js does. */
record SupabaseClient(TestGateway gateway) {
    String anonKey() {
        return ApiKeys.make(Role.ANON, gateway.config.secrets().anonKeySecret());
    }

    HttpRequest<Buffer> request(HttpMethod method, String path, @Nullable String token) {
        return gateway.request(method, "/auth/v1" + path)
                .putHeader("apikey", anonKey())
                .putHeader("Authorization", "Bearer " + (token == null ? anonKey() : token))
                .putHeader("X-Client-Info", "supabase-js-node/2.119.0")
                .putHeader("X-Supabase-Api-Version", "2024-01-01");
    }

    Future<HttpResponse<Buffer>> sending(HttpMethod method, String path, @Nullable String token, JsonObject body) {
        return request(method, path, token)
                .putHeader("Content-Type", "application/json;charset=UTF-8")
                .sendBuffer(body.toBuffer());
    }

    HttpResponse<Buffer> post(String path, JsonObject body) {
        return sending(HttpMethod.POST, path, null, body).await();
    }

    HttpResponse<Buffer> getUser(String token) {
        return request(HttpMethod.GET, "/user", token).send().await();
    }

    HttpResponse<Buffer> updateUser(String token, JsonObject change) {
        return sending(HttpMethod.PUT, "/user", token, change).await();
    }

    HttpResponse<Buffer> signOut(String token, String scope) {
        return request(HttpMethod.POST, "/logout?scope=" + scope, token).send().await();
    }

    HttpResponse<Buffer> signUp(String email, String password, JsonObject data) {
        return post(
                "/signup",
                new JsonObject()
                        .put("email", email)
                        .put("password", password)
                        .put("data", data)
                        .put("gotrue_meta_security", new JsonObject())
                        .putNull("code_challenge")
                        .putNull("code_challenge_method"));
    }

    /** A session of somebody new. */
    JsonObject newUser() {
        return session(signUp(TestGateway.email(), TestGateway.PASSWORD, new JsonObject()));
    }

    HttpResponse<Buffer> signIn(String email, String password) {
        return post(
                "/token?grant_type=password",
                new JsonObject()
                        .put("email", email)
                        .put("password", password)
                        .put("gotrue_meta_security", new JsonObject()));
    }

    HttpResponse<Buffer> refresh(String token) {
        return post("/token?grant_type=refresh_token", new JsonObject().put("refresh_token", token));
    }

    static JsonObject session(HttpResponse<Buffer> response) {
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
        return response.bodyAsJsonObject();
    }

    static JsonObject assertError(HttpResponse<Buffer> response, int status, String code) {
        JsonObject body = response.bodyAsJsonObject();
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(status);
        assertThat(body.getString("code")).isEqualTo(code);
        assertThat(body.getString("error_code")).isEqualTo(code);
        assertThat(body.getString("message")).isNotBlank().isEqualTo(body.getString("msg"));
        assertThat(body.getString("message")).doesNotContain("Exception").doesNotContain("java.");
        assertThat(response.getHeader("x-sb-error-code")).isEqualTo(code);
        assertThat(response.getHeader("X-Supabase-Api-Version")).isEqualTo("2024-01-01");
        assertThat(response.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        return body;
    }
}
