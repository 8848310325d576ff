package dev.analyticsplatform.rockset;

import com.google.gson.JsonObject;
import dev.analyticsplatform.QualifiedName;
import dev.analyticsplatform.RowRejection;
import dev.analyticsplatform.client.rockset.JSON;
import dev.analyticsplatform.client.rockset.api.DocumentsApi;
import dev.analyticsplatform.client.rockset.model.AddDocumentsRequest;
import dev.analyticsplatform.client.rockset.model.DocumentStatus;
import dev.analyticsplatform.driver.IngestionDriver;
import dev.analyticsplatform.engine.JsonSize;
import dev.analyticsplatform.engine.http.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Documents added to collections; HTTP 200 says nothing about a single document, so each status is read. */
final class RocksetIngestion implements IngestionDriver<JsonObject> {

    private static final int MAX_DOCUMENTS = 20_000;

    /** The vendor's 10 MiB, less the envelope around the documents. */
    private static final long MAX_BYTES = (10L << 20) - 64;

    private final Transport transport;
    private final DocumentsApi api;

    RocksetIngestion(Transport transport) {
        this.transport = transport;
        this.api = transport.api(DocumentsApi.class);
    }

    @Override
    public int maxRows() {
        return MAX_DOCUMENTS;
    }

    @Override
    public long maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public JsonObject encode(Map<String, ? extends @Nullable Object> row) {
        return RocksetValues.toJson(row).getAsJsonObject();
    }

    @Override
    public long bytes(JsonObject row) {
        return JsonSize.of(JSON.gson(), row) + 1;
    }

    @Override
    public List<RowRejection> write(QualifiedName dataset, List<JsonObject> batch) {
        var request = new AddDocumentsRequest().data(List.copyOf(batch));
        var answer = transport.call(api.addDocuments(dataset.namespace().orElseThrow(), dataset.name(), request));
        var statuses = Optional.ofNullable(answer.getData()).orElse(List.of());
        if (statuses.size() != batch.size()) {
            throw transport.failure(
                    "addDocuments",
                    RocksetErrors.malformed(
                            batch.size() + " documents were sent, but the answer tells of " + statuses.size()));
        }
        var rejections = new ArrayList<RowRejection>();
        for (int i = 0; i < statuses.size(); i++) {
            DocumentStatus status = statuses.get(i);
            if (status == null) {
                throw transport.failure(
                        "addDocuments",
                        RocksetErrors.malformed("the status of document " + i + " of the request is null"));
            }
            if (DocumentStatus.StatusEnum.ERROR.equals(status.getStatus()) || status.getError() != null) {
                rejections.add(rejection(i, status));
            }
        }
        return rejections;
    }

    private static RowRejection rejection(int index, DocumentStatus status) {
        var error = status.getError();
        String message = error == null ? null : error.getMessage();
        return new RowRejection(
                index,
                message == null ? "the vendor gave no reason" : message,
                Optional.ofNullable(error == null ? null : error.getType()).map(type -> type.getValue()));
    }
}
