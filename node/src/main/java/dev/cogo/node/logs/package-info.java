/**
 * What each line of the log says of the request that it is about: a word in the text form, fields in the JSON form. Logback
 * makes these by name, see {@code logback-text.xml} and {@code logback-json.xml}.
 */
@NullMarked
package dev.cogo.node.logs;

import org.jspecify.annotations.NullMarked;
