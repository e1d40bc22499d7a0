/**
 * The REST door. {@link dev.cogo.gateway.http.RestDoor} builds the routes from the OpenAPI document: the document decides
 * which paths there are, who is let in and what a request may hold; classes named {@code ...Operations} say what each
 * operation does. A failure anywhere becomes a problem document in {@link dev.cogo.gateway.http.Problems}.
 */
@NullMarked
package dev.cogo.gateway.http;

import org.jspecify.annotations.NullMarked;
