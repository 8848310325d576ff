/**
 * The DeltaStream adapter.
 *
 * <p>It was built from the vendor's public reference and from what its open-source clients show, and is proven against
 * the sandbox only.
 *
 * <ul>
 *   <li>Authentication: an API token as {@link dev.analyticsplatform.BearerToken} or
 *       {@link dev.analyticsplatform.ApiKey}; both travel as {@code Authorization: Bearer ...}.
 *   <li>Endpoint: {@code https://api.deltastream.io/v2}; an organization may have a host of its own.
 *   <li>Everything is SQL. A statement that fails in SQL is answered with HTTP 200, and told by its SQL state; that
 *       state is the vendor code of the exception, and the id of the statement its request id.
 *   <li>Each statement carries its context: database and schema from the namespace, compute pool from the compute, and
 *       the options {@code organization}, {@code role}, {@code store} and {@code session} (a text of your own for
 *       tracing). Database, store and compute pool that are not configured are those that DeltaStream tells as the
 *       user's defaults, asked for once by LIST ORGANIZATIONS. Nothing else is kept between statements, so USE has no
 *       effect. The time zone is always UTC.
 *   <li>Namespaces are {@code database.schema}; {@code schema} alone is one of the user's default database, and
 *       {@code public} without a configured namespace. A name that holds a dot or a double quote is written in double
 *       quotes, as in {@code "my.database".public}. Dropping a namespace leaves its database.
 *   <li>Datasets are relations: streams, changelogs (both of kind STREAM), tables and materialized views. A dataset
 *       that is created is a stream over the topic of its name in the store; if there is no such topic it is made with
 *       the options {@code topicPartitions} (1) and {@code topicReplicas} (3). Views are materialized. DECIMAL columns
 *       have 38 digits, 18 of them after the point; lists and objects need a vendor type.
 *   <li>A SELECT from a stream has no end: {@code run} refuses it, {@code subscribe} reads it. Rows of other statements
 *       come in parts from the control plane or from a data plane, whose address must belong to DeltaStream and whose
 *       token lives for minutes.
 *   <li>Values: cells are texts, which are read by the type of their column; what stands within an ARRAY, MAP or STRUCT
 *       is as JSON has it, so dates, times and bytes in there are texts.
 *   <li>Not there: parameters, cancelling, a list of statements, saved queries, and appending rows.
 * </ul>
 */
@NullMarked
package dev.analyticsplatform.deltastream;

import org.jspecify.annotations.NullMarked;
