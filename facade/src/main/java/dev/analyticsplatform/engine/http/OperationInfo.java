package dev.analyticsplatform.engine.http;

import java.util.Objects;

/**
 * What the engine knows of a vendor's operation.
 *
 * @param operationId the vendor's operationId
 * @param safety the document's {@code x-safety}
 */
public record OperationInfo(String operationId, Safety safety) {

    /** Checks that both are there. */
    public OperationInfo {
        Objects.requireNonNull(operationId, "operationId");
        Objects.requireNonNull(safety, "safety");
    }
}
