/**
 * SingleStore's Management API 1.1.58 and its Data API as a sandbox.
 *
 * <p>The Management API is at the sandbox's address. Each workspace has a Data API at an address of its own, which the
 * member {@code endpoint} tells as {@code host:port}; it answers 503 while the workspace is not active and is gone once
 * it is terminated. Databases and users belong to the workspace group. Downloads from Stage come from a third address,
 * which wants no Authorization header and refuses one.
 *
 * <p>SQL is DuckDB's with MySQL's words put into its own: quotes, backticks and comments; types and keys of CREATE
 * TABLE; INSERT with IGNORE or ON DUPLICATE KEY UPDATE, and REPLACE; {@code LIMIT a, b}; {@code :>}, {@code ::key},
 * {@code ::$key}, {@code ::%key}, {@code <=>}, DIV, MOD, {@code ||} for OR; NULL first; SHOW DATABASES, TABLES,
 * COLUMNS, PROCESSLIST and VARIABLES, DESCRIBE, KILL, CREATE and DROP USER; and the commonest functions (CONCAT, IF,
 * IFNULL, NOW, DATE_FORMAT, DATE_ADD, DATEDIFF, UNIX_TIMESTAMP, JSON_EXTRACT_...). Other functions are the engine's.
 * information_schema has schemata, tables, columns and views.
 *
 * <p>A DECIMAL of more than 38 digits is held with 38, of which as many are behind the point as its values need; values
 * that need more in all are refused. Values given as they are keep every digit; the result of an expression is rounded
 * to the places held.
 *
 * <p>Errors of the Management API are plain text, which is what the vendor's TypeScript client takes them for.
 *
 * <p>Inferred, as no reference states it: how long transitions take, that a workspace which suspends or resumes is
 * PENDING, that missing folders of Stage are made, the status 400 for bodies of more than 1 MB and for statements that
 * fail, MySQL's code 1210 for a wrong number of args, that a comparison has the type TINYINT(1), and which operations
 * of disaster recovery may follow which.
 *
 * <p>Not modelled: JWTs; privileges (any user may do anything) and firewalls; collations (text compares by its bytes)
 * and the implicit conversions between text and numbers; types BIT and VECTOR, casts to DECIMAL beyond 38 digits, times
 * beyond a day; comments; CREATE and DROP INDEX; MODIFY and CHANGE of a column; UPDATE and DELETE with a join or LIMIT;
 * AVG and division of integers are floating-point; temporary tables, procedures, transactions and EXPLAIN; ON UPDATE of
 * a column; the effect of the size of a workspace; smartDR. Table names count in their case in queries, but no two may
 * differ by it alone. Defaults of CURRENT_TIMESTAMP go by the machine's clock, all else by the sandbox's. Billed
 * storage is that of Stage only.
 */
@NullMarked
package dev.analyticsplatform.sandbox.singlestore;

import org.jspecify.annotations.NullMarked;
