package dev.analyticsplatform.engine.http;

import dev.analyticsplatform.AnalyticsException;
import java.io.IOException;

/**
 * Brings one of our exceptions through OkHttp and Retrofit, which expect IOExceptions: any other throwable of an
 * asynchronous call would end a dispatcher thread.
 */
final class CarriedFailure extends IOException {

    private static final long serialVersionUID = 1L;

    private final AnalyticsException failure;

    CarriedFailure(AnalyticsException failure) {
        super(failure.getMessage(), failure);
        this.failure = failure;
    }

    AnalyticsException failure() {
        return failure;
    }
}
