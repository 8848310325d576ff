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
    private volatile @Nullable PageOfRows current;
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
        this.current = pages.apply(null);
    }

    @Override
    public Optional<List<Column>> columns() {
        PageOfRows page = current;
        return page == null ? Optional.empty() : page.rows().columns();
    }

    @Override
    public Optional<String> queryId() {
        PageOfRows page = current;
        return page == null ? Optional.empty() : page.rows().queryId();
    }

    @Override
    public @Nullable RowData next() {
        while (!done) {
            PageOfRows page = current;
            if (page == null) {
                break;
            }
            RowData row = page.rows().next();
            if (row != null) {
                return row;
            }
            advance(page);
        }
        return null;
    }

    private void advance(PageOfRows finished) {
        Optional<String> cursor = finished.next().get();
        if (cursor.isEmpty()) {
            done = true;
        } else if (!seen.add(cursor.get())) {
            throw new ProtocolException(
                    context, "the vendor gave the same page cursor twice; the rows would never end", null);
        } else {
            finished.rows().close();
            current = pages.apply(cursor.get());
        }
    }

    @Override
    public void close() {
        PageOfRows page = current;
        if (page != null) {
            page.rows().close();
        }
    }
}
