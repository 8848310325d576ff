package dev.analyticsplatform.sandbox.bytehouse;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs the statements of a text one after the other. The first that fails ends the text; what those before it did
 * stays.
 *
 * <p>The rows of the last statement go from the engine to the caller as they are made; those of others are kept until
 * it is clear that all went well.
 */
final class QueryExecution {
    private final Tenant tenant;

    QueryExecution(Tenant tenant) {
        this.tenant = tenant;
    }

    /** Told when the last row is out, or when there will be none. */
    interface End {
        void run();
    }

    /** Runs everything and keeps the results with the run. */
    void store(QueryRun run, Session session) {
        Spool spool = new Spool();
        try (JsonGenerator json = generator(spool)) {
            Script script = new Script(run.spec.sql());
            json.writeStartArray();
            boolean any = false;
            for (Optional<Script.Statement> next = script.next(); next.isPresent(); next = script.next()) {
                any = true;
                try (Outcome outcome = statement(run, next.get(), session)) {
                    write(json, run, outcome, hasRow(outcome));
                }
            }
            requireAny(any);
            json.writeEndArray();
            json.flush();
            spool.finish();
            run.succeeded(spool);
        } catch (IOException | RuntimeException e) {
            spool.close();
            run.failed(refusal(run, e));
        }
    }

    /** Runs all but the rows of the last statement, which the answer streams. */
    Answer stream(QueryRun run, Session session, End end) {
        Spool before = new Spool();
        Outcome last = null;
        boolean handedOver = false;
        try (JsonGenerator json = generator(before)) {
            Script script = new Script(run.spec.sql());
            Optional<Script.Statement> next = script.next();
            requireAny(next.isPresent());
            json.writeStartArray();
            while (next.isPresent()) {
                Script.Statement statement = next.get();
                Outcome outcome = statement(run, statement, session);
                last = outcome;
                next = script.next();
                if (next.isPresent()) {
                    try (outcome) {
                        write(json, run, outcome, hasRow(outcome));
                    }
                }
            }
            json.flush();
            before.finish();
            Outcome rows = last == null ? Outcome.NONE : last;
            // The first row is made before the answer begins: what fails by then is told by the status.
            boolean first = hasRow(rows);
            Answer answer = Answer.streamed(200, "application/json", out -> {
                try {
                    send(out, run, before, rows, first);
                } finally {
                    end.run();
                }
            });
            handedOver = true;
            return answer;
        } catch (IOException | RuntimeException e) {
            Refusal refusal = refusal(run, e);
            run.failed(refusal);
            throw refusal;
        } finally {
            if (!handedOver) {
                if (last != null) {
                    last.close();
                }
                before.close();
                end.run();
            }
        }
    }

    private void send(OutputStream out, QueryRun run, Spool before, Outcome rows, boolean first) throws IOException {
        try (before;
                rows;
                JsonGenerator json = generator(out)) {
            out.write("{\"data\":".getBytes(StandardCharsets.UTF_8));
            boolean others;
            try (InputStream kept = before.read()) {
                others = kept.transferTo(out) > 1;
            }
            if (others) {
                out.write(',');
            }
            Refusal failure = writeLast(json, run, rows, first);
            json.flush();
            out.write(']');
            if (failure != null) {
                String told = ByteHouseErrors.body(failure).toString();
                out.write(("," + told.substring(1, told.length() - 1)).getBytes(StandardCharsets.UTF_8));
            }
            out.write('}');
            if (failure == null) {
                run.succeeded(null);
            } else {
                run.failed(failure);
            }
        } catch (IOException e) {
            run.failed(QueryRun.stopped());
            throw e;
        }
    }

    private @Nullable Refusal writeLast(JsonGenerator json, QueryRun run, Outcome rows, boolean first)
            throws IOException {
        try {
            write(json, run, rows, first);
            return null;
        } catch (RuntimeException e) {
            // The status is out already. As the vendor's engine does, the answer ends with the reason.
            Refusal failure = refusal(run, e);
            while (json.getOutputContext().inArray()) {
                json.writeEndArray();
            }
            json.writeStringField("exception", failure.text());
            json.writeEndObject();
            return failure;
        }
    }

    private static JsonGenerator generator(OutputStream out) throws IOException {
        JsonGenerator json = Json.MAPPER.createGenerator(out);
        json.setRootValueSeparator(null);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
        json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        return json;
    }

    private static void requireAny(boolean any) {
        if (!any) {
            throw ByteHouseErrors.syntax("Empty query");
        }
    }

    private Outcome statement(QueryRun run, Script.Statement statement, Session session) {
        if (run.isCancelled()) {
            throw QueryRun.stopped();
        }
        Outcome outcome = tenant.statements.run(statement, session, run.spec.user());
        Cursor cursor = outcome.cursor();
        if (cursor != null) {
            run.reads(cursor);
            for (TableName name : tenant.statements.tables(statement.tokens(), session.database())) {
                tenant.catalog
                        .find(name)
                        .filter(TableDefinition::isTable)
                        .ifPresent(table -> run.read(tenant.partitions.rows(table), 0));
            }
        }
        return outcome;
    }

    /**
     * Writes a result.
     *
     * @param first whether the cursor stands on a row
     */
    private static void write(JsonGenerator json, QueryRun run, Outcome outcome, boolean first) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("meta");
        for (Column column : outcome.columns()) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("type", column.type().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("data");
        long rows = rows(json, run, outcome, first);
        json.writeEndArray();
        json.writeNumberField("rows", rows);
        json.writeEndObject();
        run.gave(rows);
    }

    private static long rows(JsonGenerator json, QueryRun run, Outcome outcome, boolean first) throws IOException {
        long most = run.spec.mostRows() == 0 ? Long.MAX_VALUE : run.spec.mostRows();
        List<Column> columns = outcome.columns();
        Cursor cursor = outcome.cursor();
        long count = 0;
        if (cursor == null) {
            for (List<? extends @Nullable Object> row : outcome.rows()) {
                if (count == most) {
                    break;
                }
                json.writeStartArray();
                for (int i = 0; i < columns.size(); i++) {
                    ValueWriter.write(json, row.get(i), columns.get(i).type());
                }
                json.writeEndArray();
                count++;
            }
            return count;
        }
        boolean there = first;
        while (there) {
            json.writeStartArray();
            for (int i = 0; i < columns.size(); i++) {
                ValueWriter.write(json, cursor.value(i), columns.get(i).type());
            }
            json.writeEndArray();
            count++;
            there = count < most && cursor.next();
        }
        return count;
    }

    private static boolean hasRow(Outcome outcome) {
        Cursor cursor = outcome.cursor();
        return cursor != null && cursor.next();
    }

    private static Refusal refusal(QueryRun run, Exception e) {
        if (run.isCancelled()) {
            return QueryRun.stopped();
        }
        if (e instanceof SqlFailure failure) {
            return ByteHouseErrors.sql(failure);
        }
        return e instanceof Refusal refusal ? refusal : new Refusal(500, "", "The query failed: " + e);
    }
}
