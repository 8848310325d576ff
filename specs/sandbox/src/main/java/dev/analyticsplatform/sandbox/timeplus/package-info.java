/**
 * Timeplus's REST API v1beta2 as a sandbox; one class a tag of its document, and one workspace.
 *
 * <p>Modelled: streams and the four formats of ingestion with idempotent batches; finite queries, over
 * {@code table(stream)} or with {@code query_mode='table'}, and unbounded ones, which filter and project what comes, or
 * send a global aggregate anew with each batch, as event streams; {@code seek_to='earliest'}, a last {@code LIMIT};
 * plain and materialized views; CREATE, DROP, TRUNCATE, INSERT, SHOW and DESCRIBE of streams and views; API keys, and
 * users with passwords; states of sinks, sources and alerts, with the queries of sinks and alerts run on what comes.
 *
 * <p>SQL is DuckDB's. Translated: names of streams and views, {@code table()}, {@code numbers()}, Timeplus's types in
 * casts, texts with backslashes, back-quoted names, {@code column:member}, {@code * EXCEPT}, PREWHERE, FINAL (without
 * effect), SETTINGS (unknown ones are ignored), EMIT PERIODIC, STREAM and ON UPDATE (all as emission with each batch),
 * the clock's functions, and the functions of {@code TimeplusDialect}. All other functions are DuckDB's. Literals have
 * DuckDB's types, so {@code SELECT 1} is an int32; a column without an alias has the name that DuckDB gives it.
 *
 * <p>Inferred: unknown and existing streams, and those that others are fed from, are told by status 500 and all other
 * faults of statements by 400; decimals are JSON numbers; times are ISO texts with as many digits as their type has; a
 * query that runs cannot be deleted; a column that is not nullable never holds null, so that an outer join or an
 * aggregate over nothing gives the type's zero, unless {@code join_use_nulls} is set; sinks, sources and alerts run
 * from their creation on.
 *
 * <p>Not modelled, and refused with the engine's number 48: tumble, hop and session windows, changelog, dedup, EMIT by
 * watermark, OVER in unbounded queries, joins of two unbounded streams, decimals of more than 38 digits, ALTER, EXPLAIN
 * and other statements. Not modelled, and without effect: modes of streams other than append, retention, access by
 * role, what external systems hold, the sending of sinks and alerts, rows of sources, the running of user-defined
 * functions. Sums of 64-bit integers wrap around; those of a window or subquery beyond them are not told apart.
 */
@NullMarked
package dev.analyticsplatform.sandbox.timeplus;

import org.jspecify.annotations.NullMarked;
