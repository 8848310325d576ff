package dev.analyticsplatform.sandbox.sql;

/**
 * A column of a result.
 *
 * @param name the name as the statement gives it; may repeat within a result
 * @param type the engine's type, such as {@code BIGINT}, {@code DECIMAL(38,4)} or {@code STRUCT(a BIGINT)}
 */
public record SqlColumn(String name, String type) {}
