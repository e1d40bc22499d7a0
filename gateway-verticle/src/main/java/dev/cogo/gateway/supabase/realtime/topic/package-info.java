/**
 * What a client asks for when it joins a {@link dev.cogo.gateway.supabase.realtime.topic.Topic}, and which of our channels
 * show it: the {@link dev.cogo.gateway.supabase.realtime.topic.TopicPlan}, within
 * {@link dev.cogo.gateway.supabase.realtime.topic.JoinLimits}.
 */
@NullMarked
package dev.cogo.gateway.supabase.realtime.topic;

import org.jspecify.annotations.NullMarked;
