package dev.cogo.node.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ObjIntConsumer;
import java.util.zip.GZIPInputStream;

/** A collector that takes spans by OTLP over HTTP (opentelemetry-proto 1.x, trace.proto) and reads of them what the tests look at. */
final class StubCollector {
    /** A span, with its attributes that are texts. */
    record Span(String trace, String id, String parent, String name, Map<String, String> attributes) {}

    // Fields of ExportTraceServiceRequest, ResourceSpans, ScopeSpans and Span.
    private static final int RESOURCE_SPANS = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;

    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    StubCollector(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    read(unpacked(body.getBytes()));
                    request.response()
                            .putHeader("content-type", "application/x-protobuf")
                            .end();
                }))
                .listen(0, "127.0.0.1")
                .await();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** The spans of a trace that have come so far. */
    List<Span> of(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    private static byte[] unpacked(byte[] gzip) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(byte[] request) {
        fields(request, (resource, field) -> {
            if (field == RESOURCE_SPANS) {
                fields(resource, (scope, of) -> {
                    if (of == SCOPE_SPANS) {
                        fields(scope, (span, in) -> {
                            if (in == SPANS) {
                                spans.add(span(span));
                            }
                        });
                    }
                });
            }
        });
    }

    private static Span span(byte[] message) {
        Map<Integer, byte[]> one = new HashMap<>();
        Map<String, String> attributes = new HashMap<>();
        fields(message, (value, field) -> {
            if (field == 9) { // attributes
                attribute(value, attributes);
            } else {
                one.put(field, value);
            }
        });
        return new Span(
                hex(one.get(1)),
                hex(one.get(2)),
                hex(one.getOrDefault(4, new byte[0])),
                new String(one.get(5), StandardCharsets.UTF_8),
                attributes);
    }

    // KeyValue: a key, and an AnyValue, of which a text is the first kind.
    private static void attribute(byte[] message, Map<String, String> into) {
        List<String> texts = new ArrayList<>();
        fields(message, (value, field) -> {
            if (field == 1) {
                texts.add(new String(value, StandardCharsets.UTF_8));
            } else {
                fields(value, (text, kind) -> {
                    if (kind == 1) {
                        texts.add(new String(text, StandardCharsets.UTF_8));
                    }
                });
            }
        });
        if (texts.size() == 2) {
            into.put(texts.get(0), texts.get(1));
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Hands out the fields of a message that have a length (protobuf's wire type 2), with their numbers. */
    private static void fields(byte[] message, ObjIntConsumer<byte[]> each) {
        ByteBuffer rest = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (rest.hasRemaining()) {
            long tag = varint(rest);
            switch ((int) (tag & 7)) {
                case 0 -> varint(rest);
                case 1 -> rest.getLong();
                case 5 -> rest.getInt();
                default -> {
                    byte[] value = new byte[(int) varint(rest)];
                    rest.get(value);
                    each.accept(value, (int) (tag >>> 3));
                }
            }
        }
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = from.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
