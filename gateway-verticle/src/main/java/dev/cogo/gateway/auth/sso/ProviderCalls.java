package dev.cogo.gateway.auth.sso;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP to providers and others who sign tokens, bounded in time and size. For virtual threads: methods wait, and throw {@code sso_failed} when there is no
 * answer of JSON, whatever the reason; what was sent and answered is never in the log.
 */
public final class ProviderCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderCalls.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_BODY = 512 * 1024;
    private static final int MAX_ERROR = 40;
    /** Of public keys alone: a token that is signed with a shared secret, or not at all, is nobody's. */
    private static final Set<String> KEY_TYPES = Set.of("RSA", "EC");

    private final HttpClient client;

    public ProviderCalls(Vertx vertx) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) PATIENCE.toMillis())
                .setMaxHeaderSize(64 * 1024);
        this.client = vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(16).setMaxWaitQueueSize(64));
    }

    JsonObject get(String url, Map<String, String> headers) {
        return call(HttpMethod.GET, url, headers, Buffer.buffer());
    }

    /** Keys of a set (RFC 7517) that signatures can be checked with; at least one, since without any the library takes all tokens. */
    public List<JsonObject> keys(String url) {
        List<JsonObject> usable = get(url, Map.of()).getValue("keys") instanceof JsonArray keys
                ? keys.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .filter(ProviderCalls::isUsable)
                        .toList()
                : List.of();
        if (usable.isEmpty()) {
            throw new CogoException(ErrorCode.SSO_FAILED, "the provider has no key that can be used");
        }
        return usable;
    }

    private static boolean isUsable(JsonObject jwk) {
        return KEY_TYPES.contains(String.valueOf(jwk.getValue("kty"))) && !"enc".equals(jwk.getValue("use"));
    }

    /** Sends a form. */
    JsonObject post(String url, Map<String, String> headers, Buffer form) {
        return call(HttpMethod.POST, url, headers, form);
    }

    private JsonObject call(HttpMethod method, String url, Map<String, String> headers, Buffer body) {
        try {
            return client.request(new RequestOptions().setMethod(method).setAbsoluteURI(url))
                    .compose(request -> {
                        request.putHeader(HttpHeaders.ACCEPT, "application/json");
                        headers.forEach(request::putHeader);
                        return request.send(body)
                                .compose(ProviderCalls::read)
                                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                                .onFailure(late -> request.reset());
                    })
                    .timeout(PATIENCE.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)
                    .await();
        } catch (Exception e) { // await throws whatever the call failed with
            LOG.warn("the provider's {} gave no answer that can be used: {}", withoutQuery(url), e.getMessage());
            throw new CogoException(ErrorCode.SSO_FAILED, "the provider gave no answer that can be used", e);
        }
    }

    private static Future<JsonObject> read(HttpClientResponse response) {
        Promise<JsonObject> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.handler(piece -> {
            body.appendBuffer(piece);
            if (body.length() > MAX_BODY) {
                whole.tryFail(new IllegalStateException("more than " + MAX_BODY + " bytes"));
                response.request().reset();
            }
        });
        response.endHandler(end -> {
            if (response.statusCode() != 200) {
                whole.tryFail(new IllegalStateException("status " + response.statusCode() + " " + error(body)));
            } else {
                try {
                    whole.tryComplete(new JsonObject(body));
                } catch (DecodeException e) {
                    whole.tryFail(new IllegalStateException("no JSON"));
                }
            }
        });
        return whole.future();
    }

    // RFC 6749, section 5.2: a word that says what is wrong.
    private static String error(Buffer body) {
        try {
            String error =
                    String.valueOf(new JsonObject(body).getValue("error")).replaceAll("[^a-z_]", "");
            return error.substring(0, Math.min(MAX_ERROR, error.length()));
        } catch (DecodeException e) {
            return "";
        }
    }

    private static String withoutQuery(String url) {
        return url.split("\\?", 2)[0];
    }
}
