package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RowRecordsTest {

    private final ScriptedServer server = new ScriptedServer();
    private final AnalyticsPlatform platform = server.open();

    @AfterEach
    void close() {
        platform.close();
        server.close();
    }

    private Row row(String json) {
        return server.row(platform, json);
    }

    record Flight(
            String flightNumber,
            int seats,
            Long miles,
            boolean late,
            double load,
            @Nullable BigDecimal fare) {}

    @Test
    void componentsTakeTheirColumnsAlsoInSnakeCase() {
        var flight =
                row("{\"flight_number\":\"LH1\",\"seats\":180.0,\"miles\":9007199254740993,\"late\":true,\"load\":0.5,\"fare\":null}")
                        .as(Flight.class);

        assertThat(flight).isEqualTo(new Flight("LH1", 180, 9007199254740993L, true, 0.5, null));
    }

    record Both(String flightNumber) {}

    @Test
    void exactSpellingComesFirst() {
        assertThat(row("{\"flight_number\":\"snake\",\"flightNumber\":\"camel\"}")
                        .as(Both.class)
                        .flightNumber())
                .isEqualTo("camel");
    }

    record Place(double lat, double lon, @Nullable String name) {}

    record Stop(int no, @Nullable Place place) {}

    @Test
    void nestedRecords() {
        assertThat(row("{\"no\":1,\"place\":{\"lat\":1.5,\"lon\":-2}}").as(Stop.class))
                .isEqualTo(new Stop(1, new Place(1.5, -2, null)));
        assertThat(row("{\"no\":2,\"place\":null}").as(Stop.class)).isEqualTo(new Stop(2, null));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() ->
                        row("{\"no\":3,\"place\":{\"lat\":\"x\",\"lon\":0}}").as(Stop.class))
                .withMessageContaining("lat");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> row("{\"no\":4,\"place\":\"here\"}").as(Stop.class))
                .withMessageContaining("column place: is the text \"here\", not Place");
    }

    @SuppressWarnings("ArrayRecordComponent") // bytes are a type that a component may have
    record Kinds(
            BigInteger big,
            Instant at,
            LocalDate day,
            byte[] raw,
            UUID id,
            List<Object> list,
            Map<String, Object> map,
            Object any) {}

    @Test
    void everyKindOfComponent() {
        var kinds = row("{\"big\":18446744073709551616,\"at\":\"2024-03-01T00:00:00Z\",\"day\":\"2024-03-01\","
                        + "\"raw\":{\"__rockset_type\":\"bytes\",\"value\":\"AQ==\"},"
                        + "\"id\":\"6f1e0f1c-5d4b-4b6e-9b0a-111111111111\",\"list\":[1],\"map\":{\"a\":true},\"any\":1.5}")
                .as(Kinds.class);

        assertThat(kinds.big()).isEqualTo(BigInteger.TWO.pow(64));
        assertThat(kinds.at()).isEqualTo(Instant.parse("2024-03-01T00:00:00Z"));
        assertThat(kinds.day()).isEqualTo(LocalDate.of(2024, 3, 1));
        assertThat(kinds.raw()).containsExactly(1);
        assertThat(kinds.id()).isEqualTo(UUID.fromString("6f1e0f1c-5d4b-4b6e-9b0a-111111111111"));
        assertThat(kinds.list()).containsExactly(1L);
        assertThat(kinds.map()).containsEntry("a", true);
        assertThat(kinds.any()).isEqualTo(new BigDecimal("1.5"));
    }

    record One(long n) {}

    @Test
    void valuesThatDoNotFitAreRefusedWithTheColumn() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> row("{\"n\":\"7\"}").as(One.class))
                .withMessageContaining("column n");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> row("{\"n\":1.5}").as(One.class))
                .withMessageContaining("column n");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> row("{\"n\":null}").as(One.class))
                .withMessageContaining("column n is NULL, but the record component is a primitive");
    }

    record TwoWords(@Nullable String firstName) {}

    @Test
    @DisplayName("A component without a column is a mistake where columns are declared, else NULL")
    void missingColumns() {
        assertThat(row("{\"x\":1}").as(TwoWords.class)).isEqualTo(new TwoWords(null));
        server.answer("{\"column_fields\":[{\"name\":\"first_name\",\"type\":\"\"}],\"results\":[{}]}");
        assertThat(platform.queries().run("select first_name from t").as(TwoWords.class))
                .containsExactly(new TwoWords(null));
        server.answer("{\"column_fields\":[{\"name\":\"x\",\"type\":\"\"}],\"results\":[{\"x\":1}]}");
        var declared = platform.queries().run("select x from t").toList().get(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> declared.as(TwoWords.class))
                .withMessage("the result has no column firstName; it has [x]");
    }

    record Picky(int n) {
        Picky {
            if (n < 0) {
                throw new IllegalStateException("negative");
            }
        }
    }

    @Test
    void recordThatRefusesItsValues() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> row("{\"n\":-1}").as(Picky.class))
                .withMessageContaining("the record Picky refused the row")
                .withRootCauseInstanceOf(IllegalStateException.class);
    }

    record Unsupported(float n) {}

    record UnsupportedList(Thread n) {}

    @Test
    @DisplayName("A component of a type that no getter gives is a mistake of the program, not of the answer")
    void unsupportedComponents() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> row("{\"n\":1}").as(Unsupported.class))
                .withMessageContaining("n")
                .withMessageContaining("float");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> row("{\"n\":null}").as(UnsupportedList.class))
                .withMessageContaining("Thread");
    }
}
