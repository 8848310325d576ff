package dev.analyticsplatform.sandbox.vendor;

import dev.analyticsplatform.contract.ApiDocument;
import dev.analyticsplatform.contract.ApiRequest;
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

    /**
     * Puts a request into the form that the documents describe, where the service accepts more than they can say. What
     * comes back is what is matched, checked and handled.
     */
    default ApiRequest asDocumented(ApiRequest request) {
        return request;
    }

    /**
     * Answers what stands in no document, such as a ping or a websocket; empty where there is no such thing. Nobody has
     * looked at the credentials yet.
     */
    default Optional<Answer> beyondDocuments(ApiRequest request) {
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
