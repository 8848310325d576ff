package dev.analyticsplatform;

import java.util.List;

/**
 * What the vendor understood of a statement that it did not run.
 *
 * @param datasets the datasets it reads, as the vendor names them
 * @param parameters the names of its parameters
 */
public record StatementInfo(List<String> datasets, List<String> parameters) {
    /** Copies the lists. */
    public StatementInfo {
        datasets = List.copyOf(datasets);
        parameters = List.copyOf(parameters);
    }
}
