package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.deltastream.ColumnType.Field;
import dev.analyticsplatform.sandbox.deltastream.QueryText.Source;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.store.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A query that runs until somebody ends it: it carries rows from topics to a topic, or fills a materialized view.
 *
 * <p>Into a topic go the rows that are new since it last looked. A view is worked out from the records when it is read.
 * Guarded by the organization.
 */
final class ContinuousQuery {
    final String id = UUID.randomUUID().toString();
    final String statement;
    final String sinkName;
    final String pool;
    final Thing about;
    private final QueryText text;
    private final List<Field> columns;
    private final List<String> key;
    private final @Nullable Topic sink;
    private final List<Long> start;
    private List<Long> position;
    private boolean ended;
    private String error = "";

    /**
     * Makes a query that has yet to start.
     *
     * @param sink where its rows go; null for a materialized view
     * @param key columns whose values are the key of each record
     */
    ContinuousQuery(
            String statement,
            String sinkName,
            String pool,
            Thing about,
            QueryText text,
            List<Field> columns,
            List<String> key,
            @Nullable Topic sink) {
        this.statement = statement;
        this.sinkName = sinkName;
        this.pool = pool;
        this.about = about;
        this.text = text;
        this.columns = columns;
        this.key = key;
        this.sink = sink;
        start = starts(text, true);
        position = start;
    }

    /** Returns the offset of each source at which a query begins. */
    static List<Long> starts(QueryText text, boolean earliest) {
        return text.sources().stream()
                .map(source -> source.earliest(earliest) ? 0L : end(source))
                .toList();
    }

    static List<Long> ends(QueryText text) {
        return text.sources().stream().map(ContinuousQuery::end).toList();
    }

    private static long end(Source source) {
        Topic topic = source.relation().topic();
        return topic == null ? 0 : topic.end();
    }

    /** Writes the query over the records between two offsets of each source. */
    static String between(QueryText text, List<Long> from, List<Long> to, boolean changes) {
        List<Source> sources = text.sources();
        int[] next = {0};
        return text.with(source -> {
            int i = next[0]++;
            return sources.get(i).relation().select(from.get(i), to.get(i), changes);
        });
    }

    /** Writes the query of those rows that the records between two offsets add to the result. */
    static String added(QueryText text, List<Long> start, List<Long> from, List<Long> to) {
        return text.isStateless()
                ? between(text, from, to, true)
                : "(" + between(text, start, to, false) + ") EXCEPT ALL (" + between(text, start, from, false) + ")";
    }

    void begin(Instant now, Duration takes) {
        ended = false;
        error = "";
        about.live(Timeline.in("starting").then(takes, "running"), now);
    }

    void end(Instant now, Duration takes) {
        if (!ended) {
            position = ends(text);
            ended = true;
        }
        about.live(Timeline.in("terminate_requested").then(takes, "terminated"), now);
    }

    String state(Instant now) {
        return error.isEmpty() ? about.state(now) : "errored";
    }

    String intended() {
        return ended ? "terminated" : "running";
    }

    boolean isEnded() {
        return ended;
    }

    String error() {
        return error;
    }

    /** Returns how many records of its sources it has gone through. */
    long recordsRead() {
        List<Long> to = ended || sink != null ? position : ends(text);
        long read = 0;
        for (int i = 0; i < to.size(); i++) {
            read += to.get(i) - start.get(i);
        }
        return read;
    }

    boolean reads(Relation relation) {
        return text.sources().stream()
                .anyMatch(source -> source.relation().path().equals(relation.path()));
    }

    /** Writes the query of everything that the view shows now. */
    String result() {
        return between(text, start, ended ? position : ends(text), false);
    }

    /** Carries over what has come since the last time, if it runs; tells whether there was anything. */
    boolean pump(Instant now) {
        Topic target = sink;
        List<Long> to = ends(text);
        if (target == null || !state(now).equals("running") || position.equals(to)) {
            return false;
        }
        try {
            target.appendRows(Queries.records(added(text, start, position, to), columns, key), now);
        } catch (SqlFailure failure) {
            error = String.valueOf(failure.getMessage());
        }
        position = to;
        return true;
    }
}
