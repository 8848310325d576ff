package dev.analyticsplatform.sandbox.singlestore;

import dev.analyticsplatform.sandbox.vendor.Answer;
import dev.analyticsplatform.sandbox.vendor.Exchange;
import dev.analyticsplatform.sandbox.vendor.Handlers;
import dev.analyticsplatform.sandbox.vendor.Json;
import dev.analyticsplatform.sandbox.vendor.Part;
import dev.analyticsplatform.sandbox.vendor.Refusal;
import java.util.Optional;
import okio.ByteString;

/** Tag Stage: the files of a workspace group. Their bytes come from another address, as at the vendor. */
final class StageHandler {
    private final Org org;
    private final Downloads downloads;

    StageHandler(Org org, Downloads downloads, Handlers handlers) {
        this.org = org;
        this.downloads = downloads;
        handlers.on("listStageRoot", exchange -> Answer.ok(stage(exchange).shown("")))
                .on("getStageObject", this::get)
                .on("putStageObject", this::put)
                .on("moveStageObject", this::move)
                .on("deleteStageObject", this::delete);
    }

    private Stage stage(Exchange exchange) {
        return org.liveGroup(exchange.path("workspaceGroupID")).stage;
    }

    private static String path(Exchange exchange) {
        return bare(exchange.path("path"));
    }

    /** The vendor's own client begins paths with a slash, or with none; both mean the same. */
    private static String bare(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private Answer get(Exchange exchange) {
        Stage stage = stage(exchange);
        String path = stage.find(path(exchange));
        Optional<ByteString> content = stage.content(path);
        if (content.isEmpty() || exchange.query("metadata").orElse("").equals("true")) {
            return Answer.ok(stage.shown(path));
        }
        String url = downloads.offer(exchange.path("workspaceGroupID"), path, content.get());
        return Answer.empty(307).with("Location", url);
    }

    private Answer put(Exchange exchange) {
        String path = path(exchange);
        Stage stage = Org.named(() -> stage(exchange));
        boolean folder =
                path.endsWith("/") || exchange.query("isFile").orElse("").equals("false");
        if (folder) {
            path = path.endsWith("/") ? path : path + "/";
            stage.put(path, null, org.now());
        } else {
            stage.put(path, file(exchange), org.now());
        }
        return Answer.ok(Stage.reference(path));
    }

    private static ByteString file(Exchange exchange) {
        if (exchange.size() == 0) {
            return ByteString.EMPTY;
        }
        return exchange.parts().stream()
                .filter(part -> part.name().equals("file"))
                .map(Part::content)
                .findFirst()
                .orElseThrow(() -> new Refusal(400, "", "The multipart body has no part named 'file'"));
    }

    private Answer move(Exchange exchange) {
        String to = bare(Json.text(exchange.body(), "newPath", ""));
        return Answer.ok(Stage.reference(stage(exchange).move(path(exchange), to, org.now())));
    }

    private Answer delete(Exchange exchange) {
        String path = path(exchange);
        stage(exchange).delete(path);
        return Answer.ok(Stage.reference(path));
    }
}
