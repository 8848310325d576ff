package dev.analyticsplatform;

import java.util.Objects;
import java.util.Optional;

/**
 * A query at the vendor at one moment.
 *
 * @param id the vendor's id of the query
 * @param state how far it is
 * @param vendorState the vendor's own word for the state
 * @param sql the SQL, if the vendor tells it
 * @param submittedAt when it was submitted, as the vendor writes it, if it tells
 * @param error why it failed, if it did
 */
public record QueryStatus(
        String id,
        QueryState state,
        String vendorState,
        Optional<String> sql,
        Optional<String> submittedAt,
        Optional<String> error) {

    /** Checks that no part is null. */
    public QueryStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(vendorState, "vendorState");
        Objects.requireNonNull(sql, "sql");
        Objects.requireNonNull(submittedAt, "submittedAt");
        Objects.requireNonNull(error, "error");
    }

    /** Id and state; not the SQL, which may be confidential. */
    @Override
    public String toString() {
        return "QueryStatus[" + id + ", " + vendorState + "]";
    }
}
