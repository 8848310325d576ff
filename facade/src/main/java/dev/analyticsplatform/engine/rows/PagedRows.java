package dev.analyticsplatform.engine.rows;

import dev.analyticsplatform.Column;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.ProtocolException;
import dev.analyticsplatform.driver.RowData;
import dev.analyticsplatform.driver.RowSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pages of rows strung together; a page is asked for only when the one before is used up. */
public final class PagedRows implements RowSource {

    /**
     * One page.
     *
     * @param rows its rows
     * @param next the cursor of the page after it; asked when the rows are read to their end
     */
    public record PageOfRows(RowSource rows, Supplier<Optional<String>> next) {}

    private final ErrorContext context;
    private final Function<@Nullable String, PageOfRows> pages;
    private final Set<String> seen = new HashSet<>();
    private final PageOfRows first;
    private volatile PageOfRows current;
    private volatile boolean closed;
    private boolean done;

    /**
     * Starts with the first page, which is asked for at once, so that errors show early.
     *
     * @param context for errors
     * @param pages asks for a page; the cursor of the first is null
     */
    public PagedRows(ErrorContext context, Function<@Nullable String, PageOfRows> pages) {
        this.context = context;
        this.pages = pages;
        this.first = pages.apply(null);
        this.current = first;
    }

    @Override
    public Optional<List<Column>> columns() {
        return first.rows().columns();
    }

    @Override
    public Optional<String> queryId() {
        return first.rows().queryId();
    }

    @Override
    public @Nullable RowData next() {
        while (!done) {
            RowData row = current.rows().next();
            if (row != null) {
                return row;
            }
            advance(current);
        }
        return null;
    }

    private void advance(PageOfRows finished) {
        Optional<String> cursor = finished.next().get();
        if (cursor.isEmpty()) {
            done = true;
            finished.rows().close();
        } else if (!seen.add(cursor.get())) {
            throw new ProtocolException(
                    context, "the vendor gave the same page cursor twice; the rows would never end", null);
        } else {
            finished.rows().close();
            current = pages.apply(cursor.get());
            if (closed) {
                // Closed by another thread while the page was on its way: nobody else would free it.
                current.rows().close();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        current.rows().close();
    }
}
