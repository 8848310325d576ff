package dev.analyticsplatform.client.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * How a build found the operations of a document. The test of each client leaves it in a file, for the sum at the end
 * of the build.
 *
 * @param document the document's name
 * @param passed how many operations have no fault
 * @param operations how many there are
 */
record Tally(String document, int passed, int operations) {
    private static final String FOLDER = "contract.tallies";
    /** Tells one build from another, so that nothing is summed that an older one has left. */
    private static final String BUILD = "contract.build";

    /** Leaves this for the sum; outside a build it does nothing. */
    void leave() {
        if (System.getProperty(FOLDER) == null) {
            return;
        }
        Properties values = new Properties();
        values.setProperty("build", build());
        values.setProperty("passed", Integer.toString(passed));
        values.setProperty("operations", Integer.toString(operations));
        try {
            Files.createDirectories(file(document).getParent());
            try (OutputStream out = Files.newOutputStream(file(document))) {
                values.store(out, document);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the test of a client left in this build; empty if it did not run. */
    static Optional<Tally> left(String document) {
        Properties values = new Properties();
        if (Files.exists(file(document))) {
            try (InputStream in = Files.newInputStream(file(document))) {
                values.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return build().equals(values.getProperty("build"))
                ? Optional.of(new Tally(
                        document,
                        Integer.parseInt(values.getProperty("passed")),
                        Integer.parseInt(values.getProperty("operations"))))
                : Optional.empty();
    }

    private static Path file(String document) {
        return Path.of(System.getProperty(FOLDER), document + ".properties");
    }

    private static String build() {
        return System.getProperty(BUILD);
    }

    @Override
    public String toString() {
        return document + ": " + passed + " of " + operations + " operations";
    }
}
