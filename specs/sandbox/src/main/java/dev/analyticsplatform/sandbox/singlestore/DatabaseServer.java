package dev.analyticsplatform.sandbox.singlestore;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What the workspaces of a group share: databases, users and running statements. Thread-safe. */
final class DatabaseServer implements AutoCloseable {
    final Databases databases = new Databases();
    final Users users;

    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, Running> running = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile String jwksEndpoint = "";

    DatabaseServer(Users users) {
        this.users = users;
    }

    long nextId() {
        return ids.incrementAndGet();
    }

    /** Returns how many statements there have been. */
    long statements() {
        return ids.get();
    }

    void started(Running query) {
        running.put(query.id(), query);
    }

    void ended(Running query) {
        running.remove(query.id());
    }

    /** Returns the running queries, oldest first. */
    List<Running> running() {
        return running.values().stream()
                .sorted(Comparator.comparingLong(Running::id))
                .toList();
    }

    String jwksEndpoint() {
        return jwksEndpoint;
    }

    /** Runs a statement that is about neither rows nor tables. */
    void change(String sql, Tokens tokens) {
        switch (tokens.next().keyword()) {
            case "KILL" -> kill(tokens);
            case "SET" -> set(tokens);
            case "USE" -> databases.requireDatabase(tokens.name());
            case "CREATE", "ALTER" -> password(tokens);
            case "DROP" -> dropUser(tokens);
            case "GRANT", "REVOKE" -> tokens.rest();
            case "BEGIN", "START", "COMMIT", "ROLLBACK" -> tokens.rest();
            default -> throw SqlErrors.syntax(sql, 0);
        }
        tokens.expectEnd();
    }

    private void kill(Tokens tokens) {
        if (!tokens.skip("QUERY")) {
            tokens.skip("CONNECTION");
        }
        String id = tokens.next().text();
        Running query = id.matches("\\d{1,18}") ? running.get(Long.parseLong(id)) : null;
        if (query == null) {
            throw SqlErrors.of(1094, "Unknown thread id: " + id);
        }
        query.cursor().cancel();
    }

    private void set(Tokens tokens) {
        tokens.skip("GLOBAL");
        String name = tokens.name();
        tokens.expectSymbol("=");
        if (!name.equalsIgnoreCase("jwks_endpoint")) {
            throw SqlErrors.of(1193, "Unknown system variable '" + name + "'");
        }
        jwksEndpoint = tokens.text();
    }

    private static String user(Tokens tokens) {
        String user = tokens.next().text();
        if (tokens.skipSymbol("@")) {
            tokens.next();
        }
        return user;
    }

    private void password(Tokens tokens) {
        tokens.expect("USER");
        boolean lenient = tokens.skip("IF", "NOT", "EXISTS");
        String user = user(tokens);
        String password = "";
        if (tokens.skip("IDENTIFIED")) {
            tokens.expect("BY");
            password = tokens.text();
        }
        if (!lenient || !users.has(user)) {
            users.password(user, password);
        }
    }

    private void dropUser(Tokens tokens) {
        tokens.expect("USER");
        boolean lenient = tokens.skip("IF", "EXISTS");
        String user = user(tokens);
        if (!lenient && !users.has(user)) {
            throw SqlErrors.of(1396, "Operation DROP USER failed for '" + user + "'@'%'");
        }
        users.remove(user);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        running().forEach(query -> query.cursor().cancel());
        databases.close();
    }
}
