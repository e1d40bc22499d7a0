package dev.cogo.gateway.realtime.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cogo.gateway.realtime.hub.ClientSocket;
import dev.cogo.gateway.realtime.hub.UserCalls;
import dev.cogo.gateway.realtime.transport.FrameSource;
import dev.cogo.runtime.error.Failures;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** One client of the event-bus bridge: its frames become calls on its {@link ClientSocket}, the outcomes become frames. */
final class BridgeSession {
    private final ClientSocket client;
    private final FrameSource frames;
    private final BridgeFormat format;
    private final BridgeCalls calls;

    /** @param frames where the client's frames come from, to be held up while one has to wait */
    BridgeSession(ClientSocket client, FrameSource frames, BridgeFormat format, BridgeCalls calls) {
        this.client = client;
        this.frames = frames;
        this.format = format;
        this.calls = calls;
    }

    /** Takes a frame. Whatever is wrong with it, the client is told and stays connected. */
    void received(Buffer data) {
        Optional<String> answerAddress = Optional.empty();
        try {
            if (!client.admit(data.length())) {
                return;
            }
            JsonNode json = FrameReader.read(data);
            answerAddress = BridgeFrame.answerAddressOf(json);
            serve(BridgeFrame.of(json), data.length(), answerAddress);
        } catch (RuntimeException e) {
            fail(answerAddress, e);
        }
    }

    /** Frames are served in the order in which they came, so the next one waits for what this one needs to be begun. */
    private void serve(BridgeFrame frame, int bytes, Optional<String> answerAddress) {
        Future<Void> begun = frame.token().isEmpty()
                ? begin(frame, bytes, answerAddress)
                : client.authenticate(frame.token().get()).compose(who -> begin(frame, bytes, answerAddress));
        boolean waits = !begun.isComplete();
        if (waits) {
            frames.pause();
        }
        begun.onFailure(e -> fail(answerAddress, e));
        if (waits) {
            begun.onComplete(done -> frames.resume());
        }
    }

    private Future<Void> begin(BridgeFrame frame, int bytes, Optional<String> answerAddress) {
        switch (frame.type()) {
            case PING -> client.answer(BridgeFormat.PONG);
            case REGISTER ->
                client.subscribe(frame.address(), frame.since().orElse(null)).onFailure(e -> fail(answerAddress, e));
            case UNREGISTER -> client.unsubscribe(frame.address());
            case SEND -> {
                calls.requireAddress(frame.address());
                return client.request(bytes)
                        .compose(user -> calls.check(frame.address(), frame.body(), bytes)
                                .map(body -> {
                                    if (!client.isClosed()) {
                                        call(user, frame, body).onFailure(e -> fail(answerAddress, e));
                                    }
                                    return null;
                                }));
            }
            case PUBLISH ->
                throw new CogoException(ErrorCode.METHOD_NOT_ALLOWED, "clients can't publish: send instead");
        }
        return Future.succeededFuture();
    }

    private Future<?> call(UserCalls user, BridgeFrame frame, JsonObject checked) {
        Future<?> answer = calls.call(user, frame.address(), checked);
        frame.replyAddress().ifPresent(address -> answer.onSuccess(body -> client.answer(format.reply(address, body))));
        return answer;
    }

    private void fail(Optional<String> address, Throwable failure) {
        client.answer(format.failure(address, Failures.of(failure, "a frame of the event-bus door")));
    }
}
