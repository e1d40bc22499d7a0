package dev.cogo.gateway.contract;

import io.vertx.json.schema.OutputUnit;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in a sentence what is wrong with a request, from the errors that the JSON-schema validator reports. */
public final class SchemaErrors {
    // The validator also reports each schema around the one that failed and, for additionalProperties: false, every
    // known property that failed for another reason.
    private static final Pattern AROUND = Pattern.compile("Property \".*|A sub-?schema had errors"
            + "|Instance does not match \"(then|else)\" schema|Items did not match schema|False boolean schema");
    private static final Pattern TYPE = Pattern.compile("Instance type (\\S+) is invalid\\. Expected (.+)");
    private static final Pattern MISSING = Pattern.compile("Instance does not have required property \"(.+)\"");
    private static final Pattern FORMAT = Pattern.compile("String does not match format \"(.+)\"");
    private static final String PATTERN = "String does not match pattern";
    private static final Pattern OPTIONS = Pattern.compile("Instance does not match any of \\[(.+)]");

    private SchemaErrors() {}

    /** The sentence for a body that failed. */
    static String ofBody(OutputUnit result) {
        List<OutputUnit> errors = result.getErrors();
        return errors.stream()
                .filter(error -> !AROUND.matcher(error.getError()).matches())
                .findFirst()
                .map(error -> sentence(field(error), error.getError()))
                .orElseGet(() -> ofUnwanted(errors));
    }

    /** The sentence for a parameter that failed. */
    public static String ofParameter(String name, OutputUnit result) {
        return sentence(name, result.getErrors().getFirst().getError());
    }

    private static String ofUnwanted(List<OutputUnit> errors) {
        return errors.stream()
                .filter(error -> error.getError().contains("additional properties schema"))
                .findFirst()
                .map(error -> "there is no field " + field(error))
                .or(() -> errors.stream()
                        .filter(error -> error.getError().startsWith("Property "))
                        .findFirst()
                        .map(error -> field(error) + " can't be given together with the other fields"))
                .orElse("the body does not have the described form");
    }

    private static String sentence(String field, String error) {
        Matcher type = TYPE.matcher(error);
        if (type.matches()) {
            return field + " must be of type " + type.group(2) + ", not " + type.group(1);
        }
        Matcher missing = MISSING.matcher(error);
        if (missing.matches()) {
            return (field.equals("the body") ? "" : field + ".") + missing.group(1) + " is missing";
        }
        Matcher format = FORMAT.matcher(error);
        if (format.matches()) {
            return field + " is not a valid " + format.group(1);
        }
        if (error.startsWith(PATTERN)) {
            return field + " does not have the form that the document describes";
        }
        Matcher options = OPTIONS.matcher(error);
        if (options.matches()) {
            return field + " must be one of " + options.group(1);
        }
        return field + ": " + Character.toLowerCase(error.charAt(0)) + error.substring(1);
    }

    // "#/messages/0/content" becomes "messages[0].content" (RFC 6901, section 6).
    private static String field(OutputUnit error) {
        String pointer = error.getInstanceLocation();
        if (pointer.length() < 3) {
            return "the body";
        }
        StringBuilder name = new StringBuilder();
        for (String part : pointer.substring(2).split("/", -1)) {
            String text = decoded(part).replace("~1", "/").replace("~0", "~");
            if (text.matches("\\d+")) {
                name.append('[').append(text).append(']');
            } else {
                name.append(name.isEmpty() ? "" : ".").append(shown(text));
            }
        }
        return name.toString();
    }

    // The library leaves some characters of a name as they are, also a percent sign.
    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part;
        }
    }

    /** The name of an unknown field, which is the client's: as much of it as helps, and nothing that disturbs a log. */
    public static String shown(String name) {
        String printable = name.replaceAll("[^\\p{Graph} ]", "?");
        return printable.length() > 64 ? printable.substring(0, 64) + "..." : printable;
    }
}
