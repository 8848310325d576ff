package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.analyticsplatform.driver.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ListingTest {

    private final List<@Nullable String> asked = new ArrayList<>();

    private Listing<Integer> listing(List<Page<Integer>> pages) {
        return new Listing<>(ErrorContext.of("x", "list"), cursor -> {
            asked.add(cursor);
            return pages.get(cursor == null ? 0 : Integer.parseInt(cursor));
        });
    }

    private static Page<Integer> page(@Nullable String next, Integer... items) {
        return new Page<>(List.of(items), Optional.ofNullable(next));
    }

    @Test
    @DisplayName("A page is asked for when an item of it is wanted, never ahead")
    void lazy() {
        var listing = listing(List.of(page("1", 1, 2), page("2"), page(null, 3)));
        assertThat(asked).isEmpty();
        var iterator = listing.iterator();
        assertThat(asked).isEmpty();
        assertThat(iterator.next()).isEqualTo(1);
        assertThat(iterator.next()).isEqualTo(2);
        assertThat(asked).containsExactly((String) null);
        assertThat(iterator.next()).isEqualTo(3);
        assertThat(asked).containsExactly(null, "1", "2");
        assertThat(iterator.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
        assertThat(asked).hasSize(3);
    }

    @Test
    void eachIterationAsksAnew() {
        var listing = listing(List.of(page("1", 1), page(null, 2)));
        assertThat(listing.toList()).containsExactly(1, 2).isUnmodifiable();
        assertThat(listing.stream().limit(1)).containsExactly(1);
        assertThat(asked).containsExactly(null, "1", null);
    }

    @Test
    void repeatedCursorIsRefused() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> listing(List.of(page("1", 1), page("1", 2))).toList())
                .withMessageContaining("same page cursor twice");
    }

    @Test
    void pagesCopyWhatTheyAreGiven() {
        var items = new ArrayList<>(List.of(1));
        var page = Page.only(items);
        items.add(2);
        assertThat(page.items()).containsExactly(1);
    }
}
