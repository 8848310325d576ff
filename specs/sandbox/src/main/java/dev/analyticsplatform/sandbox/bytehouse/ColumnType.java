package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.sql.Digits;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A type as the vendor names it.
 *
 * @param family its name without arguments, such as {@code Decimal}
 * @param inner the types that it is made of
 * @param names the names of a tuple's elements; empty if it has none
 * @param precision digits of a Decimal or of the fraction of a DateTime64, bytes of a FixedString
 * @param scale digits of a Decimal behind the point
 * @param zone the time zone of a DateTime; empty for that of the server, which is UTC
 * @param engineScale digits of a Decimal behind the point as the engine holds it: its own, or for one of more than 38
 *     digits, which the engine lacks, as many as its values need
 */
record ColumnType(
        String family,
        List<ColumnType> inner,
        List<String> names,
        int precision,
        int scale,
        String zone,
        int engineScale) {
    /** The most digits of a decimal that the engine can hold. */
    static final int ENGINE_DIGITS = Digits.MOST;

    ColumnType {
        inner = List.copyOf(inner);
        names = List.copyOf(names);
    }

    static ColumnType of(String family, ColumnType... inner) {
        return new ColumnType(family, List.of(inner), List.of(), 0, 0, "", 0);
    }

    static ColumnType parse(String text) {
        Tokens tokens = Tokens.of(text);
        ColumnType type = ColumnTypes.read(tokens);
        tokens.expectEnd();
        return type;
    }

    boolean is(String wanted) {
        return family.equals(wanted);
    }

    boolean isNullable() {
        return is("Nullable") || (is("LowCardinality") && inner.get(0).isNullable());
    }

    boolean isComposite() {
        return is("Array") || is("Map") || is("Tuple");
    }

    /** Returns the type without Nullable and LowCardinality around it. */
    ColumnType plain() {
        return is("Nullable") || is("LowCardinality") ? inner.get(0).plain() : this;
    }

    /** Tells whether it is a Decimal of more digits than the engine can hold at once. */
    boolean isWide() {
        return plain().is("Decimal") && plain().precision() > ENGINE_DIGITS;
    }

    /** Returns the same Decimal, held with another number of digits behind the point. */
    ColumnType held(int digits) {
        return is("Decimal")
                ? new ColumnType(family, inner, names, precision, scale, zone, digits)
                : of(family, inner.get(0).held(digits));
    }

    /** Returns the type with Nullable around it, where that can be. */
    ColumnType nullable() {
        return isNullable() || isComposite() || is("LowCardinality") ? this : of("Nullable", this);
    }

    private int dateTimeDigits() {
        return is("DateTime") ? 0 : precision;
    }

    /** Returns the type of the engine that holds its values exactly. */
    String engineType() {
        return switch (family) {
            case "Nullable", "LowCardinality" -> inner.get(0).engineType();
            case "Int8" -> "TINYINT";
            case "Int16" -> "SMALLINT";
            case "Int32" -> "INTEGER";
            case "Int64" -> "BIGINT";
            case "Int128" -> "HUGEINT";
            case "UInt8" -> "UTINYINT";
            case "UInt16" -> "USMALLINT";
            case "UInt32" -> "UINTEGER";
            case "UInt64" -> "UBIGINT";
            case "UInt128" -> "UHUGEINT";
            case "Int256", "UInt256" -> "BIGNUM";
            case "Float32" -> "FLOAT";
            case "Float64" -> "DOUBLE";
            case "Decimal" -> "DECIMAL(" + Math.min(precision, ENGINE_DIGITS) + "," + engineScale + ")";
            case "Bool" -> "BOOLEAN";
            case "Date", "Date32" -> "DATE";
            case "DateTime", "DateTime64" -> engineDateTime();
            case "UUID" -> "UUID";
            case "Array" -> inner.get(0).engineType() + "[]";
            case "Map" ->
                "MAP(" + inner.get(0).engineType() + "," + inner.get(1).engineType() + ")";
            case "Tuple" -> {
                StringBuilder members = new StringBuilder();
                for (int i = 0; i < inner.size(); i++) {
                    members.append(i == 0 ? "" : ",")
                            .append(Token.quotedName(memberName(i)))
                            .append(' ')
                            .append(inner.get(i).engineType());
                }
                yield "STRUCT(" + members + ")";
            }
            default -> "VARCHAR";
        };
    }

    private String engineDateTime() {
        int digits = dateTimeDigits();
        if (digits > 6) {
            return "TIMESTAMP_NS";
        }
        if (!zone.isEmpty()) {
            return "TIMESTAMP WITH TIME ZONE";
        }
        return digits == 0 ? "TIMESTAMP_S" : digits <= 3 ? "TIMESTAMP_MS" : "TIMESTAMP";
    }

    /** Returns the name of a tuple's element; elements without names are called by their place. */
    String memberName(int index) {
        return names.isEmpty() ? String.valueOf(index + 1) : names.get(index);
    }

    /** Returns the value that stands in for NULL where there can be none, as the engine writes it. */
    String engineDefault() {
        return switch (family) {
            case "Nullable" -> "NULL";
            case "LowCardinality" -> inner.get(0).engineDefault();
            case "Array" -> "[]";
            case "Map" -> "MAP {}";
            case "Tuple" -> {
                StringBuilder members = new StringBuilder();
                for (int i = 0; i < inner.size(); i++) {
                    members.append(i == 0 ? "" : ", ")
                            .append(Token.quotedText(memberName(i)))
                            .append(": ")
                            .append(inner.get(i).engineDefault());
                }
                yield "CAST({" + members + "} AS " + engineType() + ")";
            }
            case "Bool" -> "false";
            case "Date", "Date32", "DateTime", "DateTime64" -> "CAST('1970-01-01 00:00:00' AS " + engineType() + ")";
            case "UUID" -> "CAST('00000000-0000-0000-0000-000000000000' AS UUID)";
            case "String", "FixedString", "Enum8", "Enum16" -> "''";
            default -> "CAST('0' AS " + engineType() + ")";
        };
    }

    @Override
    public String toString() {
        return switch (family) {
            case "Decimal" -> "Decimal(" + precision + ", " + scale + ")";
            case "FixedString" -> "FixedString(" + precision + ")";
            case "DateTime" -> zone.isEmpty() ? family : "DateTime('" + zone + "')";
            case "DateTime64" -> "DateTime64(" + precision + (zone.isEmpty() ? "" : ", '" + zone + "'") + ")";
            case "Tuple" -> {
                StringBuilder members = new StringBuilder();
                for (int i = 0; i < inner.size(); i++) {
                    members.append(i == 0 ? "" : ", ")
                            .append(names.isEmpty() ? "" : Token.vendorName(names.get(i)) + " ")
                            .append(inner.get(i));
                }
                yield "Tuple(" + members + ")";
            }
            default ->
                inner.isEmpty()
                        ? family
                        : family + inner.stream().map(ColumnType::toString).collect(Collectors.joining(", ", "(", ")"));
        };
    }
}
