/**
 * Sessions as operators see them, members or not: what there is ({@link dev.cogo.chat.administration.SessionAdministration}), holds, export
 * and deletion.
 */
@NullMarked
package dev.cogo.chat.administration;

import org.jspecify.annotations.NullMarked;
