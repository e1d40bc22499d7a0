package dev.cogo.gateway.http.filter;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a path takes, for the header {@code Allow} (RFC 9110, section 10.2.1): the router finds it out and keeps it to itself,
 * and forgets it where a router inside of it has the path. For one event loop.
 */
final class AllowedMethods {
    private final Router router;
    private @Nullable List<Known> known;

    private record Known(Predicate<String> path, Set<HttpMethod> methods) {}

    AllowedMethods(Router router) {
        this.router = router;
    }

    /** The names in their order; empty where there is nothing, or where the method is left to a handler. */
    SortedSet<String> of(String path) {
        List<Known> routes = known;
        if (routes == null) {
            routes = new ArrayList<>();
            collect(router, "", routes);
            known = routes;
        }
        SortedSet<String> names = new TreeSet<>();
        routes.stream()
                .filter(route -> route.path().test(path))
                .forEach(route -> route.methods().forEach(method -> names.add(method.name())));
        if (names.contains(HttpMethod.GET.name())) {
            names.add(HttpMethod.HEAD.name());
        }
        return names;
    }

    private static void collect(Router router, String mount, List<Known> routes) {
        for (Route route : router.getRoutes()) {
            Router inner = route.getSubRouter();
            if (inner != null) {
                collect(inner, mount + prefix(route), routes);
            } else if (route.methods() != null && !route.methods().isEmpty()) {
                routes.add(new Known(matcher(route, mount), route.methods()));
            }
        }
    }

    private static String prefix(Route route) {
        String path = route.getPath() == null ? "" : route.getPath();
        int end = path.length();
        while (end > 0 && (path.charAt(end - 1) == '*' || path.charAt(end - 1) == '/')) {
            end--;
        }
        return path.substring(0, end);
    }

    private static Predicate<String> matcher(Route route, String mount) {
        if (route.getPath() == null && route.isRegexPath()) {
            // Such a route has the expression for its name.
            Predicate<String> inside = Pattern.compile(route.getName()).asMatchPredicate();
            return path -> path.startsWith(mount) && inside.test(path.substring(mount.length()));
        } else if (route.getPath() != null && route.isExactPath()) {
            String[] wanted = (mount + route.getPath()).split("/", -1);
            return path -> hasForm(wanted, path.split("/", -1));
        }
        String begin = mount + prefix(route);
        return path -> path.startsWith(begin);
    }

    /** Whether a path has the segments of a template such as {@code /chat/session/:sessionId}. */
    private static boolean hasForm(String[] wanted, String[] given) {
        // A path with a slash behind it is the same to the router.
        int length =
                given.length > wanted.length && given[given.length - 1].isEmpty() ? given.length - 1 : given.length;
        if (wanted.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!wanted[i].equals(given[i]) && !(wanted[i].startsWith(":") && !given[i].isEmpty())) {
                return false;
            }
        }
        return true;
    }
}
