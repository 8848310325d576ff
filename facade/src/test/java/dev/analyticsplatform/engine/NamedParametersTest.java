package dev.analyticsplatform.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.analyticsplatform.engine.NamedParameters.Quoting;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedParametersTest {

    private static NamedParameters standard(String sql) {
        return NamedParameters.of(sql, Quoting.STANDARD, name -> "?");
    }

    private static NamedParameters backslash(String sql) {
        return NamedParameters.of(sql, Quoting.BACKSLASH, name -> "?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a = :x|a = ?|x",
                "a = :x and b = :y or c = :x|a = ? and b = ? or c = ?|x y x",
                ":x|?|x",
                "f(:a,:b)|f(?,?)|a b",
                "a=:x_1;|a=?;|x_1",
                "a = :größe|a = ?|größe",
                "a=:x/* :y */+:z|a=?/* :y */+?|x z",
                "a::text = :x|a::text = ?|x",
                "a::x|a::x|",
                "@v := :x|@v := ?|x",
                "@v:=1|@v:=1|",
                "a :> :x|a :> ?|x",
                "':x' + :y|':x' + ?|y",
                "'it''s :x' = :y|'it''s :x' = ?|y",
                "\":x\"\":y\" = :z|\":x\"\":y\" = ?|z",
                "`:x``:y` = :z|`:x``:y` = ?|z",
                "t1.c2 = :x3|t1.c2 = ?|x3",
                ":1 = :x|:1 = ?|x",
                "a = ':x|a = ':x|",
                "a /* :x|a /* :x|",
                "a -- :x|a -- :x|"
            })
    void namesBecomeMarksInEveryDialect(String sql, String marked, String names) {
        for (var quoting : Quoting.values()) {
            var found = NamedParameters.of(sql, quoting, name -> "?");
            assertThat(found.sql()).as(quoting + ": " + sql).isEqualTo(marked);
            assertThat(String.join(" ", found.names())).isEqualTo(names == null ? "" : names);
        }
    }

    @Test
    @DisplayName("A backslash, a hash and two dashes mean what the dialect says")
    void dialects() {
        assertThat(standard("'\\' = :x").sql()).isEqualTo("'\\' = ?");
        assertThat(backslash("'\\' = :x").sql()).isEqualTo("'\\' = :x");
        assertThat(backslash("'\\\\' = :x").sql()).isEqualTo("'\\\\' = ?");
        assertThat(backslash("`\\` = :x").sql()).isEqualTo("`\\` = ?");
        assertThat(standard("a # :x").names()).containsExactly("x");
        assertThat(backslash("a # :x\n= :y").names()).containsExactly("y");
        assertThat(standard("5--:x\n= :y").names()).containsExactly("y");
        assertThat(backslash("5--:x\n= :y").names()).containsExactly("x", "y");
        assertThat(backslash("5 -- :x\n= :y").names()).containsExactly("y");
    }

    @Test
    void theMarkMayDependOnTheName() {
        var found = NamedParameters.of(
                "insert into t values (:a, :b)", Quoting.STANDARD, name -> name.equals("b") ? "unpack(?)" : "?");

        assertThat(found.sql()).isEqualTo("insert into t values (?, unpack(?))");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a = ? and b = :x", "?", ":x ?"})
    void aMarkThatIsThereAlreadyIsRefused(String sql) {
        assertThatIllegalArgumentException().isThrownBy(() -> standard(sql)).withMessageContaining("question mark");
        assertThat(standard("'?' \"?\" /* ? */ -- ?").names()).isEmpty();
    }
}
