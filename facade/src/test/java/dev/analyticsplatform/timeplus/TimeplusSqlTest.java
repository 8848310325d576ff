package dev.analyticsplatform.timeplus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeplusSqlTest {

    private static final String ADDED = "\nSETTINGS query_mode = 'table'";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM s",
                "select 1",
                "with x as (select 1) select * from x",
                "FROM s SELECT a",
                "(SELECT 1) UNION ALL (SELECT 2)",
                "-- a note\n/* settings query_mode='table' */ SELECT 1",
                "SELECT 'SETTINGS query_mode=1' FROM s",
                "SELECT 'it''s \\' SETTINGS query_mode=1' FROM s",
                "SELECT settings, query_mode = 1 FROM s WHERE settings = 1 AND query_mode = 2",
                "SELECT `SETTINGS` query_mode = 1 FROM s",
                "SELECT * FROM (SELECT * FROM s SETTINGS query_mode='table') WHERE kind = 'insert'",
                "SELECT a FROM s SETTINGS query_mode='table' UNION ALL SELECT a FROM t"
            })
    @DisplayName("A query gets the setting at its end, whatever its texts, comments and inner queries say")
    void addedAtTheEnd(String sql) {
        assertThat(TimeplusSql.tableMode(sql)).isEqualTo(sql + ADDED);
    }

    @Test
    @DisplayName("What stands behind the last word stays behind: semicolon, blanks, comment")
    void addedBeforeTheSemicolon() {
        assertThat(TimeplusSql.tableMode("SELECT 1 ; \n")).isEqualTo("SELECT 1" + ADDED + " ; \n");
        assertThat(TimeplusSql.tableMode("SELECT 1 -- the end;")).isEqualTo("SELECT 1" + ADDED + " -- the end;");
        assertThat(TimeplusSql.tableMode("SELECT 'open")).isEqualTo("SELECT 'open" + ADDED);
    }

    @Test
    @DisplayName("A query that has settings of its own gets one more")
    void addedToSettings() {
        assertThat(TimeplusSql.tableMode("SELECT a FROM s settings max_threads = 4, x='y' FORMAT JSON"))
                .isEqualTo("SELECT a FROM s settings query_mode = 'table', max_threads = 4, x='y' FORMAT JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a FROM s SETTINGS query_mode = 'streaming'",
                "SELECT a FROM s SETTINGS max_threads = 4, QUERY_MODE='table';",
                "INSERT INTO t SELECT * FROM s",
                "CREATE VIEW v AS SELECT * FROM s",
                "SHOW STREAMS",
                "EXPLAIN SELECT 1",
                "DESCRIBE s",
                "",
                " -- nothing"
            })
    @DisplayName("A query that sets its mode, and a statement that is no query, stay as they are")
    void leftAlone(String sql) {
        assertThat(TimeplusSql.tableMode(sql)).isEqualTo(sql);
    }
}
