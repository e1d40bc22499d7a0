/**
 * What nodes say to each other about homes: a channel's home is the chat node that owns its partition. Producers send an
 * {@code EventEnvelope} there, gateways {@linkplain dev.cogo.schema.home.AnnounceInterest announce} what they
 * listen to, {@linkplain dev.cogo.schema.home.AnnouncePresence who is there} and {@linkplain dev.cogo.schema.home.AnnounceTracks
 * which pages are on free channels}, and the home tells them
 * {@linkplain dev.cogo.schema.home.TimelineHeads where timelines stand}. None of it is asked or checked in anybody's name: who may
 * listen to what is the gateways' business.
 */
@NullMarked
package dev.cogo.schema.home;

import org.jspecify.annotations.NullMarked;
