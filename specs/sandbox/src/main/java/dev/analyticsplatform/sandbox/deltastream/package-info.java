/**
 * DeltaStream's control plane and data plane as a sandbox.
 *
 * <p><b>Modelled.</b> Statements as JSON or as a form with attachments, batches, answers of 202 for what takes time,
 * partitions of 10,000 rows, contexts, SQL states; the data plane at an address of its own with tokens for one
 * statement that expire after 300 seconds; streams over websockets, which read on only as fast as the client does.
 * Databases, schemas, stores, entities, streams, changelogs, tables, materialized views, continuous queries, compute
 * pools, API tokens, roles, users, grants, secrets, schema registries, integrations, function sources, descriptor
 * sources, functions, and the tables queries, relations, databases, schemas, stores, compute_pools, roles and users of
 * deltastream.sys.
 *
 * <p><b>The store.</b> DeltaStream takes no rows over REST: they come from a store. The sandbox plays one: a POST of
 * Kafka's REST proxy, version 2, to {@code /topics/{topic}} adds JSON records to a topic of {@code sandbox_store}. A
 * topic has one partition.
 *
 * <p><b>SQL.</b> Queries are the engine's dialect (DuckDB). Translated are names (without quotes they are in lower
 * case), three-part names, {@code WITH ('starting.position' = ...)} behind a source, and TUMBLE. All other statements
 * are read strictly by the sandbox itself; what it does not know is a syntax error. A materialized view is worked out
 * from the records when it is read; a changelog gives the last row of each key. A query that groups or joins streams
 * gives each row of its result that was not there before; it takes none back.
 *
 * <p><b>Inferred.</b> Names and order of columns of LIST, DESCRIBE and of deltastream.sys, except those of compute
 * pools; the texts of messages; how long things take; 401 for a missing token and 403 for a wrong one; that queries
 * which stay begin at the earliest record and others at the latest, so name the position if it matters; that a batch is
 * answered with its first statement and ends at the first that fails; that dropping a materialized view ends its query.
 * An answer tells the defaults of the user where a request gives no names, yet a statement goes by the names of its
 * request only: without a database it fails with 3D002. A BIGINT of 19 digits is written with an exponent, which the
 * vendor is known to do at times.
 *
 * <p><b>Not modelled.</b> Access control beyond the validity of a token; formats other than JSON; keys as columns; HOP,
 * CUMULATE, MATCH_RECOGNIZE, applications and CDC; the code of functions; what is behind stores of other kinds, whose
 * topics are all local; names that differ in case only within a relation.
 */
@NullMarked
package dev.analyticsplatform.sandbox.deltastream;

import org.jspecify.annotations.NullMarked;
