package dev.cogo.gateway.http;

import dev.cogo.gateway.http.filter.BodyReader;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.JWTAuthHandler;
import java.util.List;

/**
 * A bearer scheme of the OpenAPI document. It is a {@link JWTAuthHandler} because that is what the router takes for such a
 * scheme; the stock one answers every failure with the same bare 401.
 */
abstract class BearerAuthentication implements JWTAuthHandler {
    private static final String SCHEME = "Bearer ";
    private static final String SCOPES = "an operation's scope follows from its document: see ScopeCheck";

    @Override
    public final void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        // RFC 9110, section 11.1: the scheme's case does not matter.
        boolean bears = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        BodyReader.after(
                context,
                bears ? admit(context, header.substring(SCHEME.length()).strip()) : admitWithoutToken(context));
    }

    /** Lets the bearer of the token in, or fails with a {@link CogoException}. */
    abstract Future<?> admit(RoutingContext context, String token);

    /** Lets somebody in who bears no token, or fails likewise. */
    Future<?> admitWithoutToken(RoutingContext context) {
        return Future.failedFuture(new CogoException(ErrorCode.UNAUTHENTICATED, "a bearer token is required"));
    }

    @Override
    public JWTAuthHandler scopeDelimiter(String delimiter) {
        throw new UnsupportedOperationException(SCOPES);
    }

    @Override
    public JWTAuthHandler withScope(String scope) {
        throw new UnsupportedOperationException(SCOPES);
    }

    @Override
    public JWTAuthHandler withScopes(List<String> scopes) {
        throw new UnsupportedOperationException(SCOPES);
    }
}
