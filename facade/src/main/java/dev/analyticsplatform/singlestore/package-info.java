/**
 * The SingleStore adapter.
 *
 * <p>SingleStore has two planes with users of their own: the Management API knows workspaces, the Data API of each
 * workspace runs SQL. All facets run SQL; the Management API finds the workspace, and is otherwise there through
 * {@code AnalyticsPlatform.api}.
 *
 * <ul>
 *   <li>Authentication: {@code credentials} are the key of the Management API ({@link dev.analyticsplatform.ApiKey}, or
 *       a JWT as {@link dev.analyticsplatform.BearerToken}); {@code sqlCredentials} are the database user
 *       ({@link dev.analyticsplatform.BasicCredentials}, or a JWT as {@code BearerToken}). Neither is ever sent to the
 *       other plane.
 *   <li>Endpoints: {@code endpoint} is the Management API, {@code https://api.singlestore.com} unless set. Compute is a
 *       workspace, by id or name; without one there must be exactly one active workspace. Its address is looked up
 *       once, and again when it stops answering.
 *   <li>Option {@code sql.endpoint}: the address of the Data API, for a server that no Management API knows, or to
 *       spare the look-up. Without {@code sqlCredentials} beside it, {@code credentials} are those of the database
 *       user, and there is no Management API.
 *   <li>Namespaces are databases; datasets are tables and views. Statements run in the configured namespace, without
 *       one in none. Strings compare as the database's collation says.
 *   <li>{@code run} gives the rows of SELECT, WITH, SHOW, DESCRIBE, EXPLAIN, CALL and ECHO; of any other statement one
 *       row with {@code rowsAffected} and {@code lastInsertId}. A procedure that gives several results is refused.
 *   <li>Types of a created dataset: BOOLEAN is BOOL, INTEGER is BIGINT, DECIMAL is DECIMAL(65,27), DOUBLE is DOUBLE,
 *       STRING is LONGTEXT, BYTES is LONGBLOB, DATE is DATE, TIME is TIME(6), TIMESTAMP is DATETIME(6),
 *       TIMESTAMP_WITH_TIME_ZONE is TIMESTAMP(6), ARRAY and OBJECT are JSON.
 *   <li>A created dataset keeps no description: a comment would be a value within SQL. Comments that tables have are
 *       read.
 *   <li>Values: a TINYINT(1) of 0 or 1 is a Boolean, any other number in it stays a number; TIMESTAMP is read and
 *       written in UTC, which the server's time zone must be; a JSON column declares OBJECT whatever it holds. What has
 *       more than microseconds is refused, as is in a row a DECIMAL with more than 27 decimal places, and an instant
 *       before 1970-01-01T00:00:01Z or after 2038-01-19T03:14:07.999999Z, which no TIMESTAMP holds: the server could
 *       change them without a word.
 *   <li>Parameters: {@code :name} becomes a question mark. Integers beyond 53 bits and decimals are sent as texts,
 *       bytes as Base64 within {@code FROM_BASE64(?)}; a statement without parameters is sent exactly as it is.
 *   <li>Limits: 1 MB a request; a larger ingestion is cut. A row that the server refuses is found by sending parts of
 *       its batch, which as a whole was not stored. {@code Statement.timeout} bounds the wait for the answer only; the
 *       server is not told.
 * </ul>
 */
@NullMarked
package dev.analyticsplatform.singlestore;

import org.jspecify.annotations.NullMarked;
