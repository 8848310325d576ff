package dev.analyticsplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class QueryJobTest {

    private static final String ID = "6f1e:abc:0";

    private final ScriptedServer server = new ScriptedServer();
    private final AnalyticsPlatform platform = server.open();

    @AfterEach
    void close() {
        platform.close();
        server.close();
    }

    private QueryJob submit() throws InterruptedException {
        server.answer("{\"query_id\":\"" + ID + "\",\"status\":\"QUEUED\",\"stats\":{}}");
        var job = platform.queries().submit(Statement.of("select 1"));
        server.take();
        return job;
    }

    private void state(String status) {
        server.answer("{\"data\":{\"query_id\":\"" + ID + "\",\"status\":\"" + status + "\"}}");
    }

    @Test
    void submitAsksForAJobAndSendsNothingMoreForItsStatus() throws InterruptedException {
        server.answer("{\"query_id\":\"" + ID + "\",\"status\":\"QUEUED\"}");
        var job = platform.queries().submit(Statement.of("select 1"));

        assertThat(ScriptedServer.bodyJson(server.take()).get("async").getAsBoolean())
                .isTrue();
        assertThat(job.id()).isEqualTo(ID);
        assertThat(job.status().state()).isEqualTo(QueryState.QUEUED);
        assertThat(job.toString()).isEqualTo("QueryJob[6f1e:abc:0, QUEUED]");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName("await polls with growing waits until the job is done, on the injected clock")
    void awaitPolls() throws InterruptedException {
        var job = submit();
        state("QUEUED");
        state("RUNNING");
        state("SOME_NEW_STATE");
        state("COMPLETED");

        assertThat(job.await(Duration.ofMinutes(1))).isSameAs(job);
        assertThat(job.status().state()).isEqualTo(QueryState.COMPLETED);
        assertThat(server.time().waits())
                .containsExactly(Duration.ofMillis(100), Duration.ofMillis(150), Duration.ofMillis(225));
        assertThat(server.take().getTarget()).isEqualTo("/v1/orgs/self/queries/6f1e:abc:0");
        int asked = server.requests();
        job.await(Duration.ofMinutes(1));
        assertThat(server.requests())
                .as("a job that is over is not asked about")
                .isEqualTo(asked);
    }

    @Test
    void failedJobTellsReasonAndId() throws InterruptedException {
        var job = submit();
        server.answer("{\"data\":{\"query_id\":\"" + ID + "\",\"status\":\"ERROR\","
                + "\"query_errors\":[{\"type\":\"QUERY_ERROR\",\"message\":\"no such column\"}]}}");

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(QueryFailedException.class)
                    .isThrownBy(() -> job.await(Duration.ofMinutes(1)))
                    .withMessageContaining("no such column")
                    .satisfies(e -> assertThat(e.context().requestId()).hasValue(ID));
        }
        assertThat(job.status().error()).hasValue("no such column");
    }

    @Test
    void cancelledJob() throws InterruptedException {
        var job = submit();
        state("CANCELLED");
        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> job.await(Duration.ofMinutes(1)))
                .withMessageContaining("the query was cancelled");
    }

    @Test
    void deadline() throws InterruptedException {
        var job = submit();
        for (int i = 0; i < 10; i++) {
            state("RUNNING");
        }
        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() -> job.await(Duration.ofMillis(500)))
                .withMessageContaining("waited 0.5 s in vain for query " + ID);
        assertThat(server.time().waits().stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofMillis(500));
    }

    @Test
    @DisplayName("An interrupt ends the wait at once and the thread's flag is kept; the job is not cancelled")
    void interrupt() throws InterruptedException {
        var job = submit();
        state("RUNNING");
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(CancelledException.class).isThrownBy(() -> job.await(Duration.ofMinutes(1)));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    @DisplayName("Rows of a job come page by page, and a page is asked for when the one before is used up")
    void rowsInPages() throws InterruptedException {
        var job = submit();
        server.answer("{\"results\":[{\"n\":1},{\"n\":2}],\"pagination\":{\"next_cursor\":\"c 2/&\"}}");
        server.answer("{\"pagination\":{\"next_cursor\":\"c3\"},\"results\":[]}");
        server.answer("{\"results\":[{\"n\":3}],\"pagination\":{\"next_cursor\":null}}");
        int before = server.requests();

        try (var rows = job.rows()) {
            var iterator = rows.iterator();
            assertThat(iterator.next().getLong("n")).isEqualTo(1);
            assertThat(iterator.next().getLong("n")).isEqualTo(2);
            assertThat(server.requests() - before).isEqualTo(1);
            assertThat(iterator.next().getLong("n")).isEqualTo(3);
            assertThat(iterator.hasNext()).isFalse();
            assertThat(iterator.hasNext()).isFalse();
        }
        assertThat(server.take().getUrl().queryParameter("cursor")).isNull();
        assertThat(server.take().getUrl().queryParameter("cursor")).isEqualTo("c 2/&");
        assertThat(server.take().getUrl().queryParameter("cursor")).isEqualTo("c3");
    }

    @Test
    void nextCursorInASynchronousAnswerIsFollowed() throws InterruptedException {
        server.answer("{\"query_id\":\"" + ID
                + "\",\"results\":[{\"n\":1}],\"status\":\"COMPLETED\",\"pagination\":{\"next_cursor\":\"c2\"}}");
        server.answer("{\"results\":[{\"n\":2}],\"pagination\":{}}");

        assertThat(platform.queries().run("select 1").toList())
                .extracting(row -> row.getLong("n"))
                .containsExactly(1L, 2L);
        server.take();
        assertThat(server.take().getTarget()).startsWith("/v1/orgs/self/queries/6f1e:abc:0/pages?cursor=c2");
    }

    @Test
    void repeatedCursorIsRefused() throws InterruptedException {
        var job = submit();
        server.answer("{\"results\":[{\"n\":1}],\"pagination\":{\"next_cursor\":\"c2\"}}");
        server.answer("{\"results\":[{\"n\":1}],\"pagination\":{\"next_cursor\":\"c2\"}}");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> job.rows().toList())
                .withMessageContaining("same page cursor twice");
    }

    @Test
    @DisplayName("A page that fails fails the rows; a page without results is no end")
    void failingPages() throws InterruptedException {
        var job = submit();
        server.answer("{\"results\":[{\"n\":1}],\"pagination\":{\"next_cursor\":\"c2\"}}")
                .answer(404, "{\"type\":\"NOTFOUND\",\"message\":\"expired\"}");
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> job.rows().toList());
        server.answer("{\"results\":[{\"n\":1}],\"pagination\":{\"next_cursor\":\"c2\"}}")
                .answer("{\"pagination\":{}}");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> job.rows().toList());
    }

    @Test
    void cancelOfAFinishedJobSendsNothing() throws InterruptedException {
        var job = submit();
        state("COMPLETED");
        job.await(Duration.ofSeconds(1));
        int before = server.requests();

        assertThat(job.cancel().state()).isEqualTo(QueryState.COMPLETED);
        assertThat(server.requests()).isEqualTo(before);
    }

    @Test
    void cancelOfARunningJob() throws InterruptedException {
        var job = submit();
        state("RUNNING");
        state("CANCELLED");
        assertThat(job.cancel().state()).isEqualTo(QueryState.CANCELLED);
        assertThat(server.take().getMethod()).isEqualTo("GET");
        assertThat(server.take().getMethod()).isEqualTo("DELETE");
    }

    @Test
    void submitThatFailsInsideA200() {
        server.answer("{\"query_id\":\"" + ID
                + "\",\"status\":\"ERROR\",\"query_errors\":[{\"type\":\"QUERY_ERROR\",\"message\":\"bad sql\"}]}");
        assertThatExceptionOfType(QueryFailedException.class)
                .isThrownBy(() -> platform.queries().submit(Statement.of("selct")))
                .withMessageContaining("bad sql");
        server.answer("{\"status\":\"QUEUED\"}");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> platform.queries().submit(Statement.of("select 1")))
                .withMessageContaining("lacks query_id");
    }

    @Test
    @DisplayName("A job is never started twice: 503 and a lost answer are not retried")
    void submitIsNotResent() {
        server.answer(503, "{\"message\":\"busy\"}");
        assertThatExceptionOfType(ServerException.class)
                .isThrownBy(() -> platform.queries().submit(Statement.of("select 1")));
        assertThat(server.requests()).isEqualTo(1);
    }
}
