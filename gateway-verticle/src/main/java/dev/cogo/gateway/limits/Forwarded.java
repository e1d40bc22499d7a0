package dev.cogo.gateway.limits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads {@code Forwarded} (RFC 7239, section 4) in one pass: {@code for="[2001:db8::1]:4711";proto=https, for=192.0.2.43}. */
final class Forwarded {
    static final String X_FORWARDED_FOR = "X-Forwarded-For";
    static final String X_FORWARDED_PROTO = "X-Forwarded-Proto";
    static final String FORWARDED = "Forwarded";

    private final List<Map<String, String>> elements = new ArrayList<>();
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder value = new StringBuilder();
    private Map<String, String> element = new HashMap<>();
    private StringBuilder into = name;

    private Forwarded() {}

    /** The elements of all lines with their parameters, names in lower case. What is malformed has no parameter. */
    static List<Map<String, String>> parse(List<String> lines) {
        Forwarded header = new Forwarded();
        lines.forEach(header::line);
        return header.elements;
    }

    private void line(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '\\' && i + 1 < line.length()) {
                into.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                into.append(c);
            } else {
                plain(c);
            }
        }
        if (quoted) {
            // The quote never ended: nothing of this element can be told apart.
            element.clear();
            name.setLength(0);
        }
        endElement();
    }

    private void plain(char c) {
        switch (c) {
            case ',' -> endElement();
            case ';' -> endParameter();
            case '=' -> into = value;
            default -> into.append(c);
        }
    }

    private void endParameter() {
        String known = name.toString().strip().toLowerCase(Locale.ROOT);
        if (into == value && !known.isEmpty()) {
            element.put(known, value.toString().strip());
        }
        name.setLength(0);
        value.setLength(0);
        into = name;
    }

    private void endElement() {
        endParameter();
        elements.add(element);
        element = new HashMap<>();
    }
}
