package dev.analyticsplatform;

import dev.analyticsplatform.engine.http.EndpointRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one vendor: credentials, endpoint, defaults, limits. Immutable: every method returns a changed copy.
 * Values are checked together by {@link AnalyticsPlatform#open}, which reports all problems in one
 * {@link ConfigurationException}. {@code toString} shows no secret.
 */
public final class PlatformConfig {

    private final String vendor;
    private final @Nullable Credentials credentials;
    private final @Nullable Credentials sqlCredentials;
    private final @Nullable String endpoint;
    private final @Nullable String namespace;
    private final @Nullable String compute;
    private final Map<String, String> options;
    private final Timeouts timeouts;
    private final RetryPolicy retry;
    private final Limits limits;
    private final TimeSource time;
    private final UnaryOperator<OkHttpClient.Builder> http;

    private PlatformConfig(Draft draft) {
        this.vendor = draft.vendor;
        this.credentials = draft.credentials;
        this.sqlCredentials = draft.sqlCredentials;
        this.endpoint = draft.endpoint;
        this.namespace = draft.namespace;
        this.compute = draft.compute;
        this.options = Map.copyOf(draft.options);
        this.timeouts = draft.timeouts;
        this.retry = draft.retry;
        this.limits = draft.limits;
        this.time = draft.time;
        this.http = draft.http;
    }

    /**
     * The configuration of a vendor with defaults for everything but the credentials.
     *
     * @param vendor the vendor's id, such as {@code rockset}
     * @return the configuration
     */
    public static PlatformConfig of(String vendor) {
        return new PlatformConfig(new Draft(Objects.requireNonNull(vendor, "vendor")));
    }

    /**
     * Who calls.
     *
     * @param value the credentials
     * @return a copy
     */
    public PlatformConfig credentials(Credentials value) {
        return with(draft -> draft.credentials = Objects.requireNonNull(value, "credentials"));
    }

    /**
     * Who runs SQL, where the vendor's SQL and its management know different users, as SingleStore's do. Where there is
     * one user for everything, {@link AnalyticsPlatform#open} refuses them.
     *
     * @param value the credentials of the database user
     * @return a copy
     */
    public PlatformConfig sqlCredentials(Credentials value) {
        return with(draft -> draft.sqlCredentials = Objects.requireNonNull(value, "sqlCredentials"));
    }

    /**
     * Where the vendor is: an https URL, or an http URL of this machine (loopback). Without it the vendor's public
     * endpoint is used, with the region of {@link #option} where the vendor has regions.
     *
     * @param url the URL, with or without a path
     * @return a copy
     */
    public PlatformConfig endpoint(String url) {
        return with(draft ->
                draft.endpoint = Objects.requireNonNull(url, "endpoint").strip());
    }

    /**
     * The namespace of names that have none.
     *
     * @param name a namespace of the vendor: a workspace, a database
     * @return a copy
     */
    public PlatformConfig namespace(String name) {
        return with(draft -> draft.namespace = Objects.requireNonNull(name, "namespace"));
    }

    /**
     * The compute that runs queries which name none.
     *
     * @param id the vendor's id of a virtual instance, warehouse, workspace or pool
     * @return a copy
     */
    public PlatformConfig compute(String id) {
        return with(draft -> draft.compute = Objects.requireNonNull(id, "compute"));
    }

    /**
     * A setting that only this vendor has, such as {@code region}. {@link AnalyticsPlatform#open} refuses a key that
     * the vendor does not know.
     *
     * @param key the key
     * @param value the value
     * @return a copy
     */
    public PlatformConfig option(String key, String value) {
        return with(
                draft -> draft.options.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value")));
    }

    /**
     * Time limits.
     *
     * @param value the limits
     * @return a copy
     */
    public PlatformConfig timeouts(Timeouts value) {
        return with(draft -> draft.timeouts = Objects.requireNonNull(value, "timeouts"));
    }

    /**
     * How calls are repeated.
     *
     * @param value the policy
     * @return a copy
     */
    public PlatformConfig retry(RetryPolicy value) {
        return with(draft -> draft.retry = Objects.requireNonNull(value, "retry"));
    }

    /**
     * Size limits.
     *
     * @param value the limits
     * @return a copy
     */
    public PlatformConfig limits(Limits value) {
        return with(draft -> draft.limits = Objects.requireNonNull(value, "limits"));
    }

    /**
     * Clock and sleeper, for tests.
     *
     * @param value the time source
     * @return a copy
     */
    public PlatformConfig time(TimeSource value) {
        return with(draft -> draft.time = Objects.requireNonNull(value, "time"));
    }

    /**
     * A last word on the HTTP client: own certificates, a proxy, an event listener, a shared pool. It is applied before
     * the settings that keep this library's promises (redirects, resending, limits, authentication), which it cannot
     * change.
     *
     * @param value changes the builder and returns it
     * @return a copy
     */
    public PlatformConfig http(UnaryOperator<OkHttpClient.Builder> value) {
        return with(draft -> draft.http = Objects.requireNonNull(value, "http"));
    }

    /**
     * The vendor's id.
     *
     * @return the id
     */
    public String vendor() {
        return vendor;
    }

    /**
     * Who calls.
     *
     * @return the credentials, if set
     */
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    /**
     * Who runs SQL.
     *
     * @return the credentials, if set
     */
    public Optional<Credentials> sqlCredentials() {
        return Optional.ofNullable(sqlCredentials);
    }

    /**
     * Where the vendor is.
     *
     * @return the endpoint, if set
     */
    public Optional<String> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    /**
     * The default namespace.
     *
     * @return the namespace, if set
     */
    public Optional<String> namespace() {
        return Optional.ofNullable(namespace);
    }

    /**
     * The default compute.
     *
     * @return its id, if set
     */
    public Optional<String> compute() {
        return Optional.ofNullable(compute);
    }

    /**
     * Settings that only this vendor has.
     *
     * @return an unmodifiable map
     */
    public Map<String, String> options() {
        return options;
    }

    /**
     * Time limits.
     *
     * @return the limits
     */
    public Timeouts timeouts() {
        return timeouts;
    }

    /**
     * How calls are repeated.
     *
     * @return the policy
     */
    public RetryPolicy retry() {
        return retry;
    }

    /**
     * Size limits.
     *
     * @return the limits
     */
    public Limits limits() {
        return limits;
    }

    /**
     * Clock and sleeper.
     *
     * @return the time source
     */
    public TimeSource time() {
        return time;
    }

    /**
     * The change to the HTTP client.
     *
     * @return a function, the identity by default
     */
    public UnaryOperator<OkHttpClient.Builder> http() {
        return http;
    }

    /** Problems that no vendor is needed to see; one line each, with the key and a hint. */
    List<String> problems() {
        var problems = new ArrayList<String>();
        if (credentials == null) {
            problems.add("credentials: missing; set them with credentials(ApiKey.of(...)) or another kind");
        }
        if (endpoint != null) {
            EndpointRule.problem(endpoint).ifPresent(problem -> problems.add("endpoint: " + problem));
        }
        if (namespace != null && namespace.isEmpty()) {
            problems.add("namespace: is empty; leave it out to use the vendor's own default");
        }
        if (compute != null && compute.isEmpty()) {
            problems.add("compute: is empty; leave it out to use the vendor's own default");
        }
        return problems;
    }

    private PlatformConfig with(java.util.function.Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return new PlatformConfig(draft);
    }

    /** An endpoint that is not in order may hold a secret. */
    private String shownEndpoint() {
        if (endpoint == null) {
            return "default";
        }
        return EndpointRule.problem(endpoint).isPresent() ? "invalid" : endpoint;
    }

    /** Vendor, endpoint and defaults; no credentials and no option values. */
    @Override
    public String toString() {
        return "PlatformConfig[vendor=" + vendor + ", endpoint=" + shownEndpoint()
                + ", credentials=" + (credentials == null ? "none" : "redacted")
                + (sqlCredentials == null ? "" : ", sqlCredentials=redacted") + ", namespace="
                + (namespace == null ? "default" : namespace) + ", options=" + options.keySet() + "]";
    }

    /** The mutable form, alive only while a copy is made. */
    private static final class Draft {
        private final String vendor;
        private @Nullable Credentials credentials;
        private @Nullable Credentials sqlCredentials;
        private @Nullable String endpoint;
        private @Nullable String namespace;
        private @Nullable String compute;
        private final Map<String, String> options = new LinkedHashMap<>();
        private Timeouts timeouts = Timeouts.DEFAULT;
        private RetryPolicy retry = RetryPolicy.DEFAULT;
        private Limits limits = Limits.DEFAULT;
        private TimeSource time = TimeSource.system();
        private UnaryOperator<OkHttpClient.Builder> http = UnaryOperator.identity();

        private Draft(String vendor) {
            this.vendor = vendor;
        }

        private Draft(PlatformConfig config) {
            this.vendor = config.vendor;
            this.credentials = config.credentials;
            this.sqlCredentials = config.sqlCredentials;
            this.endpoint = config.endpoint;
            this.namespace = config.namespace;
            this.compute = config.compute;
            this.options.putAll(config.options);
            this.timeouts = config.timeouts;
            this.retry = config.retry;
            this.limits = config.limits;
            this.time = config.time;
            this.http = config.http;
        }
    }
}
