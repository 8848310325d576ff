package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.store.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compute pools: they start and stop by the clock. */
final class PoolCommands {
    /** The vendor gives no figures for these. */
    private static final Duration STARTS = Duration.ofSeconds(30);

    private static final Duration STOPS = Duration.ofSeconds(10);

    private final Organization organization;

    PoolCommands(Organization organization, Commands commands) {
        this.organization = organization;
        commands.on("create compute_pool", this::create);
        commands.on("start compute_pool", this::start);
        commands.on("stop compute_pool", this::stop);
        commands.on("update compute_pool", this::update);
        commands.on("drop compute_pool", this::drop);
        commands.on("list compute_pools", this::list);
    }

    private static Outcome done(String name, String command, String what) {
        return Outcome.artifact("Compute Pool", name, command, "Compute pool " + name + " " + what, name);
    }

    private static Map<String, String> properties(Words words) {
        Map<String, String> properties = words.properties();
        words.end();
        properties.forEach((key, value) -> {
            boolean minutes = key.equals("compute_pool.timeout_min") && value.matches("[0-9]{1,6}");
            boolean size = key.equals("compute_pool.size")
                    && List.of("small", "medium", "large").contains(value);
            if (!minutes && !size) {
                throw new SqlError(SqlState.BAD_PARAMETER, "'" + key + "' = '" + value + "' makes no compute pool");
            }
        });
        return properties;
    }

    private Outcome create(Words words, Session session) {
        boolean ifNotExists = words.takeIfNotExists();
        String name = words.name();
        Map<String, String> properties = properties(words);
        if (ifNotExists && organization.pools.find(name).isPresent()) {
            return done(name, "CREATE", "already exists");
        }
        Thing pool = new Thing(name, session.role(), session.now(), properties);
        organization.pools.add(pool, name);
        return begin(pool, "CREATE", session);
    }

    private Outcome begin(Thing pool, String command, Session session) {
        pool.live(Timeline.in("starting").then(organization.setup.scaled(STARTS), "running"), session.now());
        pool.updatedAt = session.now();
        return done(pool.name, command, "was successfully started").after(STARTS);
    }

    private Outcome start(Words words, Session session) {
        Thing pool = organization.pools.require(words.name());
        words.end();
        String state = pool.state(session.now());
        return state.equals("running") || state.equals("starting")
                ? done(pool.name, "START", "is " + state)
                : begin(pool, "START", session);
    }

    private Outcome stop(Words words, Session session) {
        Thing pool = organization.pools.require(words.name());
        words.end();
        for (ContinuousQuery query : organization.queries.all()) {
            if (query.pool.equals(pool.name) && !query.isEnded()) {
                throw new SqlError(
                        SqlState.DEPENDENT_OBJECTS, "Compute pool " + pool.name + " still runs query " + query.id);
            }
        }
        pool.live(Timeline.in("stopping").then(organization.setup.scaled(STOPS), "stopped"), session.now());
        pool.updatedAt = session.now();
        return done(pool.name, "STOP", "was successfully stopped").after(STOPS);
    }

    private Outcome update(Words words, Session session) {
        Thing pool = organization.pools.require(words.name());
        pool.properties.putAll(properties(words));
        pool.updatedAt = session.now();
        return done(pool.name, "UPDATE", "was successfully updated");
    }

    private Outcome drop(Words words, Session session) {
        boolean ifExists = words.takeIfExists();
        String name = words.name();
        words.end();
        if (!ifExists || organization.pools.find(name).isPresent()) {
            String state = organization.pools.require(name).state(session.now());
            if (!state.equals("stopped")) {
                throw new SqlError(
                        SqlState.DEPENDENT_OBJECTS,
                        "Compute pool " + name + " is " + state + "; stop it before it is dropped");
            }
            organization.pools.remove(List.of(name));
        }
        return done(name, "DROP", "was successfully dropped");
    }

    private Outcome list(Words words, Session session) {
        Optional<String> like = words.like();
        words.end();
        Outcome.Rows rows = Outcome.of(
                "Name",
                "Size",
                "IntendedState",
                "ActualState",
                "ErrorMessages?",
                "Timeout INTEGER",
                "Owner",
                "CreatedAt TIMESTAMP_TZ",
                "UpdatedAt TIMESTAMP_TZ");
        for (Thing pool : organization.pools.all()) {
            if (like.isEmpty() || Texts.like(like.get(), pool.name)) {
                String state = pool.state(session.now());
                rows.add(
                        pool.name,
                        pool.property("compute_pool.size", "small"),
                        state.startsWith("stop") ? "stopped" : "running",
                        state,
                        null,
                        pool.property("compute_pool.timeout_min", "60"),
                        pool.owner,
                        Texts.time(pool.createdAt),
                        Texts.time(pool.updatedAt));
            }
        }
        return rows.done();
    }
}
