package dev.analyticsplatform.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "SELECT * FROM t",
                " \n\t select 1",
                "-- comment\nselect 1",
                "/* a */ /* b */ select 1",
                "((select 1) union (select 2))",
                "with a as (select 1) select * from a",
                "select 1;",
                "select 1; \n",
                "select inserted_at, is_deleted, updates from t",
                "select(1)",
                "select"
            })
    void reads(String sql) {
        assertThat(SqlText.readOnly(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "-- select 1",
                "/* select 1",
                "selection",
                "insert into t select 1",
                "INSERT INTO t SELECT 1",
                "with a as (select 1) insert into t select * from a",
                "with a as (delete from t returning *) select * from a",
                "select * into t from u",
                "select 1; drop table t",
                "select 1;select 2",
                "select * from t for update",
                "explain select 1",
                "/* select */ delete from t",
                "select 'please delete this'",
                "merge into t using u",
                "call f()",
                "kill 5"
            })
    @DisplayName("What might write, or only mentions it, does not count as reading")
    void doesNotCountAsReading(String sql) {
        assertThat(SqlText.readOnly(sql)).isFalse();
    }

    @Test
    void identifiersAreDelimited() {
        assertThat(SqlText.identifier("plain")).isEqualTo("\"plain\"");
        assertThat(SqlText.identifier("a\"; drop table x; --")).isEqualTo("\"a\"\"; drop table x; --\"");
        assertThat(SqlText.identifier("\"")).isEqualTo("\"\"\"\"");
    }
}
