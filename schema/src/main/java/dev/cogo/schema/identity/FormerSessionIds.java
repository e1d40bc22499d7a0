package dev.cogo.schema.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * What sessions were called in a system that was copied ({@code import_uuid_of} in the migrations): a UUID has stayed, and of any other
 * name the id here follows, without a look into the database.
 *
 * @param known whether such names are understood; else a text stays as it is, and is no id
 */
public record FormerSessionIds(boolean known) {
    private static final int MAX_LENGTH = 200;

    /** They are not understood. */
    public static FormerSessionIds none() {
        return new FormerSessionIds(false);
    }

    /** The id that a text means; the text itself where it is an id, or can be no name. */
    public String resolve(String text) {
        return !known
                        || text.isEmpty()
                        || text.length() > MAX_LENGTH
                        || Ids.find(text).isPresent()
                ? text
                : idOf(text).toString();
    }

    private static UUID idOf(String name) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(("seed session " + name).getBytes(UTF_8)));
            return new UUID(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
