package dev.cogo.gateway.supabase.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.auth.token.TokenVerifier;
import dev.cogo.gateway.http.filter.BodyReader;
import dev.cogo.gateway.http.filter.Problems;
import dev.cogo.gateway.realtime.bridge.FrameReader;
import dev.cogo.gateway.realtime.hub.ClientHub;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.gateway.supabase.realtime.frame.JsonTrees;
import dev.cogo.gateway.supabase.realtime.topic.Reasons;
import dev.cogo.gateway.supabase.realtime.topic.TopicNames;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.event.Broadcast;
import dev.cogo.schema.json.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Broadcasts over HTTP: several in one call, or one whose payload is the body. For users, and with the service key for the server's
 * other servers. For one event loop, the hub's.
 */
final class RestBroadcast {
    private static final int MAX_MESSAGES = 100;
    private static final String BEARER = "Bearer ";
    private static final String SENDER = "cogo.sender";
    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";

    /** Whose words they are; no user is the service. */
    private record Sender(Optional<UUID> user) {}

    private final ClientHub hub;
    private final ApiKeys keys;
    private final TokenVerifier tokens;
    private final TopicNames names;
    private final int maxBodyBytes;

    RestBroadcast(ClientHub hub, ApiKeys keys, TokenVerifier tokens, TopicNames names, int maxBodyBytes) {
        this.hub = hub;
        this.keys = keys;
        this.tokens = tokens;
        this.names = names;
        this.maxBodyBytes = maxBodyBytes;
    }

    void mount(Router router) {
        router.route("/api/*").handler(context -> {
            Problems.leaveTo(context, RestBroadcast::fail);
            context.next();
        });
        serve(router.post("/api/broadcast"), this::batch);
        serve(router.post("/api/broadcast/:topic/events/:event"), this::single);
    }

    private interface Reader {
        List<IncomingBroadcast> read(RoutingContext context);
    }

    private void serve(Route route, Reader reader) {
        route.handler(context -> BodyReader.after(context, sender(context).onSuccess(who -> context.put(SENDER, who))))
                .handler(new BodyReader(maxBodyBytes))
                .handler(context -> {
                    Sender who = context.get(SENDER);
                    BodyReader.work(context, () -> reader.read(context))
                            .compose(words -> send(who, words.iterator()))
                            .onSuccess(sent ->
                                    context.response().setStatusCode(202).end())
                            .onFailure(context::fail);
                });
    }

    private Future<Void> send(Sender who, Iterator<IncomingBroadcast> words) {
        if (!words.hasNext()) {
            return Future.succeededFuture();
        }
        Future<Void> sent = switch (words.next()) {
            case IncomingBroadcast.Typing(UUID sessionId, boolean isTyping) ->
                who.user()
                        .map(user -> hub.typing(user, sessionId, isTyping))
                        .orElseGet(() -> Future.failedFuture(CogoException.invalid("Nobody types but users")));
            case IncomingBroadcast.Word(Channel channel, Broadcast what) ->
                hub.broadcast(who.user().orElse(null), channel.name(), what);
        };
        return sent.compose(done -> send(who, words));
    }

    private Future<Sender> sender(RoutingContext context) {
        String key = ApiKeys.of(context.request());
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        String bearer = header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : key;
        if (keys.roleOf(key).isEmpty() || bearer == null) {
            return Future.failedFuture(new CogoException(ErrorCode.UNAUTHENTICATED, "Unauthorized"));
        }
        Optional<ApiKeys.Role> role = keys.roleOf(bearer);
        if (role.isEmpty()) {
            return tokens.verify(bearer).map(user -> new Sender(Optional.of(user.userId())));
        }
        return role.get() == ApiKeys.Role.SERVICE_ROLE
                ? Future.succeededFuture(new Sender(Optional.empty()))
                : Future.failedFuture(new CogoException(ErrorCode.UNAUTHENTICATED, "Unauthorized"));
    }

    private List<IncomingBroadcast> batch(RoutingContext context) {
        requireType(context, Set.of(JSON));
        JsonNode messages = json(context.body().buffer()).path("messages");
        if (!messages.isArray() || messages.isEmpty() || messages.size() > MAX_MESSAGES) {
            throw CogoException.invalid("messages must be an array of 1 to " + MAX_MESSAGES);
        }
        List<IncomingBroadcast> words = new ArrayList<>();
        for (JsonNode message : messages) {
            ObjectNode envelope = JsonTrees.object();
            envelope.set("event", message.path("event"));
            if (!message.path("payload").isObject()) {
                throw CogoException.invalid("the payload must be an object");
            }
            envelope.set("payload", message.get("payload"));
            words.add(word(message.path("topic").asText(), envelope));
        }
        return words;
    }

    private List<IncomingBroadcast> single(RoutingContext context) {
        boolean bytes = requireType(context, Set.of(JSON, BYTES)).equals(BYTES);
        Buffer body = context.body().buffer();
        ObjectNode envelope = JsonTrees.object().put("event", context.pathParam("event"));
        if (bytes) {
            envelope.put("payload", body == null ? new byte[0] : body.getBytes());
        } else {
            envelope.set("payload", json(body));
        }
        return List.of(word(context.pathParam("topic"), envelope));
    }

    private IncomingBroadcast word(String topic, ObjectNode envelope) {
        if (Json.length(envelope.path("payload")) > PushHandler.MAX_BYTES) {
            throw CogoException.invalid(Reasons.TOO_LARGE);
        }
        Channel channel = names.channelOf(topic)
                .orElseThrow(() -> new CogoException(ErrorCode.CHANNEL_NOT_FOUND, "there is no such topic"));
        return BroadcastReader.read(UUID.randomUUID().toString(), channel, envelope);
    }

    private static JsonNode json(@Nullable Buffer body) {
        if (body == null) {
            throw CogoException.invalid("the body is missing");
        }
        return FrameReader.read(body);
    }

    private static String requireType(RoutingContext context, Set<String> types) {
        String header = String.valueOf(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
        String type = header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!types.contains(type)) {
            throw new CogoException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must be " + String.join(" or ", types));
        }
        return type;
    }

    private static void fail(RoutingContext context) {
        CogoException failure = Problems.failureOf(context);
        int status = switch (failure.code()) {
            case UNAUTHENTICATED, INVALID_TOKEN, TOKEN_EXPIRED -> 401;
            case CHANNEL_NOT_FOUND, SESSION_NOT_FOUND -> 403;
            case INVALID_REQUEST, INVALID_JSON, INVALID_UTF8 -> 422;
            default -> failure.code().httpStatus();
        };
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        String message = status == 401 ? "Unauthorized" : status == 403 ? Reasons.of(failure) : failure.getMessage();
        Problems.putHeaders(context, failure);
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .end(JsonTrees.object()
                        .put("error", message)
                        .put("message", message)
                        .toString());
    }
}
