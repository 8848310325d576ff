package dev.analyticsplatform.sandbox.vendor;

import java.io.IOException;

/** Answers one operation. Called from many threads at once. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers a request that is authenticated and fits the document.
     *
     * @throws Refusal to answer with an error
     */
    Answer handle(Exchange exchange) throws IOException;
}
