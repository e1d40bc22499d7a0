package dev.cogo.agentbridge.registry;

import dev.cogo.agentbridge.http.AgentHttp;
import dev.cogo.agentbridge.http.AgentHttp.Answer;
import dev.cogo.schema.error.CogoException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the cards of A2A agents, where a client of the protocol looks for them (section 8.2). */
public final class RemoteCards {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteCards.class);
    private static final String WELL_KNOWN = "/.well-known/agent-card.json";
    private static final int MAX_BYTES = 256 * 1024;

    private final AgentHttp http;

    public RemoteCards(AgentHttp http) {
        this.http = http;
    }

    /**
     * Reads the card of an agent. Waits.
     *
     * @param url the agent's, or that of the card itself when it ends in {@code .json}
     * @throws CogoException {@code invalid_request} when there is none that can be used
     */
    RemoteCard read(@Nullable String url, @Nullable String token) {
        return card(ask(Objects.requireNonNull(url), token, null));
    }

    /** Reads it again; empty when it is the same, or can't be read. Waits. */
    Optional<RemoteCard> readAgain(String url, @Nullable String token, @Nullable String tag) {
        try {
            Answer answer = ask(url, token, tag);
            return answer.status() == 304 ? Optional.empty() : Optional.of(card(answer));
        } catch (CogoException e) {
            LOG.warn("the card of the agent at {} can't be read any more: {}", url, e.getMessage());
            return Optional.empty();
        }
    }

    private Answer ask(String url, @Nullable String token, @Nullable String tag) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url.endsWith(".json") ? url : AgentHttp.path(URI.create(url), WELL_KNOWN))
                .putHeader(HttpHeaders.ACCEPT, "application/json")
                .putHeader("A2A-Version", "1.0");
        if (token != null && !token.isEmpty()) {
            options.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
        if (tag != null) {
            options.putHeader(HttpHeaders.IF_NONE_MATCH, tag);
        }
        return http.call(options, Buffer.buffer(), false, MAX_BYTES)
                .recover(failure -> Future.failedFuture(
                        CogoException.invalid("there is no agent card at url: it can't be read from here")))
                .await();
    }

    private static RemoteCard card(Answer answer) {
        if (answer.status() != 200) {
            throw CogoException.invalid("there is no agent card at url: it answers " + answer.status());
        }
        try {
            return RemoteCard.of(new JsonObject(answer.body()), answer.etag());
        } catch (DecodeException | ClassCastException e) {
            throw CogoException.invalid("what is at url is no agent card");
        }
    }
}
