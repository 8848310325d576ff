package dev.analyticsplatform.sandbox.deltastream;

import dev.analyticsplatform.sandbox.sql.Cursor;
import dev.analyticsplatform.sandbox.sql.SqlFailure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A query that ends: its rows are written to a file while the caller is on the way to the data plane. */
final class FiniteJob implements DataplaneJob {
    private final List<Column> columns;
    private final Cursor cursor;
    private final CompletableFuture<RowSpool> spool = new CompletableFuture<>();

    FiniteJob(List<Column> columns, Cursor cursor, Executor executor) {
        this.columns = columns;
        this.cursor = cursor;
        executor.execute(this::run);
    }

    private void run() {
        RowSpool rows = null;
        try (cursor) {
            rows = RowSpool.create();
            while (cursor.next()) {
                rows.add(String.valueOf(cursor.text()));
            }
            rows.finish();
        } catch (IOException | RuntimeException e) {
            if (rows != null) {
                rows.close();
            }
            spool.completeExceptionally(e instanceof SqlFailure failure ? SqlError.of(failure) : e);
            return;
        }
        if (!spool.complete(rows)) {
            rows.close();
        }
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public String requestType() {
        return "result-set";
    }

    /**
     * Returns the rows once they are all there; empty if that takes longer.
     *
     * @throws SqlError if the query failed
     */
    Optional<RowSpool> rows(long millis) {
        try {
            return Optional.of(spool.get(millis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SqlError error) {
                throw error;
            }
            throw new SqlError(SqlState.INTERNAL, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        cursor.cancel();
        SqlError cancelled = new SqlError(SqlState.CANCELLED, "The statement was cancelled");
        if (!spool.completeExceptionally(cancelled) && !spool.isCompletedExceptionally()) {
            spool.join().close();
        }
    }
}
