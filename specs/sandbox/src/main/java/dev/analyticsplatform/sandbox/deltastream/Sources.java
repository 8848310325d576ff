package dev.analyticsplatform.sandbox.deltastream;

import java.util.List;
import java.util.Optional;

/** Tells what names in FROM stand for. */
interface Sources {
    /**
     * Finds a relation.
     *
     * @throws SqlError if there is none of the name
     */
    Relation relation(List<String> path);

    /** Returns the SELECT of a table of the system; empty if the name is of another kind. */
    Optional<String> systemTable(List<String> path);
}
