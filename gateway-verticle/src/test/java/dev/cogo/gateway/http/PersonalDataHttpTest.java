package dev.cogo.gateway.http;

import static dev.cogo.gateway.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.gateway.FakeServices;
import dev.cogo.gateway.TestGateway;
import dev.cogo.gateway.limits.LimitsConfig;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.personal.EraseAccount;
import dev.cogo.schema.personal.Export;
import dev.cogo.schema.personal.ExportPart;
import dev.cogo.schema.personal.ExportStatus;
import dev.cogo.schema.personal.ForgetUser;
import dev.cogo.schema.personal.PersonalDataPage;
import dev.cogo.schema.personal.ReadExport;
import dev.cogo.schema.personal.ReadExportPart;
import dev.cogo.schema.personal.ReadPersonalData;
import dev.cogo.schema.personal.StartExport;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.record.Done;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A copy of one's data, and its end. */
class PersonalDataHttpTest {
    private static final UUID SMALL = Ids.next();
    private static final UUID LARGE = Ids.next();
    private static final UUID RUNNING = Ids.next();
    private static final UUID GONE = Ids.next();
    private static final UUID BROKEN = Ids.next();
    private static final UUID BROKEN_AT_ONCE = Ids.next();
    private static final int PARTS = 40;
    private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");

    @AutoClose
    private static final TestGateway gateway = new TestGateway();

    private static final FakeServices services = FakeServices.deploy(gateway.vertx, answers());

    private static Map<Address, Function<BusRecord, BusRecord>> answers() {
        return Map.of(
                Address.EXPORT_START,
                request -> new Export(RUNNING, ExportStatus.RUNNING, LONG_AGO, null, null, null),
                Address.EXPORT_READ,
                request -> export(((ReadExport) request).exportId()),
                Address.EXPORT_PART,
                request -> part((ReadExportPart) request),
                Address.ACCOUNT_ERASE,
                request -> Done.DONE);
    }

    private static Export export(UUID id) {
        if (id.equals(GONE)) {
            throw new CogoException(ErrorCode.EXPORT_NOT_FOUND, "there is no such export");
        }
        return id.equals(RUNNING)
                ? new Export(id, ExportStatus.RUNNING, LONG_AGO, null, null, null)
                : new Export(id, ExportStatus.DONE, LONG_AGO, 2L, id.equals(SMALL) ? 1 : PARTS, LONG_AGO);
    }

    private static ExportPart part(ReadExportPart request) {
        if (request.exportId().equals(BROKEN_AT_ONCE) || (request.exportId().equals(BROKEN) && request.part() == 3)) {
            throw new CogoException(ErrorCode.UNAVAILABLE, "a part of the server is away, try again");
        }
        if (request.exportId().equals(SMALL)) {
            return new ExportPart("{\"name\":\"등대 🗼\"}");
        }
        String rest = request.part() == PARTS - 1 ? "\"end\"]}" : "\"" + "x".repeat(100_000) + "\",";
        return new ExportPart((request.part() == 0 ? "{\"all\":[" : "") + rest);
    }

    @Test
    void anExportIsBegunAndAskedFor() throws Exception {
        JsonObject login = gateway.newUser();
        HttpResponse<Buffer> begun = gateway.post("/auth/me/export", token(login), new JsonObject());
        assertThat(services.next()).isEqualTo(new StartExport(id(login)));
        assertThat(begun.statusCode()).isEqualTo(202);
        assertThat(begun.bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put("id", RUNNING.toString())
                        .put("status", "running")
                        .put("createdAt", "2026-01-02T03:04:05Z"));

        HttpResponse<Buffer> done = gateway.get("/auth/me/export/" + LARGE, token(login));
        assertThat(services.next()).isEqualTo(new ReadExport(id(login), LARGE));
        assertThat(done.bodyAsJsonObject().getInteger("parts")).isEqualTo(PARTS);
    }

