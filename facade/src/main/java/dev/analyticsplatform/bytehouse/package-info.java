/**
 * The ByteHouse adapter.
 *
 * <p>Of the 71 operations of ByteHouse's reference one has a published path, {@code POST /v1/sql/sync}; the other 70
 * paths are inferred, as are the inner forms of results, job states and errors. Check them against the document of your
 * tenant: with that document in place of {@code specs/bytehouse/api.yaml} this adapter calls the real paths, since it
 * knows operations by their ids only. To lean on as little as possible that is inferred, everything that SQL can do
 * goes through the one published operation.
 *
 * <ul>
 *   <li>Authentication: {@link dev.analyticsplatform.ApiKey} or {@link dev.analyticsplatform.BearerToken} as
 *       {@code Authorization: Bearer ...}; the option {@code role} chooses the active role.
 *   <li>Endpoint: each tenant has its own, so it must be configured.
 *   <li>Namespaces are databases; datasets are tables, views and materialized views; compute is the id of a virtual
 *       warehouse. A configured namespace is put in use by a {@code USE} before each statement, in the same call.
 *   <li>The option {@code mode} is the SQL dialect of statements, {@code clickhouse_sql} unless set; this adapter's own
 *       statements are in ClickHouse's dialect always.
 *   <li>Rows are appended by {@code INSERT ... FORMAT JSONEachRow}: values travel as JSON and never become SQL. A table
 *       that is created here has nullable columns and no order of its own. Bytes and times of day are kept as text
 *       (bytes in base64), arrays and objects as JSON text, since the engine has no types for them that a portable
 *       column names.
 *   <li>Limits: 10,000 rows and 4 MiB a write, inferred; points in time of microseconds.
 * </ul>
 */
@NullMarked
package dev.analyticsplatform.bytehouse;

import org.jspecify.annotations.NullMarked;
