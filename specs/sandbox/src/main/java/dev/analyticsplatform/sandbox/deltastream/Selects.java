package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.deltastream.ColumnType.Field;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** SELECT and PRINT ENTITY: rows of views end, rows of streams do not; either come from the data plane. */
final class Selects {
    private final Organization organization;
    private final Executor executor;

    Selects(Organization organization, Executor executor, Commands commands) {
        this.organization = organization;
        this.executor = executor;
        commands.on("print entity", this::print);
    }

    static boolean isQuery(Words words) {
        return words.at("select") || words.at("with") || words.at("(");
    }

    Outcome select(Words words, Session session) {
        QueryText text = session.query(words);
        if (text.isUnbounded()) {
            session.computePool();
            return Outcome.elsewhere(stream(text));
        }
        List<Long> end = ContinuousQuery.ends(text);
        String sql = ContinuousQuery.between(text, Collections.nCopies(end.size(), 0L), end, false);
        List<Field> columns = organization.engine.columns(sql);
        try {
            return Outcome.elsewhere(
                    new FiniteJob(Queries.shown(columns), organization.engine.rows(sql, columns), executor));
        } catch (SqlFailure failure) {
            throw SqlError.of(failure);
        }
    }

    private StreamJob stream(QueryText text) {
        List<Long> start = ContinuousQuery.starts(text, false);
        List<Field> columns = organization.engine.columns(ContinuousQuery.between(text, start, start, true));
        return new StreamJob(Queries.shown(columns), columns, text, start);
    }

    private Outcome print(Words words, Session session) {
        List<String> path = words.path();
        String store = session.store(path.size() == 2 ? Optional.of(path.get(0)) : Optional.empty());
        Topic topic = organization.topics.require(store, path.get(path.size() - 1));
        Map<String, String> options = words.properties();
        if (words.take("in store")) {
            words.name();
        }
        words.end();
        Relation records = new Relation(
                List.of("", "", topic.name()),
                Relation.Kind.STREAM,
                List.of(),
                List.of(),
                store,
                topic,
                null,
                new Thing(topic.name(), session.role(), session.now(), Map.of()));
        return Outcome.elsewhere(stream(QueryText.of(records, options)));
    }
}
