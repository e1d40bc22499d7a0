package dev.cogo.gateway.supabase.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cogo.gateway.limits.TokenBucket;
import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.hub.ClientSocket;
import dev.cogo.gateway.realtime.transport.FrameSource;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.gateway.supabase.realtime.frame.MalformedPush;
import dev.cogo.gateway.supabase.realtime.frame.Push;
import dev.cogo.gateway.supabase.realtime.topic.Reasons;
import dev.cogo.gateway.supabase.realtime.topic.Topic;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client of the realtime door: its pushes become calls on its {@link ClientSocket}, the outcomes become replies. */
final class ChannelSession {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelSession.class);
    private static final String CONNECTION = "phoenix";
    /** Keys of the newer kind, which a gateway in front would have replaced. */
    private static final String OPAQUE_KEY = "sb_";

    /** What is kept for a topic that is about to be joined. */
    private static final Set<String> HELD = Set.of("broadcast", "presence");

    private static final int MAX_TOKEN = 8 * 1024;

    // What supabase-js itself sends at most by default is 10 a second.
    private static final int PUSHES_PER_SECOND = 20;
    private static final int PUSH_BURST = 100;

    // All who listen get each of its bytes: a large one counts as several.
    private static final int BYTES_OF_ONE = 4 * 1024;

    private final ClientSocket client;
    private final PhoenixConnection connection;
    private final AckTracker ackTracker;
    private final FrameSource frames;
    private final Replies replies;
    private final Topics topics;
    private final PushHandler pushHandler;
    private final ApiKeys keys;
    private final ApiKeys.Role role;
    private final UUID guest;
    private final Burst refusals = new Burst();
    private final TokenBucket allowance = new TokenBucket(PUSHES_PER_SECOND, PUSH_BURST, System.nanoTime());

    /**
     * A client that has just come.
     *
     * @param frames where the client's frames come from, to be held up while one has to wait
     * @param role of the key that it has connected with
     * @param guest whom the client counts for while it needs no login
     */
    ChannelSession(
            ClientSocket client,
            PhoenixConnection connection,
            AckTracker ackTracker,
            FrameSource frames,
            Replies replies,
            Topics topics,
            ApiKeys keys,
            ApiKeys.Role role,
            UUID guest) {
        this.client = client;
        this.connection = connection;
        this.ackTracker = ackTracker;
        this.frames = frames;
        this.replies = replies;
        this.topics = topics;
        this.pushHandler = new PushHandler(client, connection.id());
        this.keys = keys;
        this.role = role;
        this.guest = guest;
        topics.onJoinedLate(this::serveHeld);
    }

    /** Takes a frame. What is not understood is dropped, and the connection goes on. */
    void received(Buffer data) {
        Optional<CogoException> refused = Optional.empty();
        try {
            if (!client.admit(data.length())) {
                return;
            }
        } catch (CogoException e) {
            refused = Optional.of(e);
        }
        try {
            Push push = replies.serializer().read(data);
            ackTracker.used(push.ref());
            if (push.topic().equals(CONNECTION)) {
                // Also beyond the rate: a heartbeat without its answer would end the connection.
                client.answer(replies.ok(push));
                ackTracker.heartbeat();
            } else if (refused.isPresent()) {
                boolean tooLong = refused.get().code() == ErrorCode.PAYLOAD_TOO_LARGE;
                String reason = tooLong ? Reasons.TOO_LARGE : Reasons.TOO_MANY_PUSHES;
                Optional<Topic> spoken = push.event().equals("broadcast") ? topics.joined(push) : Optional.empty();
                spoken.ifPresentOrElse(
                        topic -> refuseWord(topic, push, reason),
                        () -> refuse(push, tooLong ? "error" : "reason", reason));
            } else if (topics.holding(push).isPresent() && HELD.contains(push.event())) {
                if (!topics.holding(push).get().hold(push, data.length())) {
                    refuse(push, "reason", Reasons.TOO_MANY_PUSHES);
                }
            } else {
                serve(push, data.length());
            }
        } catch (MalformedPush e) {
            LOG.debug("a frame of the realtime door was dropped: {}", e.getMessage());
        }
    }

    private void serve(Push push, int bytes) {
        switch (push.event()) {
            case "phx_join" -> join(push);
            case "phx_leave" -> topics.leave(push);
            case "access_token" ->
                withToken(push.payload().path("access_token"), topics::decide, e -> {
                    topics.joined(push).ifPresent(topic -> client.answer(replies.system(topic, "system", "error", e)));
                    topics.refuseWaiting(e);
                });
            case "broadcast" -> said(push, bytes);
            case "presence" -> present(push);
            default -> {
                LOG.debug("a push of an unknown event was dropped");
                refuse(push, "reason", "unknown event");
            }
        }
    }

    private void join(Push push) {
        JsonNode token = push.payload().path("access_token");
        if (client.identity().isEmpty()) {
            enterWithoutLogin(push.topic(), token.asText());
        }
        boolean keyInItsPlace = token.isTextual()
                && client.identity().isEmpty()
                && keys.roleOf(token.textValue())
                        .filter(ApiKeys.Role.ANON::equals)
                        .isPresent();
        if (keyInItsPlace) {
            topics.joinEarly(push);
        } else {
            withToken(token, () -> topics.join(push), e -> refuse(push, "reason", e));
        }
    }

    private void enterWithoutLogin(String topic, String token) {
        // Newer clients join without any token when they have not read it yet.
        boolean none = token.isEmpty() || token.startsWith(OPAQUE_KEY);
        Optional<ApiKeys.Role> key = none ? Optional.of(role) : keys.roleOf(token);
        if (key.filter(ApiKeys.Role.SERVICE_ROLE::equals).isPresent()) {
            client.service();
        } else if (key.filter(ApiKeys.Role.ANON::equals).isPresent() && topics.isOpen(topic)) {
            client.guest(guest);
            connection.belongsTo(guest);
        }
    }

    private void serveHeld(Topic topic) {
        for (Topic.Held next = topic.takeHeld(); next != null; next = topic.takeHeld()) {
            serve(next.push(), next.bytes());
        }
    }

    private void said(Push push, int bytes) {
        Topic topic = topics.joined(push).orElse(null);
        if (topic == null) {
            refuse(push, "reason", Reasons.NOT_JOINED);
            return;
        }
        boolean ack = topic.config().ack();
        if (bytes > PushHandler.MAX_BYTES) {
            refuseWord(topic, push, Reasons.TOO_LARGE);
        } else if (!allowance.tryAcquire(1 + bytes / BYTES_OF_ONE, System.nanoTime())) {
            refuseWord(topic, push, Reasons.TOO_MANY_PUSHES);
        } else {
            pushHandler
                    .broadcast(topic, push.payload())
                    .onSuccess(heard -> {
                        if (ack) {
                            client.answer(replies.ok(push));
                        }
                    })
                    .onFailure(failure -> refuseWord(topic, push, Reasons.of(failure)));
        }
    }

    /** A client that asks for no acknowledgement looks at no answer either: it is told beside it, once for a burst. */
    private void refuseWord(Topic topic, Push push, String reason) {
        refuse(push, "error", reason);
        boolean heard = topic.config().ack() && !reason.equals(Reasons.TOO_MANY_PUSHES);
        if (!heard && refusals.begins(reason, System.nanoTime())) {
            client.answer(replies.system(topic, "system", "error", reason));
        }
    }

    private void present(Push push) {
        Topic topic = topics.joined(push).orElse(null);
        if (topic == null) {
            refuse(push, "reason", Reasons.NOT_JOINED);
            return;
        }
        if (!allowance.tryAcquire(1, System.nanoTime())) {
            refuse(push, "reason", Reasons.TOO_MANY_PUSHES);
            return;
        }
        pushHandler
                .presence(topic, push.payload())
                .onSuccess(told -> client.answer(replies.ok(push)))
                .onFailure(failure -> refuse(push, "reason", Reasons.of(failure)));
    }

    private void refuse(Push push, String key, String reason) {
        // Nobody waits for the answer to a push without a reference.
        if (!push.ref().isNone()) {
            client.answer(replies.refusal(push.joinRef(), push.ref(), push.topic(), key, reason));
        }
    }

    /** Does what a push asks for when its token is good. Frames are served in their order, so later ones wait for that. */
    private void withToken(JsonNode token, Runnable then, Consumer<String> otherwise) {
        Future<?> known = authenticated(token.isTextual() ? token.textValue() : "");
        boolean waits = !known.isComplete();
        if (waits) {
            frames.pause();
        }
        known.onSuccess(who -> then.run()).onFailure(failure -> otherwise.accept(Reasons.of(failure)));
        if (waits) {
            known.onComplete(served -> frames.resume());
        }
    }

    private Future<?> authenticated(String token) {
        if (token.isEmpty() || token.startsWith(OPAQUE_KEY)) {
            return Future.succeededFuture();
        } else if (token.length() > MAX_TOKEN) {
            return Future.failedFuture(new CogoException(ErrorCode.INVALID_TOKEN, "the token is too long"));
        } else if (keys.roleOf(token).isPresent()) {
            return withoutUser();
        }
        var before = client.identity().filter(who -> client.isUser());
        return client.authenticate(token)
                .onSuccess(who -> {
                    connection.belongsTo(who.userId());
                    ackTracker.belongTo(who.familyId());
                })
                .onFailure(failure -> {
                    if (before.isPresent()
                            && TokenSubject.of(token)
                                    .filter(user -> !user.equals(before.get().userId()))
                                    .isPresent()) {
                        anotherUser();
                    }
                });
    }

    /** The client has signed out. What it hears was granted to its user, so it has to come back as nobody. */
    private Future<?> withoutUser() {
        if (client.isUser()) {
            anotherUser();
            return Future.failedFuture(new CogoException(ErrorCode.UNAUTHENTICATED, "the user has signed out"));
        }
        return Future.succeededFuture();
    }

    private void anotherUser() {
        // At every close code the client connects again, and joins with the token that it has then.
        client.close(CloseCode.LOGIN_ENDED);
    }
}
