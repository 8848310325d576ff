package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.deltastream.ColumnType.Field;
import dev.analyticsplatform.sandbox.deltastream.Relation.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** CREATE ... AS SELECT and INSERT INTO: queries that go on after their statement. */
final class QueryLaunch {
    /** The vendor gives no figures for these. */
    static final Duration STARTS = Duration.ofSeconds(10);

    static final Duration TERMINATES = Duration.ofSeconds(10);

    private final Organization organization;

    QueryLaunch(Organization organization, Commands commands) {
        this.organization = organization;
        commands.on("insert into", this::insert);
    }

    /** Makes a relation and the query that fills it. */
    Outcome create(
            Kind kind,
            List<String> path,
            Map<String, String> properties,
            Words words,
            String statement,
            Session session) {
        QueryText text = query(words, session);
        List<Field> columns = columns(text);
        RelationCommands.checkTimestamp(columns, properties);
        String pool = session.computePool();
        List<String> key = kind == Kind.CHANGELOG ? key(text, columns) : List.of();
        boolean view = kind == Kind.MATERIALIZED_VIEW;
        String store = view ? "" : session.store(Optional.ofNullable(properties.get("store")));
        Topic topic = view ? null : organization.topic(store, properties.getOrDefault("topic", path.get(2)));
        Thing about = new Thing(path.get(2), session.role(), session.now(), properties);
        ContinuousQuery query = new ContinuousQuery(
                statement, String.join(".", path), pool, about(properties, session), text, columns, key, topic);
        organization.relations.add(new Relation(path, kind, columns, key, store, topic, query, about), path);
        return launched(query, session);
    }

    private Outcome insert(Words words, Session session) {
        String statement = words.statement();
        Relation sink = session.relation(words.path());
        Map<String, String> properties = RelationCommands.properties(words);
        Topic topic = sink.topic();
        if (topic == null) {
            throw new SqlError(SqlState.NOT_SUPPORTED, "Nothing can be inserted into the view " + sink.name());
        }
        if (words.at("values")) {
            throw SqlError.syntax(
                    "Syntax error at or near 'VALUES': INSERT INTO takes a SELECT; rows come from the store");
        }
        QueryText text = query(words, session);
        List<Field> columns = columns(text);
        if (columns.size() != sink.columns().size()) {
            throw SqlError.syntax("The query has " + columns.size() + " columns, but " + sink.name() + " has "
                    + sink.columns().size());
        }
        List<Field> named = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Field target = sink.columns().get(i);
            if (target.type().kind() != columns.get(i).type().kind()) {
                throw SqlError.syntax(
                        "Column " + target.name() + " is " + target.type().text() + ", but the query gives "
                                + columns.get(i).type().text());
            }
            named.add(new Field(target.name(), columns.get(i).type()));
        }
        String pool = session.computePool();
        ContinuousQuery query = new ContinuousQuery(
                statement,
                String.join(".", sink.path()),
                pool,
                about(properties, session),
                text,
                named,
                sink.key(),
                topic);
        return launched(query, session);
    }

    private static QueryText query(Words words, Session session) {
        if (!Selects.isQuery(words)) {
            throw words.unexpected("SELECT");
        }
        QueryText text = session.query(words);
        if (text.sources().isEmpty()) {
            throw SqlError.syntax("A continuous query needs a relation to read from");
        }
        return text;
    }

    private List<Field> columns(QueryText text) {
        List<Long> none = Collections.nCopies(text.sources().size(), 0L);
        return organization.engine.columns(ContinuousQuery.between(text, none, none, false));
    }

    /** The primary key of a changelog is what its query groups by, or else all columns. */
    private static List<String> key(QueryText text, List<Field> columns) {
        List<String> groups = text.groups();
        List<String> names = columns.stream().map(Field::name).toList();
        List<String> key = names.stream().filter(groups::contains).toList();
        return key.isEmpty() ? names : key;
    }

    private static Thing about(Map<String, String> properties, Session session) {
        return new Thing(properties.getOrDefault("query.name", ""), session.role(), session.now(), properties);
    }

    private Outcome launched(ContinuousQuery query, Session session) {
        query.begin(session.now(), organization.setup.scaled(STARTS));
        organization.queries.add(query, query.id);
        return Outcome.artifact(
                        "Query", query.id, "LAUNCH", "Query " + query.id + " was successfully launched", query.sinkName)
                .after(STARTS);
    }
}
