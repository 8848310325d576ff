package dev.analyticsplatform.sandbox.deltastream;

import java.util.List;
import java.util.Optional;

/** Continuous queries: shown, ended and begun again. */
final class QueryCommands {
    private final Organization organization;

    QueryCommands(Organization organization, Commands commands) {
        this.organization = organization;
        commands.on("list queries", this::list);
        commands.on("describe query", (words, session) -> show(List.of(query(words)), session));
        commands.on("describe query history", this::history);
        commands.on("describe query state", this::state);
        commands.on("describe query events", this::history);
        commands.on("describe query metrics", this::metrics);
        commands.on("terminate query", this::terminate);
        commands.on("restart query", this::restart);
        commands.on("resume query", this::restart);
    }

    private ContinuousQuery query(Words words) {
        String name = words.nameOrText();
        // An id without quotes is many tokens.
        StringBuilder id = new StringBuilder(name);
        for (Token token : words.rest()) {
            id.append(token.text());
        }
        String wanted = id.toString();
        return organization.queries.all().stream()
                .filter(query -> query.id.equals(wanted) || (query.about.name.equals(wanted) && !wanted.isEmpty()))
                .findFirst()
                .orElseThrow(() -> new SqlError(SqlState.NO_QUERY, "Query " + wanted + " does not exist"));
    }

    private Outcome list(Words words, Session session) {
        Optional<String> like = words.like();
        words.end();
        return show(
                organization.queries.all().stream()
                        .filter(query -> like.isEmpty() || Texts.like(like.get(), query.about.name))
                        .toList(),
                session);
    }

    private static Outcome show(List<ContinuousQuery> queries, Session session) {
        Outcome.Rows rows = Outcome.of(
                "ID",
                "Name?",
                "Version INTEGER",
                "IntendedState",
                "ActualState",
                "Query",
                "Sink",
                "ComputePool",
                "Message?",
                "Owner",
                "CreatedAt TIMESTAMP_TZ",
                "UpdatedAt TIMESTAMP_TZ");
        for (ContinuousQuery query : queries) {
            rows.add(
                    query.id,
                    query.about.name.isEmpty() ? null : query.about.name,
                    "1",
                    query.intended(),
                    query.state(session.now()),
                    query.statement,
                    query.sinkName,
                    query.pool,
                    query.error().isEmpty() ? null : query.error(),
                    query.about.owner,
                    Texts.time(query.about.createdAt),
                    Texts.time(query.about.updatedAt));
        }
        return rows.done();
    }

    private Outcome history(Words words, Session session) {
        ContinuousQuery query = query(words);
        return Outcome.of("ID", "State", "Message?", "UpdatedAt TIMESTAMP_TZ")
                .add(
                        query.id,
                        query.state(session.now()),
                        query.error().isEmpty() ? null : query.error(),
                        Texts.time(query.about.updatedAt))
                .done();
    }

    private Outcome state(Words words, Session session) {
        ContinuousQuery query = query(words);
        return Outcome.of("ID", "IntendedState", "ActualState")
                .add(query.id, query.intended(), query.state(session.now()))
                .done();
    }

    private Outcome metrics(Words words, Session session) {
        ContinuousQuery query = query(words);
        return Outcome.of("ID", "RecordsRead BIGINT")
                .add(query.id, String.valueOf(query.recordsRead()))
                .done();
    }

    private Outcome terminate(Words words, Session session) {
        ContinuousQuery query = query(words);
        if (!query.isEnded()) {
            organization.pump();
            query.end(session.now(), organization.setup.scaled(QueryLaunch.TERMINATES));
        }
        return Outcome.artifact(
                "Query", query.id, "TERMINATE", "Query " + query.id + " is being terminated", query.sinkName);
    }

    private Outcome restart(Words words, Session session) {
        ContinuousQuery query = query(words);
        if (query.isEnded() || !query.error().isEmpty()) {
            query.begin(session.now(), organization.setup.scaled(QueryLaunch.STARTS));
        }
        return Outcome.artifact(
                "Query", query.id, "RESTART", "Query " + query.id + " is being started", query.sinkName);
    }
}
