/**
 * The REST door. {@link dev.cogo.gateway.http.RestDoor} builds the routes from the OpenAPI document: the document decides
 * which paths there are, who is let in ({@link dev.cogo.gateway.http.BearerAuthentication}) and what a request may hold
 * ({@link dev.cogo.gateway.http.RequestCheck}); what an operation does is said in {@link dev.cogo.gateway.http.operation}.
 */
@NullMarked
package dev.cogo.gateway.http;

import org.jspecify.annotations.NullMarked;
