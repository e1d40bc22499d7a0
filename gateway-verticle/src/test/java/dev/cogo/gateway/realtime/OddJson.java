package dev.cogo.gateway.realtime;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** JSON, or nearly, that no honest client sends. In valid UTF-8, and short enough to be served. */
final class OddJson {
    private static final String[] TYPES = {"register", "unregister", "send", "publish", "ping", "pong", "", "__proto__"
    };
    private static final String[] ADDRESSES = {
        "system_announcements", "chat.message.send", "chat.typing", "chat.presence", "chat.timeline", "chat.read",
        "chat_session_", "chat_session_00000000-0000-7000-8000-000000000000", "user_notifications_x", "__proto__", "",
                "\0"
    };
    private static final String[] MEMBERS = {
        "type", "address", "replyAddress", "headers", "body", "since", "sessionId", "content", "messages", "metadata",
        "authorization", "isTyping", "status", "after", "limit", "constructor", "__proto__", "", "\0", "한"
    };
    private static final String[] SCALARS = {
        "null",
        "true",
        "0",
        "-0",
        "-1",
        "1.5",
        "1e400",
        "-1e-400",
        "9223372036854775808",
        "123456789012345678901234567890",
        "1".repeat(300),
        "0." + "3".repeat(300),
        "NaN",
        "Infinity",
        "01",
        "+1",
        "\"\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\ud83d\\ude00\"",
        "\"\\u202e\"",
        "\"__proto__\"",
        "\"\\q\"",
        "'x'",
        "\"",
        "\u0001",
        "\"\u0001\""
    };

    private OddJson() {}

    static String of(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> "[".repeat(1 + random.nextInt(10_000));
            case 1 -> nested(random, "{\"a\":", "}");
            case 2 -> nested(random, "[", "]");
            case 3 -> manyKeys(1 + random.nextInt(3_000), false);
            case 4 -> manyKeys(2 + random.nextInt(300), true);
            case 5 -> one(random, SCALARS);
            case 6 -> "{\"type\":\"ping\",\"since\":" + one(random, SCALARS) + "}";
            default -> frame(random);
        };
    }

    private static String nested(Random random, String open, String close) {
        int depth = 1 + random.nextInt(10_000);
        return "{\"type\":\"send\",\"address\":\"chat.typing\",\"body\":" + open.repeat(depth) + "1"
                + close.repeat(depth) + "}";
    }

    private static String manyKeys(int count, boolean twice) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"k" + (twice ? i / 2 : i) + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** A frame as it should be, but for its values. */
    private static String frame(Random random) {
        JsonObject frame = new JsonObject()
                .put("type", one(random, TYPES))
                .put("address", one(random, ADDRESSES))
                .put("headers", new JsonObject().put("authorization", "Bearer " + random.nextLong()))
                .put("body", value(random, 3));
        for (int i = 0; i < random.nextInt(3); i++) {
            frame.put(one(random, MEMBERS), value(random, 2));
        }
        if (random.nextBoolean()) {
            frame.remove("headers");
        }
        String text = frame.encode();
        return random.nextInt(4) == 0
                ? text.replaceFirst(
                        ":\"[a-z_.]*\"", ":" + java.util.regex.Matcher.quoteReplacement(one(random, SCALARS)))
                : text;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> random.nextLong();
            case 1 -> "x".repeat(random.nextInt(40));
            case 2 -> random.nextBoolean();
            case 3 -> new UUID(random.nextLong(), random.nextLong()).toString();
            case 4 -> new JsonArray().add(value(random, depth - 1)).addNull();
            default -> new JsonObject().put(one(random, MEMBERS), value(random, depth - 1));
        };
    }

    private static String one(Random random, String[] of) {
        return of[random.nextInt(of.length)];
    }
}
