/**
 * Mail: rows that are leased, so that what was promised is sent whatever becomes of a node.
 * {@link dev.cogo.gateway.auth.mail.MailVerticle} sends, {@link dev.cogo.gateway.auth.mail.Mails} adds.
 */
@NullMarked
package dev.cogo.gateway.auth.mail;

import org.jspecify.annotations.NullMarked;
