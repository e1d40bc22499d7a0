package dev.cogo.gateway.supabase.realtime.topic;

import dev.cogo.gateway.supabase.rows.Rows;
import java.util.List;

/**
 * What a joined topic shows of one channel of the server.
 *
 * @param topic with its {@code realtime:}
 * @param own whether the channel is the topic's own, so that its events are broadcasts of the topic
 * @param presence whether the client listens to presence
 * @param bindings which row changes it wants of this channel
 * @param copies how many times one message is told at most: as a broadcast, and as a row of each table for each choice of columns
 */
public record TopicView(String topic, boolean own, boolean presence, List<Binding> bindings, int copies) {
    TopicView(String topic, boolean own, boolean presence, List<Binding> bindings) {
        this(topic, own, presence, bindings, (own ? 1 : 0) + rowCopies(bindings));
    }

    private static int rowCopies(List<Binding> bindings) {
        return (int) bindings.stream()
                .flatMap(binding -> binding.tables().stream()
                        .filter(Rows.OF_MESSAGES::contains)
                        .map(table -> new RowShape(table, binding.select())))
                .distinct()
                .count();
    }
}
