package dev.cogo.gateway.http.filter;

import dev.cogo.gateway.contract.BodyWork;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies up to a limit, and says {@code 100 Continue} to who waits for it. It stands behind whatever decides who may send
 * one. What is declared too large is refused unread; so are forms: no operation takes one, the library would parse them with
 * failures of its own, and they are what a page of another site can send without asking first (Fetch Standard,
 * CORS-safelisted request headers).
 */
public final class BodyReader implements Handler<RoutingContext> {
    private final int maxBytes;
    private final BodyHandler reader;

    public BodyReader(int maxBytes) {
        this.maxBytes = maxBytes;
        this.reader = BodyHandler.create(false).setBodyLimit(maxBytes);
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (isForm(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            context.fail(new CogoException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json"));
        } else if (isCoded(request)) {
            context.fail(new CogoException(
                    ErrorCode.UNSUPPORTED_ENCODING, "the body must come as it is, without Content-Encoding"));
        } else if (isLonger(request.getHeader(HttpHeaders.CONTENT_LENGTH), context)) {
            context.fail(tooLarge(maxBytes));
        } else {
            reader.handle(context);
        }
    }

    static CogoException tooLarge(int maxBytes) {
        return new CogoException(
                ErrorCode.PAYLOAD_TOO_LARGE, "the body of this call can have " + maxBytes + " bytes at most");
    }

    /** Lets a request go on, or fails it, when something is decided that its body has to wait for. */
    public static void after(RoutingContext context, Future<?> decision) {
        HttpServerRequest request = context.request();
        boolean wait = !decision.isComplete() && !request.isEnded();
        if (wait) {
            request.pause();
        }
        decision.onComplete(decided -> {
            if (decided.succeeded()) {
                context.next();
            } else {
                context.fail(decided.cause());
            }
            if (wait) {
                // After the next handler has said where the body goes.
                request.resume();
            }
        });
    }

    /** Works on a body, on the event loop when that takes no time. */
    public static <T> Future<T> work(RoutingContext context, Callable<T> work) {
        return BodyWork.run(context.vertx(), context.body().length(), work);
    }

    private static boolean isForm(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
        return type.startsWith("multipart/") || type.startsWith("application/x-www-form-urlencoded");
    }

    private static boolean isCoded(HttpServerRequest request) {
        return request.headers().getAll(HttpHeaders.CONTENT_ENCODING).stream()
                .anyMatch(coding -> !coding.strip().equalsIgnoreCase("identity"));
    }

    private boolean isLonger(@Nullable String declared, RoutingContext context) {
        int read = context.body().length();
        if (read >= 0 || declared == null) {
            // A translated request has been read already, with the limit of its door.
            return read > maxBytes;
        }
        try {
            return Long.parseLong(declared.strip()) > maxBytes;
        } catch (NumberFormatException e) {
            // The decoder lets digits alone through: so many of them are too many.
            return true;
        }
    }
}
