package dev.analyticsplatform;

/** What sort of dataset it is. */
public enum DatasetKind {
    /** A table. */
    TABLE,
    /** A collection of documents without a fixed schema. */
    COLLECTION,
    /** An unbounded stream of rows. */
    STREAM,
    /** A query that looks like a table. */
    VIEW,
    /** A query whose result is kept. */
    MATERIALIZED_VIEW,
    /** Another name of a dataset. */
    ALIAS,
    /** A kind that this library does not know. */
    UNKNOWN
}
