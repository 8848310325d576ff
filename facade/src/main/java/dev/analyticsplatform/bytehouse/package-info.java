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
 *   <li>Results are taken for whole only if they say how many rows they have. A local time that its zone skips, or has
 *       twice, is an error, since the engine does not write the offset.
 *   <li>A statement that the engine refuses is a failed query with the engine's number; a virtual warehouse that is not
 *       running is a conflict.
 *   <li>Rows are appended by {@code INSERT ... FORMAT JSONEachRow}: values travel as JSON and never become SQL. The
 *       engine cuts surplus digits off, wraps integers around and stores defaults for NULL without a word, so the
 *       columns are asked for by {@code DESCRIBE TABLE} before each batch, never kept, and a row that does not fit is
 *       rejected with its column. A statement that the engine refuses for one row is sent again without it, up to 100
 *       times; that such a statement stored nothing rests on its being smaller than one block of the engine.
 *   <li>Days from 1925 to 2283 are taken for the wide date types, as the engine's older versions have it.
 *   <li>A table that is created here has nullable columns and no order of its own. INTEGER is {@code Int64}, DECIMAL is
 *       {@code Decimal(38, 10)}, that is 28 digits before the point and 10 behind it; points in time have microseconds,
 *       and those without zone are in the zone of the server. Bytes and times of day are kept as text (bytes in
 *       base64), arrays and objects as JSON text, since the engine has no types for them that a portable column names,
 *       and read back as text. Columns of the vendor's own types {@code Array}, {@code Map} and {@code Tuple} take and
 *       give lists and maps.
 *   <li>Limits: 10,000 rows and 4 MiB a write, inferred.
 * </ul>
 */
@NullMarked
package dev.analyticsplatform.bytehouse;

import org.jspecify.annotations.NullMarked;
