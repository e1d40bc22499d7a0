package dev.cogo.gateway.realtime;

import dev.cogo.gateway.realtime.FuzzFrame.LengthForm;
import dev.cogo.gateway.realtime.event.CloseCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * What a client may send that it must not, by a seed, and how the server has to take it.
 *
 * @param closeCode of the client's own close, which the server repeats
 */
record FuzzCase(String name, byte[] bytes, Expected expected, int closeCode) {
    /** How the server has to take it. */
    enum Expected {
        /** It is answered, whatever it is, and the connection goes on. */
        SERVED,
        /** The protocol is broken: the connection ends with {@link CloseCode#BAD_FRAME}. */
        BROKEN,
        /** It is the client's own end of the connection. */
        CLOSED,
        /** Noise: the server may take it as it likes, so long as it is for good reason. */
        ANYHOW
    }

    private static final int[] RESERVED_OPCODES = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15};
    private static final int[] GOOD_CLOSES = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 4000, 4999};
    private static final int[] BAD_CLOSES = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 2000, 2999};
    private static final byte[][] NO_UTF8 = {
        {(byte) 0xc3},
        {(byte) 0x80},
        {(byte) 0xc0, (byte) 0xaf},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
        {(byte) 0xf8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80},
        {(byte) 0xff, (byte) 0xfe},
    };

    /** @param maxMessageBytes the longest message that the server takes */
    static FuzzCase of(Random random, boolean sockJs, int maxMessageBytes) {
        return switch (random.nextInt(26)) {
            case 0 -> broken("no mask", data(random, sockJs).withoutMask().bytes());
            case 1 ->
                broken(
                        "reserved bits",
                        data(random, sockJs).withReserved(1 + random.nextInt(7)).bytes());
            case 2 ->
                broken(
                        "reserved opcode",
                        FuzzFrame.of(one(random, RESERVED_OPCODES), true, noise(random, 20))
                                .bytes());
            case 3 -> broken("control frame too long", control(random, true, 126 + random.nextInt(400)));
            case 4 -> broken("control frame in parts", control(random, false, random.nextInt(126)));
            case 5 ->
                broken(
                        "continuation of nothing",
                        FuzzFrame.of(FuzzFrame.CONTINUATION, random.nextBoolean(), noise(random, 20))
                                .bytes());
            case 6 -> broken("message inside a message", interleaved(random));
            case 7 -> broken("fragments without end", endless(random, maxMessageBytes));
            case 8 -> broken("length beyond all", hugeLength(random, maxMessageBytes));
            case 9 -> broken("length not in its shortest form", longLength(random));
            case 10 -> broken("text that is not UTF-8", noUtf8(random));
            case 11 ->
                broken(
                        "close of one byte",
                        FuzzFrame.of(FuzzFrame.CLOSE, true, noise(random, 1)).bytes());
            case 12 -> broken("close with a code that none may send", close(one(random, BAD_CLOSES), new byte[0]));
            case 13 ->
                broken("close with a reason that is not UTF-8", close(1000, NO_UTF8[random.nextInt(NO_UTF8.length)]));
            case 14 -> {
                int code = one(random, GOOD_CLOSES);
                yield new FuzzCase("close", close(code, "bye".getBytes(StandardCharsets.UTF_8)), Expected.CLOSED, code);
            }
            case 15 -> new FuzzCase("noise", noise(random, 300), Expected.ANYHOW, 0);
            case 16 -> new FuzzCase("bits that fell over", mutated(random, sockJs), Expected.ANYHOW, 0);
            case 17 -> new FuzzCase("half a frame", half(random, sockJs), Expected.ANYHOW, 0);
            case 18 -> served("fragments with pings between", fragments(random, sockJs));
            case 19 ->
                sockJs
                        ? broken("no SockJS framing", FuzzFrame.text(NoSockJs.of(random)))
                        : served(
                                "binary noise",
                                FuzzFrame.of(FuzzFrame.BINARY, true, noise(random, 200))
                                        .bytes());
            default -> served("odd JSON", data(random, sockJs).bytes());
        };
    }

    private static FuzzCase broken(String name, byte[] bytes) {
        return new FuzzCase(name, bytes, Expected.BROKEN, 0);
    }

    private static FuzzCase served(String name, byte[] bytes) {
        return new FuzzCase(name, bytes, Expected.SERVED, 0);
    }

    /** A text frame with JSON of some kind, in the framing. */
    private static FuzzFrame data(Random random, boolean sockJs) {
        return FuzzFrame.of(FuzzFrame.TEXT, true, message(random, sockJs));
    }

    private static byte[] message(Random random, boolean sockJs) {
        String json = OddJson.of(random);
        return (sockJs ? new JsonArray().add(json).encode() : json).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] control(Random random, boolean fin, int length) {
        return FuzzFrame.of(FuzzFrame.CLOSE + random.nextInt(3), fin, noise(random, length, length))
                .bytes();
    }

    private static byte[] interleaved(Random random) {
        return Buffer.buffer(FuzzFrame.of(FuzzFrame.TEXT, false, "[".getBytes(StandardCharsets.US_ASCII))
                        .bytes())
                .appendBytes(FuzzFrame.of(FuzzFrame.TEXT + random.nextInt(2), random.nextBoolean(), new byte[] {'x'})
                        .bytes())
                .getBytes();
    }

    private static byte[] endless(Random random, int maxMessageBytes) {
        int part = 30_000 + random.nextInt(60_000);
        Buffer all =
                Buffer.buffer(FuzzFrame.of(FuzzFrame.TEXT, false, new byte[0]).bytes());
        for (int sum = 0; sum <= maxMessageBytes; sum += part) {
            all.appendBytes(
                    FuzzFrame.of(FuzzFrame.CONTINUATION, false, new byte[part]).bytes());
        }
        return all.getBytes();
    }

    private static byte[] hugeLength(Random random, int maxMessageBytes) {
        long length = switch (random.nextInt(3)) {
            case 0 -> maxMessageBytes + 1L + random.nextInt(1_000_000);
            case 1 -> random.nextLong() | Long.MIN_VALUE;
            default -> Integer.MAX_VALUE + random.nextLong(Long.MAX_VALUE / 2);
        };
        return FuzzFrame.of(FuzzFrame.TEXT + random.nextInt(2), random.nextBoolean(), new byte[0])
                .headFor(length);
    }

    private static byte[] longLength(Random random) {
        boolean two = random.nextBoolean();
        return FuzzFrame.of(FuzzFrame.TEXT, true, noise(random, two ? 125 : 60_000))
                .withLength(two ? LengthForm.TWO_BYTES : LengthForm.EIGHT_BYTES)
                .bytes();
    }

    private static byte[] noUtf8(Random random) {
        byte[] text = Buffer.buffer("\"한" + "x".repeat(random.nextInt(50)))
                .appendBytes(NO_UTF8[random.nextInt(NO_UTF8.length)])
                .appendString("\"")
                .getBytes();
        if (random.nextBoolean()) {
            return FuzzFrame.of(FuzzFrame.TEXT, true, text).bytes();
        }
        return inParts(random, text);
    }

    private static byte[] close(int code, byte[] reason) {
        return FuzzFrame.of(
                        FuzzFrame.CLOSE,
                        true,
                        Buffer.buffer()
                                .appendUnsignedShort(code)
                                .appendBytes(reason)
                                .getBytes())
                .bytes();
    }

    private static byte[] fragments(Random random, boolean sockJs) {
        return inParts(random, message(random, sockJs));
    }

    /** Cut anywhere, also inside a character, with pings between. */
    private static byte[] inParts(Random random, byte[] text) {
        Buffer all = Buffer.buffer();
        int from = 0;
        int opcode = FuzzFrame.TEXT;
        while (from < text.length) {
            int to = Math.min(text.length, from + 1 + random.nextInt(1 + text.length / 3));
            all.appendBytes(
                    FuzzFrame.of(opcode, to == text.length, Buffer.buffer(text).getBytes(from, to))
                            .bytes());
            if (to < text.length && random.nextInt(3) == 0) {
                all.appendBytes(
                        FuzzFrame.of(FuzzFrame.PING, true, noise(random, 125)).bytes());
            }
            opcode = FuzzFrame.CONTINUATION;
            from = to;
        }
        return all.getBytes();
    }

    private static byte[] mutated(Random random, boolean sockJs) {
        byte[] bytes = fragments(random, sockJs);
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            bytes[random.nextInt(Math.min(bytes.length, 200))] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static byte[] half(Random random, boolean sockJs) {
        byte[] whole = data(random, sockJs).bytes();
        return Buffer.buffer(whole).getBytes(0, 1 + random.nextInt(whole.length - 1));
    }

    private static byte[] noise(Random random, int atMost) {
        return noise(random, Math.min(1, atMost), atMost);
    }

    private static byte[] noise(Random random, int least, int most) {
        byte[] noise = new byte[least + random.nextInt(most - least + 1)];
        random.nextBytes(noise);
        return noise;
    }

    private static int one(Random random, int[] of) {
        return of[random.nextInt(of.length)];
    }

    /** Text that is no array of strings. */
    private static final class NoSockJs {
        private static final String[] TEXTS = {
            "[\"a\",null]",
            "[1]",
            "[{}]",
            "[[]]",
            "[[\"a\"]]",
            "[true]",
            "{}",
            "{\"a\":\"b\"}",
            "[\"a\"",
            "[\"a\",",
            "[\"\\u12\"]",
            "[\"a\"]]",
            "[\"a\"][\"b\"]",
            "[\"\\ud800\"]",
            "[\"\\udc00x\"]",
            "null",
            "7",
            "nonsense",
            "[\"\\x\"]",
            "[1e999999]"
        };

        static String of(Random random) {
            int which = random.nextInt(TEXTS.length + 1);
            return which == TEXTS.length ? "[".repeat(1 + random.nextInt(20_000)) : TEXTS[which];
        }
    }
}
