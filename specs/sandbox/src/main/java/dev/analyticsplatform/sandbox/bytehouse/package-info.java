/**
 * ByteHouse's public API as a sandbox. Operations are known by name alone: paths and methods, which are inferred but
 * for one, come from the document, so that another document with the same names can take its place.
 *
 * <p>Modelled: databases, tables, partitions, views, materialized views and dictionaries, the same for SQL and for the
 * other operations; SQL while the caller waits, in the background, in sessions, with kill and abort; virtual warehouses
 * that go up and down by the clock and wake for queries; API keys; roles, their users and permissions; connections,
 * import jobs and their executions; use and statistics.
 *
 * <p>SQL is the engine's, DuckDB's, in both modes. Sent through a translation of its own: quotes and escapes, types and
 * casts, {@code now()} and the like by the sandbox's clock, {@code LIMIT n, m}, PREWHERE, SETTINGS and FORMAT at the
 * end, map literals, and common functions. Parsed and run by the sandbox itself: USE, CREATE, DROP, RENAME, TRUNCATE,
 * ALTER, SHOW, DESCRIBE, EXISTS, INSERT with VALUES, with a query, or with rows in JSONEachRow, DELETE, UPDATE, CREATE
 * ROLE and DROP ROLE. Any other statement is a syntax error. Not translated: lambdas, LIMIT BY, ARRAY JOIN, ANY, SEMI
 * and ASOF joins of the vendor's form, WITH of expressions, table functions but {@code numbers}, and most functions
 * beyond the common. Names of tables are told apart by case, names of columns are not. An outer join fills with NULL,
 * aggregates over nothing give NULL, and sums are of the engine's width.
 *
 * <p>Inferred, since nobody publishes it: what stands inside results, tickets, errors and most other answers (the
 * document's examples are kept to), that the errors of SQL have HTTP status 400 with ClickHouse's number and name, and
 * how long transitions take. Integers and decimals are JSON numbers with all digits, times are text in UTC, NaN and the
 * infinities are the text {@code nan}, {@code inf} and {@code -inf}. NULL for a column that cannot hold it stores the
 * column's default. Integers that do not fit and text that is no value of its column are refused, and nothing of the
 * statement is stored; surplus digits of decimals and fractions of seconds are cut off. A result that breaks off after
 * its first row ends with the member {@code exception} in place of {@code rows}, and the answer with message and error.
 * A query that was stopped is {@code Killed}. UNIQUE KEY holds for the whole table and takes columns only; the last row
 * wins.
 *
 * <p>Not modelled: access control beyond the validity of a key and the existence of the active role, time zones other
 * than UTC, decimals of which a column's values together need more than 38 digits, enums, materialized views that fill
 * their target (they are worked out when they are read), TTL, sampling, what an import job would fetch, what a
 * dictionary would hold, and sizes on disk: sizes are those of the rows as text.
 */
@NullMarked
package dev.analyticsplatform.sandbox.bytehouse;

import org.jspecify.annotations.NullMarked;
