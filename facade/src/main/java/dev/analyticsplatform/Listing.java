package dev.analyticsplatform;

import dev.analyticsplatform.driver.Page;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A list kept by the vendor, read page by page as it is iterated; never a page ahead. Each iteration asks the vendor
 * anew. Thread-safe; its iterators are not.
 *
 * @param <T> what is listed
 */
public final class Listing<T> implements Iterable<T> {

    private final Function<@Nullable String, Page<T>> pages;
    private final ErrorContext context;

    Listing(ErrorContext context, Function<@Nullable String, Page<T>> pages) {
        this.context = context;
        this.pages = pages;
    }

    /**
     * Iterates; the first page is asked for at the first {@code hasNext}.
     *
     * @return a fresh iterator; it throws {@link ProtocolException} if the vendor gives a page twice
     */
    @Override
    public Iterator<T> iterator() {
        return new PageIterator();
    }

    /**
     * A sequential stream over a fresh iteration.
     *
     * @return the stream
     */
    public Stream<T> stream() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED), false);
    }

    /**
     * Reads all pages.
     *
     * @return an unmodifiable list
     */
    public List<T> toList() {
        return stream().toList();
    }

    private final class PageIterator implements Iterator<T> {
        private final Set<String> seen = new HashSet<>();
        private Iterator<T> items = List.<T>of().iterator();
        private @Nullable String cursor;
        private boolean last;

        @Override
        public boolean hasNext() {
            while (!items.hasNext() && !last) {
                Page<T> page = pages.apply(cursor);
                items = page.items().iterator();
                cursor = page.next().orElse(null);
                last = cursor == null;
                if (cursor != null && !seen.add(cursor)) {
                    throw new ProtocolException(
                            context, "the vendor gave the same page cursor twice; the list would never end", null);
                }
            }
            return items.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no more items");
            }
            return items.next();
        }
    }
}
