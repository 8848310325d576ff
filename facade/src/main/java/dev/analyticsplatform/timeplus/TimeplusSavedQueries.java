package dev.analyticsplatform.timeplus;

import dev.analyticsplatform.ConflictException;
import dev.analyticsplatform.ErrorContext;
import dev.analyticsplatform.NotFoundException;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.SavedQuery;
import dev.analyticsplatform.Statement;
import dev.analyticsplatform.client.timeplus.api.SavedQueriesApi;
import dev.analyticsplatform.client.timeplus.model.CreateSavedQueryRequest;
import dev.analyticsplatform.driver.Page;
import dev.analyticsplatform.driver.RowSource;
import dev.analyticsplatform.driver.SavedQueriesDriver;
import dev.analyticsplatform.engine.http.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Saved queries; Timeplus tells them apart by id, so a name is looked up in the list. */
final class TimeplusSavedQueries implements SavedQueriesDriver {

    private final Transport transport;
    private final TimeplusQueries queries;
    private final SavedQueriesApi api;

    TimeplusSavedQueries(Transport transport, TimeplusQueries queries) {
        this.transport = transport;
        this.queries = queries;
        this.api = transport.api(SavedQueriesApi.class);
    }

    @Override
    public Page<SavedQuery> list(@Nullable String cursor) {
        return Page.only(transport.call(api.listSavedQueries()).stream()
                .map(this::savedQuery)
                .toList());
    }

    @Override
    public SavedQuery get(QualifiedName name) {
        return find(name).orElseThrow(() -> new NotFoundException(context(), "there is no saved query " + name, null));
    }

    @Override
    public SavedQuery save(SavedQuery query) {
        var request = new CreateSavedQueryRequest()
                .name(query.name().name())
                .sql(query.statement().sql())
                .description(query.description().orElse(null));
        var before = find(query.name());
        var kept = transport.call(
                before.isPresent() ? api.updateSavedQuery(id(before.get()), request) : api.createSavedQuery(request));
        return savedQuery(kept);
    }

    @Override
    public RowSource run(QualifiedName name, Map<String, @Nullable Object> parameters) {
        return queries.run(get(name).statement());
    }

    @Override
    public void delete(QualifiedName name) {
        transport.callForOptional(api.deleteSavedQuery(id(get(name))));
    }

    private Optional<SavedQuery> find(QualifiedName name) {
        String local = TimeplusMapping.local(name, "listSavedQueries");
        List<SavedQuery> found = transport.call(api.listSavedQueries()).stream()
                .filter(query -> local.equals(query.getName()))
                .map(this::savedQuery)
                .toList();
        if (found.size() > 1) {
            throw new ConflictException(
                    context(),
                    "there are " + found.size() + " saved queries " + name + ", with the ids "
                            + found.stream().map(TimeplusSavedQueries::id).toList() + "; delete all but one",
                    null);
        }
        return found.stream().findFirst();
    }

    private static String id(SavedQuery query) {
        return query.version().orElseThrow();
    }

    private SavedQuery savedQuery(dev.analyticsplatform.client.timeplus.model.SavedQuery query) {
        if (query.getId() == null || query.getSql() == null) {
            throw transport.failure(
                    "listSavedQueries",
                    TimeplusErrors.malformed("saved query " + query.getName() + " lacks its id or SQL"));
        }
        return new SavedQuery(
                TimeplusMapping.name(query.getName()),
                Statement.of(query.getSql()),
                TimeplusMapping.description(query.getDescription()),
                Optional.of(query.getId()));
    }

    private static ErrorContext context() {
        return ErrorContext.of(TimeplusProvider.VENDOR, "listSavedQueries");
    }
}
