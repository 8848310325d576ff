package dev.analyticsplatform.sandbox.bytehouse;

/** What statements of one session share. Thread-safe. */
final class Session {
    private volatile String database = Dialect.DEFAULT_DATABASE;

    String database() {
        return database;
    }

    void use(String other) {
        database = other;
    }
}
