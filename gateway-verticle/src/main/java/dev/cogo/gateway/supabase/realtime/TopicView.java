package dev.cogo.gateway.supabase.realtime;

import java.util.List;

/**
 * What a joined topic shows of one channel of the house.
 *
 * @param topic with its {@code realtime:}
 * @param own whether the channel is the topic's own, so that its events are broadcasts of the topic
 * @param presence whether the client listens to presence
 * @param bindings which row changes it wants of this channel
 */
record TopicView(String topic, boolean own, boolean presence, List<Binding> bindings) {}
