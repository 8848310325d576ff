package dev.analyticsplatform;

import java.util.List;

/**
 * What became of appended rows.
 *
 * @param accepted how many rows the vendor took
 * @param rejected the rows that were refused, each with its index and reason, in order; all below {@code nextIndex}
 * @param nextIndex index of the first row whose fate is not settled: every row before it was accepted or rejected; the
 *     number of rows if all went well
 * @param inDoubt how many rows from {@code nextIndex} on may or may not have arrived; the rows behind them were not
 *     sent
 */
public record IngestResult(long accepted, List<RowRejection> rejected, long nextIndex, int inDoubt) {

    /** Copies the list. */
    public IngestResult {
        rejected = List.copyOf(rejected);
    }

    /**
     * Whether every row that was given arrived.
     *
     * @return true if none was rejected and none is in doubt
     */
    public boolean complete() {
        return rejected.isEmpty() && inDoubt == 0;
    }

    /** The counts. */
    @Override
    public String toString() {
        return accepted + " rows accepted, " + rejected.size() + " rejected"
                + (inDoubt == 0 ? "" : ", " + inDoubt + " in doubt from index " + nextIndex);
    }
}
