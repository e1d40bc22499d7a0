package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A client of the event stream: one request, whose answer goes on. */
final class EventStreamClient implements DoorClient {
    private static final long TIMEOUT_SECONDS = 10;
    private static final String END = "(end)";

    /** One event of the stream; its name is {@link #END} when there are no more. */
    record Item(String name, @Nullable String id, JsonObject data) {}

    private final Vertx vertx;
    private final HttpClient http;
    private final int port;
    private final @Nullable String ticket;
    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private final Map<String, String> fields = new HashMap<>();
    private HttpClientResponse response;
    private final AtomicInteger heartbeats = new AtomicInteger();
    private String retry = "";

    EventStreamClient(Vertx vertx, int port, @Nullable String ticket) {
        this.vertx = vertx;
        this.port = port;
        this.ticket = ticket;
        this.http = vertx.createHttpClient();
    }

    @Override
    public void subscribe(String channel, @Nullable String token, @Nullable Object since) {
        String session = channel.substring("chat_session_".length());
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/chat/session/" + session + "/events" + (ticket == null ? "" : "?ticket=" + ticket))
                .putHeader("Accept", "text/event-stream");
        if (token != null) {
            options.putHeader("Authorization", "Bearer " + token);
        }
        if (since != null) {
            options.putHeader("Last-Event-ID", since.toString());
        }
        response = http.request(options)
                .compose(request -> request.send().map(answer -> {
                    answer.pause();
                    return answer;
                }))
                .await();
        if (response.statusCode() == 200) {
            assertThat(response.getHeader("Content-Type")).isEqualTo("text/event-stream");
            response.exceptionHandler(broken -> ended());
            response.endHandler(end -> ended());
            RecordParser lines = RecordParser.newDelimited("\n", line -> line(line.toString()));
            response.handler(lines);
            response.resume();
        }
    }

    @Override
    public Told awaitSubscribed(String channel) {
        JsonObject told = await("subscribed").data();
        assertThat(told.getString("channel")).isEqualTo(channel);
        return new Told(told.getLong("seq"), told.getBoolean("recovered"));
    }

    @Override
    public String awaitRefusal() {
        var body = response.body();
        response.resume();
        return body.await().toJsonObject().getString("code");
    }

    @Override
    public String awaitUnsubscribed() {
        return await("unsubscribed").data().getString("code");
    }

    @Override
    public List<Long> seqs(String channel, int count) {
        List<Long> seqs = new ArrayList<>();
        while (seqs.size() < count) {
            Item item = next();
            assertThat(item.data().getString("event")).as(item.toString()).isEqualTo(item.name());
            Long seq = item.data().getLong("seq");
            assertThat(item.id()).isEqualTo(seq == null ? null : seq.toString());
            JsonArray messages = item.data().getJsonObject("payload").getJsonArray("messages");
            if (messages != null) {
                messages.forEach(message -> seqs.add(((JsonObject) message).getLong("seq")));
            } else if (seq != null) {
                seqs.add(seq);
            }
        }
        return seqs;
    }

    @Override
    public JsonObject payload(String channel, String event) {
        return await(event).data().getJsonObject("payload");
    }

    @Override
    public long awaitGap(String channel) {
        long last = 0;
        for (Item item = next(); !item.name().equals(END); item = next()) {
            if (item.id() != null) {
                last = Long.parseLong(item.id());
            }
        }
        return last;
    }

    @Override
    public DoorClient comeBack(String channel, String token, long since) {
        EventStreamClient again = new EventStreamClient(vertx, port, null);
        again.subscribe(channel, token, since);
        again.awaitSubscribed(channel);
        return again;
    }

    @Override
    public void leave(String channel) {
        response.request().connection().close();
    }

    @Override
    public void pause() {
        response.pause();
    }

    @Override
    public void resume() {
        response.resume();
    }

    @Override
    public CloseNotice awaitEnd() {
        JsonObject closing = await("closing").data();
        assertThat(next().name()).isEqualTo(END);
        return new CloseNotice(closing.getString("reason"), closing.getBoolean("comeBack"));
    }

    /** The stream's word how many milliseconds to wait before coming back. */
    String retry() {
        return retry;
    }

    /** How many comments came. */
    int heartbeats() {
        return heartbeats.get();
    }

    private Item await(String name) {
        Item item = next();
        while (!item.name().equals(name)) {
            assertThat(item.name()).as("no " + name + " came").isNotEqualTo(END);
            item = next();
        }
        return item;
    }

    private Item next() {
        try {
            Item item = items.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            assertThat(item).as("nothing came").isNotNull();
            return item;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void ended() {
        items.add(new Item(END, null, new JsonObject()));
    }

    private void line(String line) {
        if (line.isEmpty()) {
            if (fields.containsKey("data")) {
                items.add(new Item(fields.get("event"), fields.get("id"), new JsonObject(fields.get("data"))));
            }
            fields.clear();
            return;
        }
        int colon = line.indexOf(':');
        String name = line.substring(0, colon);
        String value = line.substring(colon + 1).strip();
        if (name.isEmpty()) {
            heartbeats.incrementAndGet();
        } else if (name.equals("retry")) {
            retry = value;
        } else {
            fields.put(name, value);
        }
    }
}
