package dev.analyticsplatform;

import java.util.List;

/**
 * What became of appended rows.
 *
 * @param accepted how many rows the vendor took
 * @param rejected the rows that were refused, each with its index and reason, in order
 * @param inDoubtFrom index of the first row of the batch whose fate is unknown, -1 if there is none
 * @param inDoubtCount how many rows are in doubt
 */
public record IngestResult(long accepted, List<RowRejection> rejected, long inDoubtFrom, int inDoubtCount) {

    /** Copies the list. */
    public IngestResult {
        rejected = List.copyOf(rejected);
    }

    /**
     * Whether every row arrived.
     *
     * @return true if none was rejected and none is in doubt
     */
    public boolean complete() {
        return rejected.isEmpty() && inDoubtCount == 0;
    }

    /** The counts. */
    @Override
    public String toString() {
        return accepted + " rows accepted, " + rejected.size() + " rejected"
                + (inDoubtCount == 0 ? "" : ", " + inDoubtCount + " in doubt from index " + inDoubtFrom);
    }
}
