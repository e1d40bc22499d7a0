package dev.cogo.gateway.http.operation;

import static dev.cogo.gateway.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.FakeServices;
import dev.cogo.gateway.TestGateway;
import dev.cogo.schema.block.Block;
import dev.cogo.schema.block.BlockPage;
import dev.cogo.schema.block.ListBlocks;
import dev.cogo.schema.block.SetBlock;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.invite.AcceptInvite;
import dev.cogo.schema.invite.CreateInvite;
import dev.cogo.schema.invite.Invite;
import dev.cogo.schema.invite.InvitePage;
import dev.cogo.schema.invite.InvitePreview;
import dev.cogo.schema.invite.ListInvites;
import dev.cogo.schema.invite.ReadInvite;
import dev.cogo.schema.invite.RevokeInvite;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.AiMode;
import dev.cogo.schema.session.CreatedSession;
import dev.cogo.schema.session.ListMembers;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberPage;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.MuteSession;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionKind;
import dev.cogo.schema.session.TransferOwnership;
import dev.cogo.schema.session.UpdateMember;
import dev.cogo.schema.session.UpdateSession;
import dev.cogo.schema.session.WhenBusy;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings, members, invites and blocks: what is asked of the chat, and how its answers are said. */
class MemberOperationsTest {
    private static final UUID SESSION = Ids.next();
    private static final UUID OTHER = Ids.next();
    private static final UUID INVITE = Ids.next();
    private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");

    @AutoClose
    private static final TestGateway gateway = new TestGateway();

    private static final FakeServices services = FakeServices.deploy(gateway.vertx, answers());
    private static final JsonObject login = gateway.newUser();
    private static final String token = login.getString("accessToken");
    private static final UUID user = UUID.fromString(login.getJsonObject("user").getString("id"));

    private static Map<Address, Function<BusRecord, BusRecord>> answers() {
        Member member = new Member(OTHER, "Bo", MemberRole.ADMIN, LONG_AGO, LONG_AGO);
        return Map.ofEntries(
                Map.entry(Address.SESSION_UPDATE, request -> session()),
                Map.entry(Address.SESSION_MUTE, request -> Done.DONE),
                Map.entry(Address.MEMBER_LIST, request -> new MemberPage(List.of(member), "more")),
                Map.entry(Address.MEMBER_UPDATE, request -> member),
                Map.entry(Address.OWNERSHIP_TRANSFER, request -> session()),
                Map.entry(
                        Address.INVITE_CREATE,
                        request -> new Invite(INVITE, SESSION, "secret", user, LONG_AGO, null, null, 0)),
                Map.entry(Address.INVITE_LIST, request -> new InvitePage(List.of(), null)),
                Map.entry(Address.INVITE_REVOKE, request -> Done.DONE),
                Map.entry(Address.INVITE_READ, request -> new InvitePreview(null, "T", 2, LONG_AGO)),
                Map.entry(
                        Address.INVITE_ACCEPT,
                        request -> new CreatedSession(
                                session(), ((AcceptInvite) request).token().equals("fresh"))),
                Map.entry(Address.BLOCK_SET, request -> Done.DONE),
                Map.entry(
                        Address.BLOCK_LIST, request -> new BlockPage(List.of(new Block(OTHER, "Bo", LONG_AGO)), null)));
    }

    private static Session session() {
        return new Session(
                SESSION,
                SessionKind.GROUP,
                null,
                null,
                true,
                AiMode.EXPLICIT,
                WhenBusy.QUEUE,
                false,
                10,
                null,
                false,
                OTHER,
                LONG_AGO,
                LONG_AGO,
                0,
                0,
                0,
                MemberRole.OWNER,
                1,
                List.of(),
                null);
    }

    @Test
    void settings() throws Exception {
        HttpResponse<Buffer> slow =
                call(HttpMethod.PATCH, "/chat/session/" + SESSION, new JsonObject().put("slowModeSeconds", 10));
        assertThat(services.next()).isEqualTo(new UpdateSession(user, SESSION, null, null, null, null, null, 10, null));
        assertThat(slow.statusCode()).isEqualTo(200);
        assertThat(slow.bodyAsJsonObject().getInteger("slowModeSeconds")).isEqualTo(10);

        call(
                HttpMethod.PATCH,
                "/chat/session/" + SESSION,
                new JsonObject()
                        .put("title", "T")
                        .put("language", "PT-br")
                        .put("ai", false)
                        .put("archived", true));
        assertThat(services.next())
                .isEqualTo(new UpdateSession(user, SESSION, "T", "pt-BR", false, null, null, null, true));
    }

    @Test
    void muting() throws Exception {
        for (boolean muted : new boolean[] {true, false}) {
            HttpResponse<Buffer> done =
                    call(HttpMethod.PUT, "/chat/session/" + SESSION + "/mute", new JsonObject().put("muted", muted));
            assertThat(services.next()).isEqualTo(new MuteSession(user, SESSION, muted));
            assertThat(done.statusCode()).isEqualTo(204);
            assertThat(done.body()).isNull();
        }
    }

