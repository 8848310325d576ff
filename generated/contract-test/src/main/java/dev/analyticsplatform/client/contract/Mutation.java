package dev.analyticsplatform.client.contract;

/**
 * A document with one deliberate change, such as a vendor might make.
 *
 * @param kind what sort of change
 * @param operationId the operation that was drawn; others may be affected as well
 * @param description what was changed
 * @param document the changed document
 */
record Mutation(String kind, String operationId, String description, EffectiveDocument document) {
    @Override
    public String toString() {
        return kind + " in " + operationId + ": " + description;
    }
}
