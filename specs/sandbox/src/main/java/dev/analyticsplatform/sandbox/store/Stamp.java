package dev.analyticsplatform.sandbox.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.analyticsplatform.sandbox.vendor.Caller;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A member that the server sets by itself. */
@FunctionalInterface
public interface Stamp {
    /** Returns the value for a resource that a caller makes or changes at a time. */
    JsonNode value(Caller caller, Instant now);

    /** The time, as ISO text in whole seconds, such as {@code 2023-05-15T20:48:20Z}. */
    Stamp NOW = (caller, now) -> JsonNodeFactory.instance.textNode(
            now.truncatedTo(ChronoUnit.SECONDS).toString());

    /** The user. */
    Stamp USER = (caller, now) -> JsonNodeFactory.instance.textNode(caller.user());

    /** The name of the key with which the user came, or null. */
    Stamp CREDENTIAL = (caller, now) -> caller.credential() == null
            ? JsonNodeFactory.instance.nullNode()
            : JsonNodeFactory.instance.textNode(caller.credential());
}
