package dev.cogo.chat.rows;

/** How reactions are read beside messages. */
public final class Reactions {
    /**
     * The reactions of the row {@code h} of history as the member {@code $2} sees them, the first put on first; null when
     * there are none. By primary key, and so nearly free for the many messages that have none.
     */
    public static final String OF_ROW = """
            SELECT jsonb_agg(jsonb_build_object('emoji', r.emoji, 'count', r.count, 'mine', r.mine) ORDER BY r.first, r.emoji)
            FROM (SELECT emoji, count(*) AS count, bool_or(user_id = $2) AS mine, min(created_at) AS first
                  FROM message_reactions
                  WHERE session_id = h.session_id AND message_seq = h.seq GROUP BY emoji) r""";

    private Reactions() {}
}
