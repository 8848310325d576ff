package dev.analyticsplatform.engine.http;

/**
 * Ends retry storms: a retry takes tokens, a success gives back what its call took, at least one. While a vendor is
 * down the bucket runs empty and calls fail after their first attempt. Thread-safe.
 */
final class TokenBucket {

    static final int CAPACITY = 500;
    static final int RETRY_COST = 5;

    private int tokens = CAPACITY;

    /** Takes the tokens of one retry, all or none. */
    synchronized boolean take() {
        if (tokens < RETRY_COST) {
            return false;
        }
        tokens -= RETRY_COST;
        return true;
    }

    synchronized void success(int taken) {
        tokens = Math.min(CAPACITY, tokens + Math.max(taken, 1));
    }
}
