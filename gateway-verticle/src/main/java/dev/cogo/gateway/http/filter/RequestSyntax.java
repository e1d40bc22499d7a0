package dev.cogo.gateway.http.filter;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what is no right HTTP and would still reach the router: there it is a failure of whoever reads it first, with the
 * address of the request in its text. Requests whose end is in doubt lose their connection with it, so that nothing hidden
 * in one is taken for the next (RFC 9112, section 11.2).
 */
public final class RequestSyntax implements Handler<HttpServerRequest> {
    private static final String CHUNKED = "chunked";
    private static final String CONTINUE = "100-continue";

    private final Problems problems;
    private final Handler<HttpServerRequest> next;

    public RequestSyntax(Problems problems, Handler<HttpServerRequest> next) {
        this.problems = problems;
        this.next = next;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (problems.hasRefused(request)) {
            return;
        }
        CogoException fault = faultOf(request);
        if (fault == null) {
            next.handle(request);
        } else {
            problems.refuse(request, fault);
        }
    }

    private static @Nullable CogoException faultOf(HttpServerRequest request) {
        if (!isFramed(request)) {
            return CogoException.invalid("Transfer-Encoding must be chunked and nothing else");
        }
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        if (hosts.size() > 1 || (request.version() == HttpVersion.HTTP_1_1 && !isHost(request))) {
            return CogoException.invalid("there must be one Host header, such as chat.example.com:8080");
        }
        List<String> expected = request.headers().getAll(HttpHeaders.EXPECT);
        if (!expected.isEmpty() && !(expected.size() == 1 && isContinue(expected.getFirst()))) {
            return new CogoException(ErrorCode.EXPECTATION_FAILED, "nothing but 100-continue can be expected");
        }
        if (!isEncoded(request.uri())) {
            return CogoException.invalid(
                    "the request is not well-formed: a percent sign of its path or query has no two hexadecimal digits behind it");
        }
        return null;
    }

    // RFC 9112, section 6.1: a coding that the server does not know, or one after chunked, leaves the length unknown.
    private static boolean isFramed(HttpServerRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        return codings.isEmpty()
                || (codings.size() == 1
                        && codings.getFirst().equalsIgnoreCase(CHUNKED)
                        && request.version() != HttpVersion.HTTP_1_0);
    }

    private static boolean isHost(HttpServerRequest request) {
        return request.authority() != null && !request.authority().host().isEmpty();
    }

    private static boolean isContinue(String expected) {
        return expected.toLowerCase(Locale.ROOT).equals(CONTINUE);
    }

    private static boolean isEncoded(String uri) {
        for (int at = uri.indexOf('%'); at >= 0; at = uri.indexOf('%', at + 1)) {
            if (at + 2 >= uri.length() || !isHex(uri.charAt(at + 1)) || !isHex(uri.charAt(at + 2))) {
                return false;
            }
        }
        return true;
    }

    // Not Character.digit: it knows the digits of all scripts.
    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
