package dev.analyticsplatform;

/** The portable type of a column; the vendor's own name for it is {@link Column#vendorType()}. */
public enum DataType {
    /** True or false. */
    BOOLEAN,
    /** A whole number, of any size. */
    INTEGER,
    /** An exact decimal number. */
    DECIMAL,
    /** A binary floating-point number. */
    DOUBLE,
    /** Text. */
    STRING,
    /** Bytes. */
    BYTES,
    /** A date without time. */
    DATE,
    /** A time of day. */
    TIME,
    /** Date and time without zone. */
    TIMESTAMP,
    /** An instant. */
    TIMESTAMP_WITH_TIME_ZONE,
    /** A list of values. */
    ARRAY,
    /** Named values, nested. */
    OBJECT,
    /** The vendor did not tell, or names a type this library does not know. */
    UNKNOWN
}
