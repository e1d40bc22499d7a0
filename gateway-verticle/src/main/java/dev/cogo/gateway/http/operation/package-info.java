/**
 * What each operation of the OpenAPI document does: one class for a resource, named {@code ...Operations}, which enters
 * its operations into the {@link dev.cogo.gateway.http.operation.OperationTable} by their {@code operationId}. An
 * {@link dev.cogo.gateway.http.operation.Operation} gets a checked {@link dev.cogo.gateway.http.operation.Call} and gives
 * a {@link dev.cogo.gateway.http.operation.Reply}, whose body may be a stream.
 */
@NullMarked
package dev.cogo.gateway.http.operation;

import org.jspecify.annotations.NullMarked;
