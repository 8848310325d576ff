package dev.analyticsplatform.sandbox.bytehouse;

import dev.analyticsplatform.sandbox.bytehouse.ByteHouseErrors.Code;
import dev.analyticsplatform.sandbox.vendor.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** All queries and sessions of a sandbox: starts queries, remembers them for a day, and ends them with the sandbox. */
final class Queries implements AutoCloseable {
    private static final int MOST_REMEMBERED = 10_000;

    private final Tenant tenant;
    private final Warehouses warehouses;
    private final QueryExecution execution;
    private final Map<String, QueryRun> runs = new LinkedHashMap<>();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final ExecutorService background = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "sandbox-query");
        thread.setDaemon(true);
        return thread;
    });

    Queries(Tenant tenant, Warehouses warehouses) {
        this.tenant = tenant;
        this.warehouses = warehouses;
        execution = new QueryExecution(tenant);
    }

    /** Runs a query while the caller waits. */
    Answer run(QuerySpec spec) {
        Warehouse warehouse = warehouses.begin(spec.warehouse());
        QueryRun run = begin(spec, warehouse);
        if (spec.switchSeconds() == 0) {
            return execution.stream(run, session(spec), () -> warehouse.end(tenant.setup.now()));
        }
        background.execute(() -> store(run, warehouse));
        if (!run.await(spec.switchSeconds())) {
            run.detach();
            return Replies.data(QueryAnswers.ticket(run));
        }
        if (run.failure() != null) {
            throw run.failure();
        }
        return QueryAnswers.results(run, 0);
    }

    /** Runs a query in the background. */
    QueryRun submit(QuerySpec spec) {
        Warehouse warehouse = warehouses.begin(spec.warehouse());
        QueryRun run = begin(spec, warehouse);
        background.execute(() -> store(run, warehouse));
        return run;
    }

    private void store(QueryRun run, Warehouse warehouse) {
        try {
            execution.store(run, session(run.spec));
        } finally {
            warehouse.end(tenant.setup.now());
        }
    }

    private Session session(QuerySpec spec) {
        return spec.session().isEmpty()
                ? new Session()
                : sessions.computeIfAbsent(spec.session(), name -> new Session());
    }

    private QueryRun begin(QuerySpec spec, Warehouse warehouse) {
        QueryRun run = new QueryRun(spec, tenant.setup);
        List<QueryRun> forgotten = new ArrayList<>();
        boolean taken;
        synchronized (runs) {
            for (QueryRun old : List.copyOf(runs.values())) {
                boolean tooMany = runs.size() >= MOST_REMEMBERED && !old.isActive();
                if (old.isExpired() || tooMany) {
                    forgotten.add(old);
                    runs.remove(old.id);
                }
            }
            taken = !spec.queryId().isEmpty()
                    && runs.values().stream()
                            .anyMatch(other ->
                                    other.queryId.equals(run.queryId) && (other.isActive() || other.isInBackground()));
            if (!taken) {
                runs.put(run.id, run);
            }
        }
        forgotten.forEach(QueryRun::discard);
        if (taken) {
            warehouse.end(tenant.setup.now());
            throw ByteHouseErrors.sql(
                    Code.QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING,
                    "Query with id = " + spec.queryId() + " is already running");
        }
        return run;
    }

    /** Returns the latest query with an id, whether its own or the caller's. */
    Optional<QueryRun> find(String id) {
        return latest(run -> run.id.equals(id) || run.queryId.equals(id));
    }

    /** Returns what a session runs, the latest first. */
    Optional<QueryRun> running(String session) {
        return latest(run -> run.spec.session().equals(session) && run.isActive());
    }

    private Optional<QueryRun> latest(Predicate<QueryRun> wanted) {
        Collection<QueryRun> all;
        synchronized (runs) {
            all = List.copyOf(runs.values());
        }
        return all.stream().filter(run -> !run.isExpired() && wanted.test(run)).reduce((first, second) -> second);
    }

    @Override
    public void close() {
        synchronized (runs) {
            runs.values().forEach(QueryRun::discard);
            runs.clear();
        }
        background.shutdownNow();
    }
}
