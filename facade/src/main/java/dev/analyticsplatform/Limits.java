package dev.analyticsplatform;

/**
 * Sizes beyond which an answer is refused rather than read. They protect the heap from a broken or hostile server.
 *
 * @param errorBodyBytes how much of an error body is read; the rest is dropped; 64 KiB by default
 * @param answerBytes the largest answer, unpacked, of an operation whose answer is read whole; 64 MiB by default
 * @param gzipRatio how many bytes one packed byte may become; 200 by default, checked from 1 MiB unpacked on
 * @param stringChars the longest single string or number of a streamed row, in characters; 16 Mi by default
 * @param depth the deepest nesting of a streamed row; 200 by default
 */
public record Limits(long errorBodyBytes, long answerBytes, int gzipRatio, int stringChars, int depth) {

    /** The default sizes. */
    public static final Limits DEFAULT = new Limits(64L << 10, 64L << 20, 200, 16 << 20, 200);

    /** Checks that all limits are positive. */
    public Limits {
        if (errorBodyBytes < 1 || answerBytes < 1 || gzipRatio < 1 || stringChars < 1 || depth < 1) {
            throw new IllegalArgumentException("all limits must be positive");
        }
    }
}
