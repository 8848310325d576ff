package dev.analyticsplatform.singlestore;

import dev.analyticsplatform.Column;
import dev.analyticsplatform.DataType;
import dev.analyticsplatform.client.singlestore.model.ExecOutput;
import dev.analyticsplatform.driver.RowData;
import dev.analyticsplatform.driver.RowSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a statement without rows did, as one row. */
final class SingleStoreOutcome implements RowSource {

    private static final List<Column> COLUMNS =
            List.of(new Column("rowsAffected", DataType.INTEGER, ""), new Column("lastInsertId", DataType.INTEGER, ""));

    private static final List<String> NAMES = COLUMNS.stream().map(Column::name).toList();

    private @Nullable RowData row;

    SingleStoreOutcome(ExecOutput output) {
        this.row = new RowData(NAMES, new @Nullable Object[] {output.getRowsAffected(), output.getLastInsertId()});
    }

    @Override
    public Optional<List<Column>> columns() {
        return Optional.of(COLUMNS);
    }

    @Override
    public @Nullable RowData next() {
        RowData only = row;
        row = null;
        return only;
    }

    @Override
    public Optional<String> queryId() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
