package dev.analyticsplatform.sandbox.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "a = :x|a = $1",
                "a = :long AND b = :x AND c = :long|a = $1    AND b = $2 AND c = $1   ",
                "a::int, :x::int|a::int, $1::int",
                "':x' \":x\" e'\\':x' ':''x'|':x' \":x\" e'\\':x' ':''x'",
                "a -- :x|a -- :x",
                "/* :x /* :y */ :z */ :a|/* :x /* :y */ :z */ $1",
                "$$ :x $$ $q$ :y $q$|$$ :x $$ $q$ :y $q$",
                "l[1:n], l[i:j], l[(a):b]|l[1:n], l[i:j], l[(a):b]",
                "l[:i]|l[$1]",
                "l[1: :n]|l[1: $1]",
                "l[case when :p then 1 end]|l[case when $1 then 1 end]",
                "{a: :x, b:y, 'c': {d: :z}}|{a: $1, b:y, 'c': {d: $2}}",
                "f(x := :y)|f(x := $1)",
                "a IN (:x, :y)|a IN ($1, $2)",
                "[a, :x]|[a, $1]",
                "x : 1|x : 1"
            })
    @DisplayName("Only a parameter is taken for one, and what follows keeps its place")
    void reads(String sql, String numbered) {
        assertThat(Parameters.read(sql, Map.of()).sql().stripTrailing()).isEqualTo(numbered);
    }
}
