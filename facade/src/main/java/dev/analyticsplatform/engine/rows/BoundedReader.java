package dev.analyticsplatform.engine.rows;

import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.Reader;

/**
 * Stops a single token that does not end: counts characters since the last {@link #restart()} and fails beyond the
 * limit, before the tokenizer has gathered them all in memory.
 */
final class BoundedReader extends Reader {

    private final Reader source;
    private final int limit;
    private long count;
    private long total;

    BoundedReader(Reader source, int limit) {
        this.source = source;
        this.limit = limit;
    }

    /** The next token starts about here; what the tokenizer has buffered ahead is less than its buffer. */
    void restart() {
        count = 0;
    }

    /** How many characters were read in all. */
    long total() {
        return total;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = source.read(buffer, offset, length);
        if (read > 0) {
            count += read;
            total += read;
            if (count > limit + 2048L) {
                throw new MalformedJsonException("a single string or number of the answer passes the limit of " + limit
                        + " characters; raise it with Limits if the data is meant to be that large");
            }
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
