package dev.cogo.gateway.http;

import static dev.cogo.gateway.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.FakeServices;
import dev.cogo.gateway.TestGateway;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.record.BusRecord;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in, the answer is a problem document with the right code, and nothing reaches another verticle. */
class BadInputTest {
    private static final UUID SESSION = Ids.next();
    private static TestGateway gateway;
    private static FakeServices services;
    private static String token;

    @BeforeAll
    static void start() {
        gateway = new TestGateway();
        Function<BusRecord, BusRecord> trap = request -> {
            throw new CogoException(ErrorCode.INTERNAL, "a bad request came through: " + request);
        };
        services = FakeServices.deploy(
                gateway.vertx,
                Arrays.stream(Address.values())
                        .filter(address -> address != Address.METRICS_RECORD && address != Address.ACCESS_REVOKED)
                        .filter(address -> address != Address.LOGINS_ENDED)
                        .filter(address -> !address.name().startsWith("PRESENCE_BEAT"))
                        .collect(Collectors.toMap(address -> address, address -> trap)));
        token = gateway.newUser().getString("accessToken");
    }

    @AfterEach
    void nothingCameThrough() {
        assertThat(services.isEmpty()).isTrue();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /auth/register | {}                                             | invalid_request | is missing
                    /auth/register | {"email":"a@b.co"}                             | invalid_request | password is missing
                    /auth/register | {"email":7,"password":"long enough 1"}         | invalid_request | email must be of type string, not number
                    /auth/register | {"email":"no address","password":"long enough 1"} | invalid_request | email
                    /auth/register | {"email":"a@b@c","password":"long enough 1"}   | invalid_request | email
                    /auth/register | {"email":"ä@b.co","password":"long enough 1"}  | invalid_request | email
                    /auth/register | {"email":"a\\u0000@b.co","password":"long enough 1"} | invalid_request | email
                    /auth/register | {"email":"a@b.co","password":null}             | invalid_request | password must be of type string, not null
                    /auth/register | {"email":"a@b.co","password":"long enough 1","admin":true} | invalid_request | there is no field admin
                    /auth/register | {"email":"a@b.co","password":"long enough 1","__proto__":{}} | invalid_request | there is no field __proto__
                    /auth/register | {"email":"a@b.co","password":"long enough 1","displayName":""} | invalid_request | displayName
                    /auth/register | {"email":"a@b.co","password":"long enough 1","displayName":"   "} | invalid_request | displayName
                    /auth/register | {"email":"a@b.co","password":"long enough 1","displayName":"a\\u0000b"} | invalid_content | displayName
                    /auth/register | {"email":"a@b.co","password":"long enough 1","displayName":"\\ud800"} | invalid_content | displayName
                    /auth/register | {"email":"a@b.co","password":"long \\ud800 enough"} | invalid_content | password
                    /auth/register | {"email":"a@b.co","password":"long enough 1","language":"!!"} | invalid_request | language
                    /auth/login    | {"email":"a@b.co","password":["x"]}            | invalid_request | password must be of type string, not array
                    /auth/login    | {"email":"","password":""}                     | invalid_request | email
                    /auth/login    | {"email":"a@b.co","email":"c@d.co","password":"x"} | invalid_json | twice
                    /auth/refresh  | {"refreshToken":""}                            | invalid_request | refreshToken
                    /auth/refresh  | {"refreshToken":"unknown"}                     | refresh_token_invalid | not valid
                    /auth/refresh  | {"token":"x"}                                  | invalid_request | refreshToken is missing
                    /auth/login    | [1,2]                                          | invalid_request | must be a JSON object
                    /auth/login    | "text"                                         | invalid_request | must be a JSON object
                    /auth/login    | null                                           | invalid_request | must be a JSON object
                    /auth/login    | {"email":                                      | invalid_json | line 1
                    /auth/login    | {"email":"a@b.co"} {}                          | invalid_json | line 1
                    /auth/login    | {email:"a@b.co"}                               | invalid_json | line 1
                    /auth/login    | {"email":NaN}                                  | invalid_json | line 1
                    /auth/login    | {"a":1e99999}                                  | invalid_json | too large
                    /auth/login    | {'email':'a'}                                  | invalid_json | line 1
                    """)
    void openOperations(String path, String body, String code, String detail) {
        assertRefused(gateway.client.post(path), body, code, detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    POST | /chat/session | {"kind":"crowd"}                          | invalid_request | kind must be one of "direct","group"
                    POST | /chat/session | {"kind":"direct"}                         | invalid_request | exactly one other member
                    POST | /chat/session | {"members":"bo"}                          | invalid_request | members must be of type array, not string
                    POST | /chat/session | {"members":[7]}                           | invalid_request | members[0] must be of type string, not number
                    POST | /chat/session | {"title":7}                               | invalid_request | title must be of type string
                    POST | /chat/session | {"title":"a\\nb"}                         | invalid_content | title
                    POST | /chat/session | {"ai":"yes"}                              | invalid_request | ai must be of type boolean
                    POST | /chat/session | {"secret":true}                        | invalid_request | there is no field secret
                    POST | /chat/message | {"content":"x"}                           | invalid_request | sessionId is missing
                    POST | /chat/message | {"sessionId":"S"}                         | invalid_request | content is missing
                    POST | /chat/message | {"sessionId":"1-1-1-1-1","content":"x"}   | invalid_request | sessionId
                    POST | /chat/message | {"sessionId":"S","content":7}             | invalid_request | content must be of type string, not number
                    POST | /chat/message | {"sessionId":"S","content":"  "}          | invalid_request | content
                    POST | /chat/message | {"sessionId":"S","content":"a\\u0000"}    | invalid_content | content
                    POST | /chat/message | {"sessionId":"S","content":"a\\udfff"}    | invalid_content | content
                    POST | /chat/message | {"sessionId":"S","content":"a\\u001b[2J"} | invalid_content | content
                    POST | /chat/message | {"sessionId":"S","content":"x","messageType":"system"} | invalid_request | messageType must be one of "text"
                    POST | /chat/message | {"sessionId":"S","content":"x","seq":1}   | invalid_request | there is no field seq
                    POST | /chat/message | {"sessionId":"S","content":"x","replyTo":"1"} | invalid_request | replyTo
                    POST | /chat/message | {"sessionId":"S","content":"x","metadata":[]} | invalid_request | metadata must be of type object
                    POST | /chat/message | {"sessionId":"S","content":"x","metadata":{"a":"\\u0000"}} | invalid_content | metadata
                    POST | /chat/message | {"sessionId":"S","content":"x","metadata":{"a":1e400}} | invalid_json | too large
                    POST | /chat/message | {"sessionId":"S","content":"x","clientMessageId":""} | invalid_request | clientMessageId
                    POST | /chat/message | {"sessionId":"S","content":"x","messages":[{"content":"y"}]} | invalid_request | content
                    POST | /chat/message | {"sessionId":"S","messages":[]}           | invalid_request | messages
                    POST | /chat/message | {"sessionId":"S","messages":[7]}          | invalid_request | messages[0] must be of type object, not number
                    POST | /chat/message | {"sessionId":"S","messages":[{"content":"y"},{"content":"y","userId":"S"}]} | invalid_request | messages[1].userId
                    POST | /chat/message | {"sessionId":"S","messages":[{"content":"y"},{}]} | invalid_request | messages[1].content is missing
                    POST | /chat/session/S/read | {"seq":-1}                         | invalid_request | seq
                    POST | /chat/session/S/read | {"seq":1.5}                        | invalid_request | seq
                    POST | /chat/session/S/read | {"seq":"1"}                        | invalid_request | seq must be of type integer, not string
                    POST | /chat/session/S/read | {"seq":99999999999999999999}       | invalid_request | seq
                    POST | /chat/session/S/members | {"member":"bo@example.org","role":"king"} | invalid_request | role must be one of
                    POST | /chat/ai-greeting | {"sessionId":null}                    | invalid_request | sessionId
                    POST | /chat/ai-greeting | {"language":"english please"}         | invalid_request | language
                    POST | /chat/ai-response | {"sessionId":"S","message":""}        | invalid_request | message must have 1 character
                    POST | /chat/agent-task  | {"sessionId":"S","taskType":"rm -rf"} | invalid_request | taskType
                    POST | /chat/agent-task  | {"sessionId":"S","taskType":"t","params":"x"} | invalid_request | params must be of type object
                    PATCH | /auth/me | {"email":"new@example.org"}                   | invalid_request | there is no field email
                    """)
    void bodiesOfUsers(String method, String path, String body, String code, String detail) {
        HttpRequest<Buffer> request = gateway.request(HttpMethod.valueOf(method), path.replace("S", SESSION.toString()))
                .bearerTokenAuthentication(token);
        assertRefused(request, body.replace("\"S\"", "\"" + SESSION + "\""), code, detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /chat/sessions?limit=0                | invalid_request | limit
                    /chat/sessions?limit=101              | invalid_request | limit
                    /chat/sessions?limit=ten              | invalid_request | limit
                    /chat/sessions?limit=1.5              | invalid_request | limit
                    /chat/sessions?limit=                 | invalid_request | limit
                    /chat/sessions?limit=99999999999999999999 | invalid_request | limit
                    /chat/sessions?limit=9999999999       | invalid_request | limit
                    /chat/sessions?limit=1&limit=2        | invalid_request | twice
                    /chat/sessions?page=1                 | invalid_request | there are: cursor, limit
                    /chat/sessions?cursor=                | invalid_request | cursor
                    /chat/sessions?limit=%zz              | invalid_request | well-formed
                    /chat/session/123                     | invalid_request | sessionId
                    /chat/session/%ff                     | invalid_request | sessionId
                    /chat/session/..%2f..%2fetc%2fpasswd  | invalid_request | sessionId
                    /chat/history/%00                     | invalid_request | sessionId
                    /chat/history/S?before=1&after=2      | invalid_request | can't be given together
                    /chat/history/S?before=-1             | invalid_request | before
                    /chat/history/S?limit=201             | invalid_request | limit
                    /chat/agent-status?taskId=7           | invalid_request | taskId
                    /chat/agent-status                    | invalid_request | exactly one
                    /chat/nothing                         | not_found       | path
                    /auth/me/more                         | not_found       | path
                    /agents                               | not_found       | path
                    /chat/message                         | method_not_allowed | GET
                    /auth/login                           | method_not_allowed | GET
                    """)
    void pathsAndQueries(String path, String code, String detail) {
        HttpRequest<Buffer> request = gateway.client
                .get("/")
                .uri(path.replace("S", SESSION.toString()))
                .bearerTokenAuthentication(token);
        assertThat(assertProblem(request.send().await(), codeOf(code))).contains(detail);
    }

    @Test
    void tooMuchIsToldFromTooMuchContent() {
        String text = "x".repeat(33 * 1024);
        JsonObject message =
                new JsonObject().put("sessionId", SESSION.toString()).put("content", text);
        assertProblem(gateway.post("/chat/message", token, message), ErrorCode.CONTENT_TOO_LARGE);

        message.put("metadata", new JsonObject().put("a", "x".repeat(5000))).put("content", "x");
        assertProblem(gateway.post("/chat/message", token, message), ErrorCode.CONTENT_TOO_LARGE);

        message.put("metadata", new JsonObject().put("a", "x".repeat(70_000)));
        HttpResponse<Buffer> tooLarge = gateway.post("/chat/message", token, message);
        assertProblem(tooLarge, ErrorCode.PAYLOAD_TOO_LARGE);
        assertThat(tooLarge.getHeader("Connection")).isEqualTo("close");
    }

    @Test
    void aBodyHasToBeUtf8() {
        for (byte[] bytes : new byte[][] {
            {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'},
            {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'},
            {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'},
            "{\"email\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1),
        }) {
            assertProblem(json("/auth/login").sendBuffer(Buffer.buffer(bytes)).await(), ErrorCode.INVALID_UTF8);
        }
        // Valid bytes, but another encoding: NUL is no JSON.
        byte[] utf16 = "{\"email\":\"a@b.co\"}".getBytes(StandardCharsets.UTF_16LE);
        assertProblem(json("/auth/login").sendBuffer(Buffer.buffer(utf16)).await(), ErrorCode.INVALID_JSON);
    }

    @Test
    void aBodyHasToBeJsonAndSayingSo() {
        HttpRequest<Buffer> login = gateway.client.post("/auth/login");
        assertProblem(login.send().await(), ErrorCode.INVALID_REQUEST);
        assertProblem(
                login.putHeader("Content-Type", "text/plain")
                        .sendBuffer(Buffer.buffer("{}"))
                        .await(),
                ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertProblem(
                login.putHeader("Content-Type", "application/x-www-form-urlencoded")
                        .sendBuffer(Buffer.buffer("email=a"))
                        .await(),
                ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertProblem(
                login.putHeader("Content-Type", "multipart/form-data; boundary=x")
                        .sendBuffer(Buffer.buffer("--x\r\n\r\n--x--"))
                        .await(),
                ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertProblem(
                login.putHeader("Content-Type", "///;;;=")
                        .sendBuffer(Buffer.buffer("{}"))
                        .await(),
                ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertProblem(
                login.putHeader("Content-Type", "application/json; charset=utf-8")
                        .sendBuffer(Buffer.buffer("{}"))
                        .await(),
                ErrorCode.INVALID_REQUEST);
        assertProblem(
                gateway.client
                        .post("/auth/login")
                        .sendBuffer(Buffer.buffer("{}"))
                        .await(),
                ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void deepAndWideJson() {
        String deep = "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000);
        assertThat(refused("/auth/login", deep, ErrorCode.INVALID_JSON)).contains("levels deep");
        String wide =
                IntStream.range(0, 1_000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
        refused("/auth/login", wide, ErrorCode.INVALID_REQUEST);
        refused("/auth/login", "{\"email\":" + "9".repeat(5_000) + "}", ErrorCode.INVALID_JSON);
        refused("/auth/login", "{\"" + "n".repeat(5_000) + "\":1}", ErrorCode.INVALID_JSON);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void mangledJsonIsNeverOurFault(long seed) {
        Random random = new Random(seed);
        byte[] valid = new JsonObject()
                .put("sessionId", SESSION.toString())
                .put("content", "hello é 👋")
                .put("metadata", new JsonObject().put("a", 1).put("b", "c"))
                .toBuffer()
                .getBytes();
        for (int round = 0; round < 60; round++) {
            byte[] bytes = valid.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            HttpResponse<Buffer> response = json("/chat/message")
                    .bearerTokenAuthentication("not-a-token")
                    .sendBuffer(Buffer.buffer(bytes))
                    .await();
            assertProblem(response, ErrorCode.INVALID_TOKEN);
            HttpResponse<Buffer> open =
                    json("/auth/login").sendBuffer(Buffer.buffer(bytes)).await();
            assertThat(open.statusCode())
                    .as(new String(bytes, StandardCharsets.ISO_8859_1))
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic YTpi", "bearer x.y.z", "Token abc", "Bearer a b c"})
    void oddAuthorization(String header) {
        HttpResponse<Buffer> response = gateway.client
                .get("/auth/me")
                .putHeader("Authorization", header)
                .send()
                .await();

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.getHeader("WWW-Authenticate")).startsWith("Bearer");
        assertThat(response.bodyAsJsonObject().getString("code")).isIn("unauthenticated", "invalid_token");
    }

    @Test
    void whoTakesNoJsonIsToldSo() {
        HttpRequest<Buffer> me = gateway.client.get("/auth/me").bearerTokenAuthentication(token);
        for (String accept : new String[] {"text/html", "application/xml, text/*;q=0.5", "application/json;q=0"}) {
            assertProblem(me.putHeader("Accept", accept).send().await(), ErrorCode.NOT_ACCEPTABLE);
        }
        for (String accept : new String[] {
            "*/*", "application/*", "text/html, application/json;q=0.1", "application/json; charset=utf-8"
        }) {
            assertThat(me.putHeader("Accept", accept).send().await().statusCode())
                    .as(accept)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n",
                "LONG_LINE",
                "LONG_HEADER",
            })
    void whatIsNotHttpIsRefusedAsWell(String request) throws IOException {
        String raw = switch (request) {
            case "LONG_LINE" -> "GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: a\r\n\r\n";
            case "LONG_HEADER" -> "GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n";
            default -> request;
        };
        String response = raw(raw);

        assertThat(response).contains(" 400 Bad Request");
        assertThat(response).contains("application/problem+json").contains("\"code\":\"invalid_request\"");
        assertThat(response).doesNotContain("Exception");
    }

    @Test
    void aMethodThatNobodyKnowsIsNotAllowed() throws IOException {
        assertThat(raw("BREW /auth/login HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("method_not_allowed");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertRefused(HttpRequest<Buffer> request, String body, String code, String detail) {
        HttpResponse<Buffer> response = request.putHeader("Content-Type", "application/json")
                .sendBuffer(Buffer.buffer(body))
                .await();
        assertThat(assertProblem(response, codeOf(code))).contains(detail);
    }

    private static String refused(String path, String body, ErrorCode code) {
        return assertProblem(json(path).sendBuffer(Buffer.buffer(body)).await(), code);
    }

    private static HttpRequest<Buffer> json(String path) {
        return gateway.client.post(path).putHeader("Content-Type", "application/json");
    }

    private static ErrorCode codeOf(String wireName) {
        return ErrorCode.valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
