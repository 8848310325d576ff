package dev.analyticsplatform.sandbox.deltastream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Part;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import okio.ByteString;

/** Runs statements and remembers them for an hour. Thread-safe. */
final class Statements {
    static final Duration KEPT = Duration.ofHours(1);
    private static final int MOST = 2_000;

    private final Organization organization;
    private final Commands commands = new Commands();
    private final Selects selects;
    private final PlainObjects objects;
    private final Map<String, Statement> statements = new LinkedHashMap<>();

    Statements(Organization organization, Executor executor, ApiTokens apiTokens) {
        this.organization = organization;
        selects = new Selects(organization, executor, commands);
        QueryLaunch launch = new QueryLaunch(organization, commands);
        new NamespaceCommands(organization, commands);
        new RelationCommands(organization, launch, commands);
        apiTokens.on(commands);
        new StoreCommands(organization, commands);
        new PoolCommands(organization, commands);
        new QueryCommands(organization, commands);
        new SecurityCommands(organization, commands);
        objects = new PlainObjects(organization, commands);
        new FunctionCommands(objects, commands);
    }

    /**
     * Runs a batch in order until a statement fails; the answer is that of the first.
     *
     * @throws Refusal 400 if there is no statement
     */
    Statement submit(ObjectNode request, List<Part> attachments, String user) {
        synchronized (organization) {
            Instant now = organization.now();
            prune(now);
            organization.pump();
            List<Words> batch;
            try {
                batch = Words.split(Json.text(request, "statement", ""));
            } catch (SqlError error) {
                return keep(failed(
                        UUID.randomUUID().toString(), List.of(), now, Session.asked(request, organization), error));
            }
            if (batch.isEmpty()) {
                throw new Refusal(400, "", "The statement is empty");
            }
            List<String> ids = Stream.generate(() -> UUID.randomUUID().toString())
                    .limit(batch.size())
                    .toList();
            List<Statement> done = new ArrayList<>();
            Context context = Session.asked(request, organization);
            for (int i = 0; i < batch.size(); i++) {
                Session session = new Session(organization, user, now, attachments, context);
                Statement statement = keep(run(ids.get(i), ids, now, batch.get(i), session));
                done.add(statement);
                context = session.context();
                if (statement.error() != null) {
                    break;
                }
            }
            SqlError skipped = new SqlError(SqlState.CANCELLED, "A statement before this one failed");
            for (String id : ids.subList(done.size(), ids.size())) {
                keep(failed(id, ids, now, context, skipped));
            }
            organization.pump();
            return done.get(0);
        }
    }

    private Statement run(String id, List<String> batch, Instant now, Words words, Session session) {
        try {
            session.check();
            Outcome outcome = Selects.isQuery(words) ? selects.select(words, session) : commands.run(words, session);
            Instant ready = now.plus(organization.setup.scaled(outcome.takes()));
            return new Statement(id, batch, now, ready, session.context().or(organization.defaults), outcome, null);
        } catch (SqlError error) {
            return failed(id, batch, now, session.context(), error);
        } catch (SqlFailure failure) {
            return failed(id, batch, now, session.context(), SqlError.of(failure));
        }
    }

    private Statement failed(String id, List<String> batch, Instant now, Context context, SqlError error) {
        return new Statement(
                id,
                batch.isEmpty() ? List.of(id) : batch,
                now,
                now,
                context.or(organization.defaults),
                Outcome.NOTHING,
                error);
    }

    private Statement keep(Statement statement) {
        statements.put(statement.id(), statement);
        return statement;
    }

    private void prune(Instant now) {
        List<Statement> old = new ArrayList<>();
        int surplus = statements.size() - MOST;
        for (Statement statement : statements.values()) {
            if (surplus-- > 0 || !statement.createdOn().plus(KEPT).isAfter(now)) {
                old.add(statement);
            }
        }
        for (Statement statement : old) {
            statements.remove(statement.id());
            statement.close();
        }
    }

    /**
     * Returns a statement.
     *
     * @throws Refusal 404 if there is none of the id, or none any more
     */
    Statement require(String id) {
        synchronized (organization) {
            organization.pump();
            Statement statement = statements.get(id);
            if (statement == null) {
                throw new Refusal(404, "", "Statement " + id + " does not exist");
            }
            return statement;
        }
    }

    /**
     * Returns a file that came with a statement.
     *
     * @throws Refusal 404 if there is none
     */
    ByteString file(String kind, String name) {
        synchronized (organization) {
            return objects.file(kind, name);
        }
    }

    void close() {
        synchronized (organization) {
            statements.values().forEach(Statement::close);
            statements.clear();
        }
    }
}
