package dev.cogo.gateway.http;

import dev.cogo.gateway.contract.BodyCheck;
import dev.cogo.gateway.contract.SchemaErrors;
import dev.cogo.gateway.contract.StrictJson;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.FormerSessionIds;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.RequestBody;
import io.vertx.openapi.contract.Response;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks a request against its operation in the OpenAPI document. The contract's own request validator is not used: it goes
 * through a worker thread for each request, guesses the types of parameters from their text, decodes them twice, and takes
 * unknown ones. For one event loop.
 */
final class RequestCheck {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";

    private static final String SESSION = "sessionId";

    private final StrictJson json;
    private final FormerSessionIds sessions;
    private final Map<Parameter, Validator> parameters = new LinkedHashMap<>();
    private final Set<String> queryNames;
    private final @Nullable RequestBody body;
    private final @Nullable BodyCheck bodyCheck;
    private final boolean answersText;

    /** @param sessions what sessions may be called beside their ids */
    RequestCheck(StrictJson json, SchemaRepository schemas, Operation operation, FormerSessionIds sessions) {
        this.json = json;
        this.sessions = sessions;
        for (Parameter parameter : operation.getParameters()) {
            parameters.put(parameter, schemas.validator(parameter.getSchema()));
        }
        this.queryNames = operation.getParameters().stream()
                .filter(parameter -> parameter.getIn() == Location.QUERY)
                .map(Parameter::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Response ok = operation.getResponse(200);
        this.answersText = ok != null && ok.getContent().containsKey(TEXT);
        this.body = operation.getRequestBody();
        JsonSchema schema = body == null ? null : body.getContent().get(JSON).getSchema();
        this.bodyCheck = schema == null ? null : new BodyCheck(schemas, schema);
    }

    /** The parameters of the document that the request has, in their types; throws {@code invalid_request}. */
    Map<String, Object> parameters(RoutingContext context) {
        MultiMap query = context.queryParams();
        for (String name : query.names()) {
            if (!queryNames.contains(name)) {
                throw CogoException.invalid("there is no query parameter of this name; there are: "
                        + (queryNames.isEmpty() ? "none" : String.join(", ", queryNames)));
            }
        }
        Map<String, Object> values = new HashMap<>();
        parameters.forEach((parameter, validator) -> {
            String text = textOf(parameter, query, context);
            if (text != null) {
                String meant = parameter.getName().equals(SESSION) ? sessions.resolve(text) : text;
                values.put(parameter.getName(), checked(parameter, validator, meant));
            } else if (parameter.isRequired()) {
                throw CogoException.invalid(parameter.getName() + " is missing");
            }
        });
        return values;
    }

    /** The body, empty when the operation takes none; throws what is wrong with it. On any thread. */
    JsonObject body(RoutingContext context) {
        if (body == null || bodyCheck == null) {
            return new JsonObject();
        }
        JsonObject translated = TranslatedRequest.bodyOf(context);
        if (translated != null) {
            return bodyCheck.checked(inOurTerms(translated));
        }
        Buffer bytes = context.body().buffer();
        if (bytes == null || bytes.length() == 0) {
            if (body.isRequired()) {
                throw CogoException.invalid("the body is missing");
            }
            return new JsonObject();
        }
        MIMEHeader type = context.parsedHeaders().contentType();
        if (!JSON.equalsIgnoreCase(type.component() + "/" + type.subComponent())) {
            throw new CogoException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json");
        }
        return bodyCheck.checked(inOurTerms(json.object(bytes)));
    }

    private JsonObject inOurTerms(JsonObject body) {
        return body.getValue(SESSION) instanceof String session ? body.put(SESSION, sessions.resolve(session)) : body;
    }

    /** Throws {@code not_acceptable} when the client takes neither the answer's type nor JSON (RFC 9110, section 12.5.1). */
    void checkAccept(RoutingContext context) {
        List<MIMEHeader> accepted = context.parsedHeaders().accept();
        boolean takes = accepted.isEmpty()
                || accepted.stream()
                        .filter(type -> type.weight() > 0)
                        .anyMatch(type -> is(type, JSON) || answersText && is(type, TEXT));
        if (!takes) {
            throw new CogoException(
                    ErrorCode.NOT_ACCEPTABLE,
                    answersText ? "the answer is text/plain" : "answers are application/json");
        }
    }

    /** Whether the client asks for an event stream by its name. */
    static boolean wantsEvents(RoutingContext context) {
        return context.parsedHeaders().accept().stream()
                .filter(type -> type.weight() > 0)
                .anyMatch(type -> "text".equalsIgnoreCase(type.component())
                        && "event-stream".equalsIgnoreCase(type.subComponent()));
    }

    private static boolean is(MIMEHeader accepted, String type) {
        String[] parts = type.split("/", 2);
        return isAnyOr(accepted.component(), parts[0]) && isAnyOr(accepted.subComponent(), parts[1]);
    }

    private static boolean isAnyOr(String part, String wanted) {
        return "*".equals(part) || wanted.equalsIgnoreCase(part);
    }

    private static @Nullable String textOf(Parameter parameter, MultiMap query, RoutingContext context) {
        String name = parameter.getName();
        return switch (parameter.getIn()) {
            case PATH -> context.pathParam(name);
            case HEADER -> context.request().getHeader(name);
            case QUERY -> {
                if (query.getAll(name).size() > 1) {
                    throw CogoException.invalid(name + " is given twice");
                }
                yield query.get(name);
            }
            case COOKIE -> throw new IllegalStateException("no operation of the document reads cookies");
        };
    }

    private static Object checked(Parameter parameter, Validator validator, String text) {
        String name = parameter.getName();
        Object value = switch (parameter.getSchemaType()) {
            case INTEGER -> integer(name, text);
            case STRING -> text;
            default -> throw new IllegalStateException("the document has a parameter of a new type: " + name);
        };
        OutputUnit result = validator.validate(value);
        if (!result.getValid()) {
            throw CogoException.invalid(SchemaErrors.ofParameter(name, result));
        }
        return value instanceof Integer number ? Long.valueOf(number) : value;
    }

    // The validator knows int32 and int64 by the Java type.
    private static Number integer(String name, String text) {
        try {
            long value = Long.parseLong(text);
            return value == (int) value ? (Number) (int) value : (Number) value;
        } catch (NumberFormatException e) {
            throw CogoException.invalid(name + " is not a whole number in range");
        }
    }
}
