package dev.cogo.gateway.supabase.realtime.topic;

import java.util.List;

/**
 * What has to be written anew, however many ask for it.
 *
 * @param select the columns; empty for all
 */
record RowShape(String table, List<String> select) {}
