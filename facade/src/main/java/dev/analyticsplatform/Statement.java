package dev.analyticsplatform;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One SQL statement with named parameters. Immutable: every method returns a changed copy.
 *
 * <p>Parameters are written {@code :name} and travel beside the SQL as the vendor defines; this library never puts a
 * value into the text. A vendor without parameters refuses them.
 */
public final class Statement {

    private final String sql;
    private final Map<String, @Nullable Object> parameters;
    private final @Nullable Duration timeout;
    private final @Nullable String compute;

    private Statement(
            String sql,
            Map<String, @Nullable Object> parameters,
            @Nullable Duration timeout,
            @Nullable String compute) {
        this.sql = sql;
        this.parameters = parameters;
        this.timeout = timeout;
        this.compute = compute;
    }

    /**
     * A statement without parameters.
     *
     * @param sql SQL in the vendor's dialect; sent exactly as it is
     * @return the statement
     */
    public static Statement of(String sql) {
        if (sql.isBlank()) {
            throw new IllegalArgumentException("the SQL is empty");
        }
        return new Statement(sql, Map.of(), null, null);
    }

    /**
     * Binds a parameter; a second value for the same name replaces the first.
     *
     * @param name the name, without the colon
     * @param value copied if it can change; null, a {@link Boolean}, {@link Number}, {@link CharSequence},
     *     {@code byte[]}, {@link java.util.UUID}, {@link java.time.LocalDate}, {@link java.time.LocalTime},
     *     {@link java.time.LocalDateTime}, {@link java.time.Instant} or {@link java.time.OffsetDateTime}
     * @return a copy
     * @throws IllegalArgumentException if the value is of another type, not a finite number, or the name is empty
     */
    public Statement bind(String name, @Nullable Object value) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a parameter needs a name");
        }
        Values.requireBindable(name, value);
        var copy = new LinkedHashMap<>(parameters);
        copy.put(name, Values.frozen(value));
        return new Statement(sql, Collections.unmodifiableMap(copy), timeout, compute);
    }

    /**
     * Limits how long the vendor may work on the statement. Without it the vendor's own limit applies.
     *
     * @param limit the limit, positive; sent to the vendor where it has such an option
     * @return a copy
     */
    public Statement timeout(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("the timeout must be positive, not " + limit);
        }
        return new Statement(sql, parameters, limit, compute);
    }

    /**
     * Runs the statement on a certain compute instead of the default of {@link PlatformConfig#compute(String)}.
     *
     * @param id the vendor's id
     * @return a copy
     */
    public Statement compute(String id) {
        return new Statement(sql, parameters, timeout, Objects.requireNonNull(id, "id"));
    }

    /**
     * The SQL.
     *
     * @return the text as given
     */
    public String sql() {
        return sql;
    }

    /**
     * The parameters, in the order they were bound.
     *
     * @return an unmodifiable map; its values may be null
     */
    public Map<String, @Nullable Object> parameters() {
        return parameters;
    }

    /**
     * The limit of the vendor's work.
     *
     * @return the limit, if set
     */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /**
     * The compute that runs it.
     *
     * @return its id, if set
     */
    public Optional<String> compute() {
        return Optional.ofNullable(compute);
    }

    /** Same SQL, same parameters in any order, same options. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Statement that
                && sql.equals(that.sql)
                && Objects.equals(timeout, that.timeout)
                && Objects.equals(compute, that.compute)
                && parameters.keySet().equals(that.parameters.keySet())
                && parameters.keySet().stream()
                        .allMatch(name -> Objects.deepEquals(parameters.get(name), that.parameters.get(name)));
    }

    @Override
    public int hashCode() {
        return Objects.hash(sql, parameters.keySet(), timeout, compute);
    }

    /** The length of the SQL and the names of the parameters; neither SQL nor values, which may be confidential. */
    @Override
    public String toString() {
        return "Statement[" + sql.length() + " characters, parameters " + parameters.keySet() + "]";
    }
}
