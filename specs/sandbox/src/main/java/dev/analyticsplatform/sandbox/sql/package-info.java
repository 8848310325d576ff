/**
 * The SQL engine behind the sandboxes: DuckDB in memory, with collections of JSON documents that need no schema.
 *
 * <p>Start at {@link dev.analyticsplatform.sandbox.sql.SqlEngine}.
 */
@NullMarked
package dev.analyticsplatform.sandbox.sql;

import org.jspecify.annotations.NullMarked;
