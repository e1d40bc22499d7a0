package dev.cogo.gateway.realtime.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cogo.gateway.realtime.hub.ClientSocket;
import dev.cogo.gateway.realtime.transport.FrameSource;
import dev.cogo.runtime.error.Failures;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** One client of the event-bus bridge: its frames become calls on its {@link ClientSocket}, the outcomes become frames. */
final class BridgeSession {
    private final ClientSocket client;
    private final FrameSource frames;
    private final BridgeFormat format;

    /** @param frames where the client's frames come from, to be held up while one has to wait */
    BridgeSession(ClientSocket client, FrameSource frames, BridgeFormat format) {
        this.client = client;
        this.frames = frames;
        this.format = format;
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
            serve(BridgeFrame.of(json), answerAddress);
        } catch (RuntimeException e) {
            fail(answerAddress, e);
        }
    }

    private void serve(BridgeFrame frame, Optional<String> answerAddress) {
        if (frame.token().isEmpty()) {
            dispatch(frame, answerAddress);
            return;
        }
        var known = client.authenticate(frame.token().get());
        boolean waits = !known.isComplete();
        if (waits) {
            // Frames are served in the order in which they came, so the next one waits for this one's token.
            frames.pause();
        }
        known.onSuccess(who -> dispatch(frame, answerAddress)).onFailure(e -> fail(answerAddress, e));
        if (waits) {
            known.onComplete(served -> frames.resume());
        }
    }

    private void dispatch(BridgeFrame frame, Optional<String> answerAddress) {
        try {
            switch (frame.type()) {
                case PING -> client.answer(BridgeFormat.PONG);
                case REGISTER ->
                    client.subscribe(frame.address(), frame.since().orElse(null))
                            .onFailure(e -> fail(answerAddress, e));
                case UNREGISTER -> client.unsubscribe(frame.address());
                case SEND -> call(frame).onFailure(e -> fail(answerAddress, e));
                case PUBLISH ->
                    throw new CogoException(ErrorCode.METHOD_NOT_ALLOWED, "clients can't publish: send instead");
            }
        } catch (RuntimeException e) {
            fail(answerAddress, e);
        }
    }

    private Future<?> call(BridgeFrame frame) {
        Future<?> answer = BridgeCalls.call(client, frame.address(), frame.body());
        frame.replyAddress().ifPresent(address -> answer.onSuccess(body -> client.answer(format.reply(address, body))));
        return answer;
    }

    private void fail(Optional<String> address, Throwable failure) {
        client.answer(format.failure(address, Failures.of(failure, "a frame of the event-bus door")));
    }
}
