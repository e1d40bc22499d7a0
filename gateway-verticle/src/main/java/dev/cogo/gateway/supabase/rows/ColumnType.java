package dev.cogo.gateway.supabase.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** The types of the columns: how a filter's text becomes a value, and how a row's does, so that the two can be compared. */
public enum ColumnType {
    UUID("uuid") {
        @Override
        public Comparable<?> parse(String text) {
            if (text.length() != UUID_LENGTH) {
                throw new IllegalArgumentException(text);
            }
            // As text in lower case they are in the order of their bytes, as in PostgreSQL; as Java's UUID they are
            // not.
            return java.util.UUID.fromString(text).toString();
        }

        @Override
        public Comparable<?> read(JsonNode value) {
            return value.textValue();
        }
    },
    TEXT("text") {
        @Override
        public Comparable<?> parse(String text) {
            return new CodePoints(text);
        }

        @Override
        public Comparable<?> read(JsonNode value) {
            return new CodePoints(value.textValue());
        }
    },
    INT8("int8") {
        @Override
        public Comparable<?> parse(String text) {
            return Long.valueOf(text.strip());
        }

        @Override
        public Comparable<?> read(JsonNode value) {
            return value.longValue();
        }
    },
    INT4("int4") {
        @Override
        public Comparable<?> parse(String text) {
            return (long) Integer.parseInt(text.strip());
        }

        @Override
        public Comparable<?> read(JsonNode value) {
            return value.longValue();
        }
    },
    FLOAT8("float8") {
        @Override
        public Comparable<?> parse(String text) {
            return Double.valueOf(text.strip());
        }

        @Override
        public Comparable<?> read(JsonNode value) {
            return value.doubleValue();
        }
    },
    BOOL("bool") {
        @Override
        public Comparable<?> parse(String text) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true", "t", "yes", "y", "on", "1" -> true;
                case "false", "f", "no", "n", "off", "0" -> false;
                default -> throw new IllegalArgumentException(text);
            };
        }

        @Override
        public Comparable<?> read(JsonNode value) {
            return value.booleanValue();
        }
    },
    TIMESTAMPTZ("timestamptz") {
        @Override
        public Comparable<?> parse(String text) {
            String time = text.strip();
            boolean blank = time.length() > DATE_LENGTH && time.charAt(DATE_LENGTH) == ' ';
            return switch (TIME.parseBest(
                    blank ? time.substring(0, DATE_LENGTH) + 'T' + time.substring(DATE_LENGTH + 1) : time,
                    OffsetDateTime::from,
                    LocalDateTime::from,
                    LocalDate::from)) {
                case OffsetDateTime there -> there.toInstant();
                case LocalDateTime utc -> utc.toInstant(ZoneOffset.UTC);
                case LocalDate day -> day.atStartOfDay().toInstant(ZoneOffset.UTC);
                default -> throw new IllegalArgumentException(text);
            };
        }

        @Override
        public Comparable<?> read(JsonNode value) {
            return Instant.parse(value.textValue());
        }
    },
    JSONB("jsonb"),
    UUIDS("_uuid");

    private static final int UUID_LENGTH = 36;
    private static final int DATE_LENGTH = "2026-01-01".length();
    /** As people and clients write them; without an offset it is UTC. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][X]")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private final String wireName;

    ColumnType(String wireName) {
        this.wireName = wireName;
    }

    /** The type of one of PostgreSQL's names; throws {@link IllegalArgumentException} for a type that no column has. */
    public static ColumnType of(String wireName) {
        for (ColumnType type : values()) {
            if (type.wireName.equals(wireName)) {
                return type;
            }
        }
        throw new IllegalArgumentException(wireName);
    }

    /** PostgreSQL's name, by which the client knows it. */
    public String wireName() {
        return wireName;
    }

    /** Whether values can be compared; of the others one can only ask whether they are null. */
    public boolean comparable() {
        return this != JSONB && this != UUIDS;
    }

    /** A filter's value; throws {@link IllegalArgumentException} or {@link java.time.DateTimeException} when it is none. */
    public Comparable<?> parse(String text) {
        throw new IllegalArgumentException(text);
    }

    /** A row's value, which is not null. */
    public Comparable<?> read(JsonNode value) {
        throw new IllegalStateException(wireName);
    }
}
