package dev.analyticsplatform.sandbox.vendor;

import dev.analyticsplatform.contract.ApiDocument;
import java.util.List;
import java.util.Optional;

/**
 * A vendor's running service: what it accepts, whom it knows, and how it answers.
 *
 * <p>Called from many threads at once.
 */
public interface VendorService extends AutoCloseable {
    /** Returns the documents whose operations it serves; no two of them have a path in common. */
    List<ApiDocument> documents();

    /** Returns the handlers; an operation without one is answered with 501. */
    Handlers handlers();

    /** Answers what stands in no document, such as a ping; empty where there is no such thing. */
    default Optional<Answer> beyondDocuments(String method, String path) {
        return Optional.empty();
    }

    /**
     * Tells who is calling.
     *
     * @throws Refusal in the vendor's words if the credentials are missing or wrong
     */
    Caller authenticate(Exchange exchange);

    /** Puts a refusal into the vendor's error form. */
    Answer refusal(Refusal refusal);

    /** Ends all work and forgets all state. */
    @Override
    void close();
}
