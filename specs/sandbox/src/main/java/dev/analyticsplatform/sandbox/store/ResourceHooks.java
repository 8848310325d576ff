package dev.analyticsplatform.sandbox.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.vendor.Exchange;

/** Where a resource has behaviour beyond being kept. All methods do nothing unless they are overridden. */
public interface ResourceHooks {
    /** A resource without behaviour. */
    ResourceHooks NONE = new ResourceHooks() {};

    /** Checks, and may complete, what a request is about to make; throws a refusal to prevent it. */
    default void beforeCreate(Exchange exchange, ObjectNode made) {}

    /** Acts on what was made; if this fails, the resource is taken back. */
    default void afterCreate(Exchange exchange, Resource made) {}

    /** Checks, and may complete, what a request is about to make of a resource; throws a refusal to prevent it. */
    default void beforeUpdate(Exchange exchange, Resource before, ObjectNode after) {}

    /** Acts on a change. */
    default void afterUpdate(Exchange exchange, Resource changed) {}

    /** Checks whether a resource may go; throws a refusal to prevent it. */
    default void beforeDelete(Exchange exchange, Resource resource) {}

    /** Acts on a deletion. */
    default void afterDelete(Exchange exchange, Resource resource) {}

    /** Completes what a caller gets to see with what is worked out on reading. */
    default void view(Resource resource) {}

    /** Leaves out what this caller does not get to see; runs last, on what goes into the answer. */
    default void show(Exchange exchange, Resource resource) {}
}
