package dev.analyticsplatform.driver;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One page of a vendor's list.
 *
 * @param items what is on it
 * @param next the cursor of the next page, empty on the last
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, Optional<String> next) {
    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
        Objects.requireNonNull(next, "next");
    }

    /**
     * A list that the vendor gives whole.
     *
     * @param items what is on it
     * @param <T> what is listed
     * @return the only page
     */
    public static <T> Page<T> only(List<T> items) {
        return new Page<>(items, Optional.empty());
    }
}
