package dev.analyticsplatform.deltastream;

import dev.analyticsplatform.AnalyticsException;
import dev.analyticsplatform.Column;
import dev.analyticsplatform.Limits;
import dev.analyticsplatform.client.deltastream.controlplane.model.DataplaneRequest;
import dev.analyticsplatform.client.deltastream.controlplane.model.ResultSetContext;
import dev.analyticsplatform.driver.RowData;
import dev.analyticsplatform.driver.RowSource;
import dev.analyticsplatform.engine.http.Streamed;
import dev.analyticsplatform.engine.http.VendorError;
import dev.analyticsplatform.engine.rows.JsonRows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One answer about a statement: how it stands and, if it has rows here, one part of them. What stands before the first
 * row is read when it is made.
 */
final class DeltaStreamAnswer implements RowSource {

    private static final int ACCEPTED = 202;

    private final Streamed body;
    private final DeltaStreamEnvelope envelope;
    private final JsonRows rows;
    private final int partition;
    /** What tells of the parts: the answer with the first of them. */
    private DeltaStreamEnvelope parts;

    private @Nullable RowData first;
    private boolean ended;
    private long count;

    private DeltaStreamAnswer(Streamed body, Limits limits, int partition) {
        this.body = body;
        this.envelope = new DeltaStreamEnvelope();
        this.rows = new JsonRows(body, limits, envelope);
        this.partition = partition;
        this.parts = envelope;
        this.first = rows.next();
        this.ended = first == null;
    }

    /** Reads to the first row, or to the end if there is none; closes the body if that fails. */
    static DeltaStreamAnswer read(Streamed body, Limits limits, int partition) {
        try {
            return new DeltaStreamAnswer(body, limits, partition);
        } catch (RuntimeException broken) {
            body.close();
            throw broken;
        }
    }

    /** The code that tells how the statement stands; reads on if it does not stand before the rows. */
    String sqlState() {
        while (envelope.sqlState().isEmpty() && !ended) {
            ended = rows.next() == null;
        }
        return envelope.sqlState().orElseThrow(() -> malformed("the answer lacks sqlState"));
    }

    boolean running() {
        return body.status() == ACCEPTED
                || envelope.sqlState().filter(DeltaStreamErrors.RUNNING::equals).isPresent();
    }

    Optional<String> message() {
        return envelope.message();
    }

    Optional<String> createdOn() {
        return envelope.createdOn()
                .map(seconds -> Instant.ofEpochSecond(seconds).toString());
    }

    String id() {
        return envelope.queryId().orElseThrow(() -> malformed("the answer lacks statementID"));
    }

    /** Where the rows are, if they are not here. */
    Optional<DataplaneRequest> elsewhere() {
        return envelope.elsewhere();
    }

    /** The names that the vendor tells, read to the end of the answer; a name that it does not tell is null. */
    ResultSetContext context() {
        while (!ended) {
            ended = rows.next() == null;
        }
        return envelope.context().orElseGet(ResultSetContext::new);
    }

    /** Makes this a part of the rows that begin with another answer, which tells how many parts there are. */
    DeltaStreamAnswer partOf(DeltaStreamAnswer whole) {
        parts = whole.envelope;
        return this;
    }

    /** The number of the next part. */
    OptionalInt nextPartition() {
        int next = partition + 1;
        return next < parts.partitions() ? OptionalInt.of(next) : OptionalInt.empty();
    }

    /**
     * Throws if the statement failed or still runs. A statement whose state stands behind its rows is judged when they
     * are read.
     */
    void requireSuccess() {
        if (running()) {
            throw body.failure(DeltaStreamErrors.of(
                            DeltaStreamErrors.RUNNING, "the statement still runs, so it has no rows yet", id())
                    .withKind(VendorError.Kind.CONFLICT));
        }
        if (ended || envelope.sqlState().isPresent()) {
            judge();
        }
    }

    private void judge() {
        String state = sqlState();
        if (!state.equals(DeltaStreamErrors.SUCCESS)) {
            throw body.failure(DeltaStreamErrors.of(
                    state,
                    message().orElse("the statement ended with the SQL state " + state),
                    envelope.queryId().orElse(null)));
        }
        if (envelope.statements() > 1) {
            throw body.failure(VendorError.of(
                            null,
                            "DeltaStream took the text as " + envelope.statements()
                                    + " statements and runs them all, but tells of the first alone; "
                                    + "send one statement at a time",
                            envelope.queryId().orElse(null))
                    .withKind(VendorError.Kind.INVALID_REQUEST));
        }
    }

    AnalyticsException malformed(String problem) {
        return body.failure(DeltaStreamErrors.malformed(problem));
    }

    /** Makes an exception of something that this answer makes impossible. */
    AnalyticsException failure(VendorError error) {
        return body.failure(error);
    }

    @Override
    public Optional<List<Column>> columns() {
        return envelope.columns();
    }

    @Override
    public Optional<String> queryId() {
        return envelope.queryId();
    }

    @Override
    public @Nullable RowData next() {
        RowData row = first;
        if (row == null && !ended) {
            row = rows.next();
        }
        first = null;
        if (row != null) {
            count++;
            return row;
        }
        ended = true;
        requireWhole();
        return null;
    }

    private void requireWhole() {
        judge();
        if (!envelope.hasMetadata()) {
            throw malformed("the answer lacks metadata");
        }
        int promised = parts.rowCount(partition).orElse(0);
        if (envelope.elsewhere().isEmpty() && parts.partitions() > 0 && promised != count) {
            throw malformed("part " + partition + " of the rows should have " + promised + ", but has " + count);
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
