package dev.cogo.gateway.http.operation;

import java.util.HashMap;
import java.util.Map;

/** Which operation of the document is answered by what. */
public final class OperationTable {
    private final Map<String, Operation> operations = new HashMap<>();

    /** Names what answers an operation; each is named once. */
    public OperationTable on(String operationId, Operation operation) {
        if (operations.put(operationId, operation) != null) {
            throw new IllegalStateException("two answers for the operation " + operationId);
        }
        return this;
    }

    /** What answers the operation; an operation of the document that nothing answers is a defect of the build. */
    public Operation get(String operationId) {
        Operation operation = operations.get(operationId);
        if (operation == null) {
            throw new IllegalStateException("nothing answers the operation " + operationId);
        }
        return operation;
    }
}
