package dev.analyticsplatform.sandbox.timeplus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.analyticsplatform.sandbox.vendor.Json;
import java.util.List;

/** Finds the columns by which a query groups. */
final class GroupBy {
    private GroupBy() {}

    static ArrayNode columns(String sql) {
        ArrayNode columns = Json.array();
        List<SqlToken> tokens = SqlToken.read(sql);
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (tokens.get(i).is("GROUP") && tokens.get(i + 1).is("BY")) {
                for (int at = i + 2; at < tokens.size() && tokens.get(at).isName(); at += 2) {
                    columns.add(tokens.get(at).value());
                    if (at + 1 < tokens.size() && !tokens.get(at + 1).isSign(",")) {
                        break;
                    }
                }
            }
        }
        return columns;
    }
}
