package dev.cogo.gateway.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.GatewayConfig;
import dev.cogo.gateway.GatewaySecrets;
import dev.cogo.gateway.supabase.ApiKeys.Role;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApiKeysTest {
    private static final GatewaySecrets SECRETS = GatewayConfig.defaults().secrets();
    private final ApiKeys keys = new ApiKeys(SECRETS.anonKeySecret(), SECRETS.serviceKeySecret());

    @ParameterizedTest
    @EnumSource(Role.class)
    void aKeySaysItsRole(Role role) {
        assertThat(keys.roleOf(keyOf(role))).contains(role);
    }

    @Test
    void aKeyIsAJwtThatAnyLibraryCanCheck() {
        Vertx vertx = Vertx.vertx();
        JWTAuth library = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(SECRETS.anonKeySecret())));

        JsonObject claims = library.authenticate(new TokenCredentials(keyOf(Role.ANON)))
                .await()
                .principal();

        assertThat(claims.getString("role")).isEqualTo("anon");
        assertThat(claims.getString("iss")).isEqualTo("cogo");
        vertx.close().await();
    }

    @Test
    void nothingElseIsAKey() {
        String anon = keyOf(Role.ANON);
        String[] parts = anon.split("\\.", -1);
        String raised = parts[0] + "." + base64(decoded(parts[1]).replace("anon", "service_role")) + "." + parts[2];
        String unsigned = base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts[1] + ".";

        for (String key : new String[] {"", "sb_publishable_x", anon + "x", anon.substring(1), raised, unsigned}) {
            assertThat(keys.roleOf(key)).as(key).isEmpty();
        }
        assertThat(keys.roleOf(null)).isEmpty();
        assertThat(keys.roleOf(ApiKeys.make(Role.SERVICE_ROLE, SECRETS.anonKeySecret())))
                .as("signed with the other role's secret")
                .isEmpty();
    }

    private static String keyOf(Role role) {
        return ApiKeys.make(role, role == Role.ANON ? SECRETS.anonKeySecret() : SECRETS.serviceKeySecret());
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
