package dev.analyticsplatform;

import java.util.Objects;
import java.util.Optional;

/**
 * A row that was refused.
 *
 * @param index the row's place in what was given to {@link Ingestion#append}, from 0
 * @param reason why
 * @param vendorCode the vendor's error code, if it told one
 */
public record RowRejection(long index, String reason, Optional<String> vendorCode) {
    /** Checks that no part is null. */
    public RowRejection {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(vendorCode, "vendorCode");
    }

    RowRejection at(long other) {
        return new RowRejection(other, reason, vendorCode);
    }
}
