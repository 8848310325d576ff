package dev.analyticsplatform.sandbox.rockset;

import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** All queries of a sandbox: starts them, remembers them for a day, and ends them with the sandbox. */
final class QueryRuns implements AutoCloseable {
    private static final int MOST_REMEMBERED = 10_000;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Org org;
    private final QueryExecution execution;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, QueryRun> runs = new LinkedHashMap<>();
    private final ExecutorService background = Executors.newCachedThreadPool(daemons("sandbox-query"));
    private final ScheduledThreadPoolExecutor timeouts =
            new ScheduledThreadPoolExecutor(1, daemons("sandbox-query-timeout"));

    QueryRuns(Org org) {
        this.org = org;
        execution = new QueryExecution(org);
        timeouts.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Runs a query and answers in the way that it asks for. */
    Answer answer(QuerySpec spec) {
        QueryRun run = begin(spec);
        run.limitedBy(timeouts.schedule(run::timeOut, spec.timeoutMillis(), TimeUnit.MILLISECONDS));
        if (spec.async()) {
            background.execute(() -> execution.store(run));
            if (spec.clientTimeoutMillis() == 0) {
                return Answer.ok(QueryAnswers.accepted(run, "QUEUED"));
            }
            if (!run.await(spec.clientTimeoutMillis())) {
                return Answer.ok(QueryAnswers.accepted(run, run.status()));
            }
            run.told();
            return execution.firstPage(run);
        }
        if (spec.firstPage().isPresent() || SqlText.isInsert(spec.sql())) {
            execution.store(run);
            return execution.firstPage(run);
        }
        return execution.stream(run);
    }

    private QueryRun begin(QuerySpec spec) {
        StringBuilder tag = new StringBuilder();
        random.ints(7, 0, LETTERS.length()).forEach(i -> tag.append(LETTERS.charAt(i)));
        String id = Names.uuid() + ":" + tag + ":0";
        QuerySources sources;
        try {
            sources = QuerySources.of(org, org.sql.referencedTables(InsertInto.reading(spec.sql())));
        } catch (SqlFailure e) {
            throw SqlErrors.refusal(e, id);
        }
        QueryPlaces.use(org, spec.virtualInstance(), sources);
        QueryRun run = new QueryRun(id, spec, sources, org.setup);
        List<QueryRun> forgotten = new ArrayList<>();
        synchronized (runs) {
            for (QueryRun old : List.copyOf(runs.values())) {
                boolean tooMany = runs.size() >= MOST_REMEMBERED && !old.isActive();
                if (old.isExpired() || tooMany) {
                    runs.remove(old.id);
                    forgotten.add(old);
                }
            }
            runs.put(id, run);
        }
        forgotten.forEach(QueryRun::discard);
        return run;
    }

    /**
     * Returns a query.
     *
     * @throws Refusal if there is none, or none any more
     */
    QueryRun require(String id) {
        synchronized (runs) {
            QueryRun run = runs.get(id);
            if (run != null && !run.isExpired()) {
                return run;
            }
        }
        throw RocksetErrors.notFound("Query '" + id + "' not found; queries are kept for 24 hours");
    }

    /** Returns the queries that are queued or running, oldest first. */
    List<QueryRun> active() {
        synchronized (runs) {
            return runs.values().stream().filter(QueryRun::isActive).toList();
        }
    }

    @Override
    public void close() {
        timeouts.shutdownNow();
        List<QueryRun> all;
        synchronized (runs) {
            all = List.copyOf(runs.values());
            runs.clear();
        }
        all.forEach(QueryRun::cancel);
        background.shutdown();
        try {
            if (!background.awaitTermination(30, TimeUnit.SECONDS)) {
                System.getLogger(QueryRuns.class.getName())
                        .log(System.Logger.Level.WARNING, "A query did not end within 30 s of its cancellation");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(QueryRun::discard);
    }
}
