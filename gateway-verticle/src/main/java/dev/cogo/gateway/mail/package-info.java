/**
 * Mail: rows that are leased, so that what was promised is sent whatever becomes of a node.
 * {@link dev.cogo.gateway.mail.MailVerticle} sends, {@link dev.cogo.gateway.mail.Mails} adds.
 */
@NullMarked
package dev.cogo.gateway.mail;

import org.jspecify.annotations.NullMarked;
