/** Tests of the SQL engine. */
@NullMarked
package dev.analyticsplatform.sandbox.sql;

import org.jspecify.annotations.NullMarked;
