package dev.analyticsplatform.sandbox.sql;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A document to put into a collection.
 *
 * @param id its identity; the member {@code _id} is set to it
 * @param members its members; not changed and not kept by the engine
 */
public record Document(String id, ObjectNode members) {}