    @Test
    void aDownloadIsTheTextOfItsPartsInOrder() throws Exception {
        JsonObject login = gateway.newUser();
        HttpResponse<Buffer> small = download(SMALL, login).await();
        assertThat(small.statusCode()).isEqualTo(200);
        assertThat(small.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(small.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(small.bodyAsJsonObject().getString("name")).isEqualTo("등대 🗼");
        assertThat(services.next()).isEqualTo(new ReadExport(id(login), SMALL));
        assertThat(services.next()).isEqualTo(new ReadExportPart(id(login), SMALL, 0));

        JsonArray all = download(LARGE, login).await().bodyAsJsonObject().getJsonArray("all");
        assertThat(all).hasSize(PARTS);
        assertThat(all.getString(PARTS - 1)).isEqualTo("end");
        assertThat(services.next()).isEqualTo(new ReadExport(id(login), LARGE));
        for (int part = 0; part < PARTS; part++) {
            assertThat(services.next()).isEqualTo(new ReadExportPart(id(login), LARGE, part));
        }
    }

    @Test
    void aRefusalIsAProblemAsLongAsNothingHasGoneOut() throws Exception {
        JsonObject login = gateway.newUser();
        assertProblem(download(GONE, login).await(), ErrorCode.EXPORT_NOT_FOUND);
        assertProblem(download(RUNNING, login).await(), ErrorCode.EXPORT_NOT_READY);
        assertThat(services.next()).isInstanceOf(ReadExport.class);
        assertThat(services.next()).isInstanceOf(ReadExport.class);
        assertThat(services.isEmpty()).isTrue();

        assertProblem(download(BROKEN_AT_ONCE, login).await(), ErrorCode.UNAVAILABLE);
        services.next();
        services.next();
    }

    @Test
    void halfOfADownloadIsNeverTakenForTheWhole() throws Exception {
        JsonObject login = gateway.newUser();
        assertThatThrownBy(() -> download(BROKEN, login).await()).isInstanceOf(Exception.class);
        assertThat(services.next()).isInstanceOf(ReadExport.class);
        for (int part = 0; part <= 3; part++) {
            assertThat(services.next()).isEqualTo(new ReadExportPart(id(login), BROKEN, part));
        }
        assertThat(services.isEmpty()).isTrue();
    }

    @Test
    void aDeletedAccountIsEmptyAtOnce() throws Exception {
        JsonObject login = gateway.newUser();
        String email = login.getJsonObject("user").getString("email");
        HttpResponse<Buffer> deleted = delete(gateway, login, TestGateway.PASSWORD);
        assertThat(services.next()).isEqualTo(new EraseAccount(id(login)));
        assertThat(deleted.statusCode()).isEqualTo(202);
        assertThat(deleted.bodyAsJsonObject()).isEqualTo(new JsonObject());

        assertProblem(
                gateway.post("/auth/refresh", new JsonObject().put("refreshToken", login.getString("refreshToken"))),
                ErrorCode.REFRESH_TOKEN_INVALID);
        JsonObject credentials = new JsonObject().put("email", email).put("password", TestGateway.PASSWORD);
        assertProblem(gateway.post("/auth/login", credentials), ErrorCode.INVALID_CREDENTIALS);
        assertProblem(gateway.get("/auth/me", token(login)), ErrorCode.INVALID_TOKEN);
        assertProblem(delete(gateway, login, TestGateway.PASSWORD), ErrorCode.INVALID_TOKEN);
        assertThat(services.isEmpty()).isTrue();

        // The address is free, and whoever takes it is somebody else.
        JsonObject another = gateway.post("/auth/register", credentials).bodyAsJsonObject();
        assertThat(another.getJsonObject("user").getString("id"))
                .isNotEqualTo(id(login).toString());
    }

    @Test
    void aTokenThatOutlivesItsAccountGivesItNoNameAgain() throws Exception {
        JsonObject login = gateway.newUser();
        delete(gateway, login, TestGateway.PASSWORD);
        services.next();
        HttpResponse<Buffer> renamed = gateway.client
                .patch("/auth/me")
                .bearerTokenAuthentication(token(login))
                .sendJsonObject(new JsonObject().put("displayName", "Ghost").put("language", "fi"))
                .await();
        assertProblem(renamed, ErrorCode.INVALID_TOKEN);
        assertThat(personalData(id(login)).items())
                .singleElement()
                .satisfies(account -> assertThat(account)
                        .containsEntry("displayName", "Deleted account")
                        .doesNotContainKeys("email", "language"));
    }

    @Test
    void aWrongPasswordDeletesNothingAndCountsAsAGuess() {
        try (TestGateway strict = new TestGateway(
                LimitsConfig.defaults().with(new LimitsConfig.Login(2, 1000, Duration.ofMinutes(5), 1000)), false)) {
            FakeServices fakes = FakeServices.deploy(strict.vertx, answers());
            JsonObject login = strict.newUser();
            assertProblem(delete(strict, login, "not the password"), ErrorCode.INVALID_CREDENTIALS);
            assertProblem(delete(strict, login, "nor this one"), ErrorCode.INVALID_CREDENTIALS);
            assertProblem(delete(strict, login, TestGateway.PASSWORD), ErrorCode.RATE_LIMITED);
            assertThat(fakes.isEmpty()).isTrue();
            assertThat(strict.get("/auth/me", token(login)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void withoutTheChatNothingIsDeleted() {
        try (TestGateway lonely = new TestGateway()) {
            JsonObject login = lonely.newUser();
            assertProblem(delete(lonely, login, TestGateway.PASSWORD), ErrorCode.UNAVAILABLE);
            assertThat(lonely.get("/auth/me", token(login)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theOtherRoomsAskForTheAccountAndHaveItForgotten() {
        JsonObject login = gateway.newUser();
        Map<String, Object> account = personalData(id(login)).items().getFirst();
        assertThat(account)
                .containsEntry("id", id(login).toString())
                .containsEntry("email", login.getJsonObject("user").getString("email"))
                .containsKeys("displayName", "createdAt");
        assertThat((Iterable<?>) account.get("logins")).hasSize(1);
        assertThat(account.toString()).doesNotContain("argon2").doesNotContain(login.getString("refreshToken"));

        for (int repeat = 0; repeat < 2; repeat++) {
            gateway.parts
                    .bus()
                    .<Done>request(Address.FORGET_ACCOUNT, new ForgetUser(id(login)))
                    .await();
        }
        assertProblem(gateway.get("/auth/me", token(login)), ErrorCode.INVALID_TOKEN);
        Map<String, Object> rest = personalData(id(login)).items().getFirst();
        assertThat(rest).containsEntry("displayName", "Deleted account").doesNotContainKey("email");
        assertThat((Iterable<?>) rest.get("logins")).isEmpty();
        assertThat(personalData(Ids.next()).items()).isEmpty();
    }

    private static PersonalDataPage personalData(UUID user) {
        return gateway.parts
                .bus()
                .<PersonalDataPage>request(Address.PERSONAL_ACCOUNT, new ReadPersonalData(user, null))
                .await();
    }

    private static Future<HttpResponse<Buffer>> download(UUID export, JsonObject login) {
        return gateway.client
                .get("/auth/me/export/" + export + "/data")
                .bearerTokenAuthentication(token(login))
                .send();
    }

    private static HttpResponse<Buffer> delete(TestGateway at, JsonObject login, String password) {
        return at.post("/auth/me/deletion", token(login), new JsonObject().put("password", password));
    }

    private static String token(JsonObject login) {
        return login.getString("accessToken");
    }

    private static UUID id(JsonObject login) {
        return UUID.fromString(login.getJsonObject("user").getString("id"));
    }
}