    @Test
    void members() throws Exception {
        String path = "/chat/session/" + SESSION + "/members";
        HttpResponse<Buffer> page = call(HttpMethod.GET, path, null);
        assertThat(services.next()).isEqualTo(new ListMembers(user, SESSION, 100, null));
        assertThat(page.bodyAsJsonObject().getString("next")).isEqualTo("more");
        call(HttpMethod.GET, path + "?limit=200&cursor=c", null);
        assertThat(services.next()).isEqualTo(new ListMembers(user, SESSION, 200, "c"));

        HttpResponse<Buffer> admin = call(HttpMethod.PATCH, path + "/" + OTHER, new JsonObject().put("role", "admin"));
        assertThat(services.next()).isEqualTo(new UpdateMember(user, SESSION, OTHER, MemberRole.ADMIN, null));
        assertThat(admin.bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put("userId", OTHER.toString())
                        .put("displayName", "Bo")
                        .put("role", "admin")
                        .put("joinedAt", "2026-01-02T03:04:05Z")
                        .put("silencedUntil", "2026-01-02T03:04:05Z"));
        call(HttpMethod.PATCH, path + "/" + OTHER, new JsonObject().put("silenceSeconds", 0));
        assertThat(services.next()).isEqualTo(new UpdateMember(user, SESSION, OTHER, null, 0));

        assertThat(call(
                                HttpMethod.POST,
                                "/chat/session/" + SESSION + "/owner",
                                new JsonObject().put("userId", OTHER.toString()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(services.next()).isEqualTo(new TransferOwnership(user, SESSION, OTHER));
    }

    @Test
    void invites() throws Exception {
        String path = "/chat/session/" + SESSION + "/invites";
        HttpResponse<Buffer> made = call(HttpMethod.POST, path, new JsonObject());
        assertThat(services.next()).isEqualTo(new CreateInvite(user, SESSION, null, null));
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.bodyAsJsonObject().getString("token")).isEqualTo("secret");
        call(HttpMethod.POST, path, new JsonObject().put("expiresInSeconds", 60).put("maxUses", 1));
        assertThat(services.next()).isEqualTo(new CreateInvite(user, SESSION, 60, 1));

        assertThat(call(HttpMethod.GET, path, null).bodyAsJsonObject())
                .isEqualTo(new JsonObject().put("items", new JsonArray()).putNull("next"));
        assertThat(services.next()).isEqualTo(new ListInvites(user, SESSION));
        assertThat(call(HttpMethod.DELETE, path + "/" + INVITE, null).statusCode())
                .isEqualTo(204);
        assertThat(services.next()).isEqualTo(new RevokeInvite(user, SESSION, INVITE));
    }

    @Test
    void joining() throws Exception {
        HttpResponse<Buffer> preview = call(HttpMethod.GET, "/chat/invite/a%2Fb-_", null);
        assertThat(services.next()).isEqualTo(new ReadInvite(user, "a/b-_"));
        assertThat(preview.bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put("title", "T")
                        .put("memberCount", 2)
                        .put("expiresAt", "2026-01-02T03:04:05Z"));

        assertThat(call(HttpMethod.POST, "/chat/invite/fresh", null).statusCode())
                .isEqualTo(201);
        assertThat(services.next()).isEqualTo(new AcceptInvite(user, "fresh"));
        HttpResponse<Buffer> again = call(HttpMethod.POST, "/chat/invite/known", null);
        assertThat(services.next()).isEqualTo(new AcceptInvite(user, "known"));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.bodyAsJsonObject().getString("id")).isEqualTo(SESSION.toString());
    }

    @Test
    void blocks() throws Exception {
        HttpResponse<Buffer> page = call(HttpMethod.GET, "/chat/blocks", null);
        assertThat(services.next()).isEqualTo(new ListBlocks(user, 50, null));
        assertThat(page.bodyAsJsonObject().getJsonArray("items").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("userId", OTHER.toString())
                        .put("displayName", "Bo")
                        .put("since", "2026-01-02T03:04:05Z"));

        assertThat(call(HttpMethod.PUT, "/chat/blocks/" + OTHER, null).statusCode())
                .isEqualTo(204);
        assertThat(services.next()).isEqualTo(new SetBlock(user, OTHER, true));
        assertThat(call(HttpMethod.DELETE, "/chat/blocks/" + OTHER, null).statusCode())
                .isEqualTo(204);
        assertThat(services.next()).isEqualTo(new SetBlock(user, OTHER, false));

        assertThat(assertProblem(call(HttpMethod.PUT, "/chat/blocks/" + user, null), ErrorCode.INVALID_REQUEST))
                .contains("yourself");
        assertThat(services.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    PATCH | /chat/session/S           | {}                            | body
                    PATCH | /chat/session/S           | {"title":null}                | title
                    PATCH | /chat/session/S           | {"slowModeSeconds":21601}     | slowModeSeconds
                    PATCH | /chat/session/S           | {"archived":"yes"}            | archived must be of type boolean
                    PATCH | /chat/session/S           | {"encrypted":true}            | there is no field encrypted
                    PUT   | /chat/session/S/mute      | {}                            | muted is missing
                    PATCH | /chat/session/S/members/S | {}                            | body
                    PATCH | /chat/session/S/members/S | {"role":"owner"}              | role must be one of
                    PATCH | /chat/session/S/members/S | {"silenceSeconds":-1}         | silenceSeconds
                    POST  | /chat/session/S/owner     | {"userId":"7"}                | userId
                    POST  | /chat/session/S/invites   | {"expiresInSeconds":59}       | expiresInSeconds
                    POST  | /chat/session/S/invites   | {"maxUses":0}                 | maxUses
                    """)
    void badBodies(String method, String path, String body, String detail) {
        HttpResponse<Buffer> refused =
                call(HttpMethod.valueOf(method), path.replace("S", SESSION.toString()), new JsonObject(body));
        assertThat(assertProblem(refused, ErrorCode.INVALID_REQUEST)).contains(detail);
        assertThat(services.isEmpty()).isTrue();
    }

    private static HttpResponse<Buffer> call(HttpMethod method, String path, @Nullable JsonObject body) {
        HttpRequest<Buffer> request =
                gateway.client.request(method, "/").uri(path).bearerTokenAuthentication(token);
        return (body == null ? request.send() : request.sendJsonObject(body)).await();
    }
}
