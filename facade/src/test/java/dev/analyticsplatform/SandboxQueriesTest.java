package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.analyticsplatform.client.rockset.api.QueriesApi;
import dev.analyticsplatform.client.rockset.api.WorkspacesApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxQueriesTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final SandboxPlatform sandbox = new SandboxPlatform();
    private final AnalyticsPlatform platform = sandbox.platform();

    @BeforeEach
    void numbers() {
        sandbox.numbers("numbers", 100);
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void parametersReachTheQuery() {
        var statement = Statement.of("select n from commons.numbers where n >= :low and n < :high order by n")
                .bind("low", 5)
                .bind("high", 8L);

        try (var rows = platform.queries().run(statement)) {
            assertThat(rows.stream().map(row -> row.getInt("n"))).containsExactly(5, 6, 7);
            assertThat(rows.queryId()).isPresent();
            assertThat(rows.columns())
                    .hasValueSatisfying(columns ->
                            assertThat(columns).extracting(Column::name).containsExactly("n"));
        }
    }

    record Counted(long n) {}

    @Test
    void rowsAsRecords() {
        try (var rows = platform.queries().run("select n from commons.numbers order by n limit 2")) {
            assertThat(rows.as(Counted.class)).containsExactly(new Counted(0), new Counted(1));
        }
    }

    @Test
    void wrongSqlIsQueryFailed() {
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() ->
                        platform.queries().run("select n from commons.nowhere").toList())
                .satisfies(e -> assertThat(e.retryable()).isFalse());
        assertThatExceptionOfType(AnalyticsException.class)
                .isThrownBy(() -> platform.queries().run("selct 1").toList());
    }

    @Test
    @DisplayName("A job runs at the vendor, is found by its id, listed while it is active, and read more than once")
    void job() {
        var job = platform.queries()
                .submit(Statement.of("select n from commons.numbers where n < :x order by n")
                        .bind("x", 3));
        job.await(LIMIT);

        assertThat(job.rows().toList()).extracting(row -> row.getLong("n")).containsExactly(0L, 1L, 2L);
        var again = platform.queries().job(job.id());
        assertThat(again.status().state()).isEqualTo(QueryState.COMPLETED);
        assertThat(again.rows().toList()).hasSize(3);
        assertThat(again.status().sql())
                .hasValueSatisfying(sql -> assertThat(sql).startsWith("select n"));
        assertThat(platform.queries().list().toList())
                .extracting(QueryStatus::id)
                .doesNotContain(job.id());
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> platform.queries().job("0:0:0"));
    }

    @Test
    void resultOfSeveralPages() {
        sandbox.numbers("many", 25_000);
        var job = platform.queries()
                .submit(Statement.of("select n from commons.many order by n"))
                .await(LIMIT);

        try (var rows = job.rows()) {
            var seen = new ArrayList<Long>();
            rows.forEach(row -> seen.add(row.getLong("n")));
            assertThat(seen).hasSize(25_000).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void failedJob() {
        var job = platform.queries().submit(Statement.of("select n from commons.nowhere"));
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> job.await(LIMIT))
                .withMessageContaining("nowhere")
                .satisfies(e -> assertThat(e.context().requestId()).hasValue(job.id()));
    }

    @Test
    void validate() {
        var info = platform.queries().validate(Statement.of("select n from commons.numbers where n = :x"));
        assertThat(info.datasets()).containsExactly("commons.numbers");
        assertThat(info.parameters()).containsExactly("x");
        assertThatExceptionOfType(AnalyticsException.class)
                .isThrownBy(() -> platform.queries().validate(Statement.of("selct")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ApiKeysApi",
                "CollectionsApi",
                "DocumentsApi",
                "QueryLambdasApi",
                "CustomRolesApi",
                "UsersApi",
                "IntegrationsApi",
                "ViewsApi",
                "VirtualInstancesApi",
                "QueriesApi",
                "WorkspacesApi",
                "SourcesApi",
                "AliasesApi",
                "DeploymentSettingsApi",
                "OrganizationsApi",
                "ScheduledLambdasApi",
                "SharedLambdasApi"
            })
    @DisplayName("Each generated interface is bound to the platform's client")
    void everyGeneratedInterface(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName(QueriesApi.class.getPackageName() + "." + name);
        assertThat(platform.api(type)).isInstanceOf(type).isSameAs(platform.api(type));
        var method = Arrays.stream(type.getMethods())
                .filter(each -> each.getParameterCount() == 0)
                .findFirst();
        if (method.isPresent()) {
            var call = (retrofit2.Call<?>) method.get().invoke(platform.api(type));
            assertThat(callStatus(call)).isIn(200, 501);
        }
    }

    private static int callStatus(retrofit2.Call<?> call) {
        try {
            return call.execute().code();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void strangersAreRefused() {
        for (Class<?> stranger : new Class<?>[] {Runnable.class, String.class, retrofit2.Call.class}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> platform.api(stranger))
                    .withMessageContaining("is not a generated interface of Rockset");
        }
    }

    @Test
    @DisplayName("After close everything refuses, calls through api() too")
    void useAfterClose() {
        var api = platform.api(WorkspacesApi.class);
        var job = platform.queries().submit(Statement.of("select 1"));
        platform.close();

        assertThatIllegalStateException().isThrownBy(() -> platform.queries().run("select 1"));
        assertThatIllegalStateException().isThrownBy(() -> platform.queries().list());
        assertThatIllegalStateException()
                .isThrownBy(() -> platform.savedQueries().list());
        assertThatIllegalStateException()
                .isThrownBy(() -> platform.ingestion().append(QualifiedName.of("x"), java.util.List.of()));
        assertThatIllegalStateException().isThrownBy(job::rows);
        assertThatExceptionOfType(java.io.IOException.class)
                .isThrownBy(() -> api.listWorkspaces().execute());
    }

    @Test
    void async() throws Exception {
        var executor = Executors.newSingleThreadExecutor();
        try {
            var count = platform.async(
                    p -> p.queries()
                            .run("select n from commons.numbers")
                            .toList()
                            .size(),
                    executor);
            assertThat(count.get(60, TimeUnit.SECONDS)).isEqualTo(100);
            var failed = platform.async(
                    p -> p.queries().run("select n from commons.nowhere").toList(), executor);
            assertThat(failed)
                    .failsWithin(Duration.ofSeconds(60))
                    .withThrowableThat()
                    .withCauseInstanceOf(QueryFailedException.class);
        } finally {
            executor.shutdown();
        }
    }

    @Test
    @DisplayName("Eight threads share one platform, each with its own statement and rows")
    void eightThreads() throws Exception {
        var executor = Executors.newFixedThreadPool(8);
        try {
            var tasks = new ArrayList<Callable<Long>>();
            for (int i = 0; i < 80; i++) {
                var statement = Statement.of("select n from commons.numbers where n = :i")
                        .bind("i", i);
                tasks.add(() -> {
                    var rows = platform.queries().run(statement).toList();
                    assertThat(rows).hasSize(1);
                    return rows.get(0).getLong("n");
                });
            }
            var results = executor.invokeAll(tasks, 120, TimeUnit.SECONDS);
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo(i);
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
