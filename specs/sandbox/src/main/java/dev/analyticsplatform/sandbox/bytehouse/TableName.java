package dev.analyticsplatform.sandbox.bytehouse;

/**
 * Where a table, a view or a dictionary stands.
 *
 * @param database the database
 * @param name its own name
 */
record TableName(String database, String name) {
    /** Returns it as the engine writes it. */
    String engineSql() {
        return Token.quotedName(database) + "." + Token.quotedName(name);
    }

    /** Returns it as the vendor writes it. */
    @Override
    public String toString() {
        return Token.vendorName(database) + "." + Token.vendorName(name);
    }
}
