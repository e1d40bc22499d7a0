/**
 * What clients may send, out of the documents: {@link dev.cogo.gateway.contract.BodyCheck} holds a body against a schema, whether
 * it is the OpenAPI document's (bodies of requests) or the AsyncAPI document's ({@link dev.cogo.gateway.contract.CallBodies}).
 */
@NullMarked
package dev.cogo.gateway.contract;

import org.jspecify.annotations.NullMarked;
