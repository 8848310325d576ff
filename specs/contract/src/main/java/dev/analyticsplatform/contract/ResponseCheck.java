package dev.analyticsplatform.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks a whole response. */
final class ResponseCheck {
    private final SchemaCheck schemas;
    private final BodyCheck bodies;

    ResponseCheck(Place document) {
        schemas = new SchemaCheck(document.node(), JsonSchemaForm.Direction.RESPONSE);
        bodies = new BodyCheck(schemas, false);
    }

    List<Violation> check(ApiOperation operation, ApiResponse response) {
        Place responses = operation.responses();
        Place documented = documented(responses, response.status());
        List<Finding> findings = new ArrayList<>();
        if (documented.exists()) {
            headers(response, documented, findings);
            body(operation, response, documented, findings);
        } else {
            findings.add(new Finding(
                    "response status " + response.status() + " is not in the document, which has "
                            + responses.members().keySet(),
                    responses.where()));
        }
        return findings.stream()
                .map(finding -> finding.in(operation.method(), operation.pathTemplate()))
                .toList();
    }

    private static Place documented(Place responses, int status) {
        for (String key : List.of(Integer.toString(status), status / 100 + "XX", "default")) {
            if (responses.node().has(key)) {
                return responses.child(key);
            }
        }
        return Place.missing(responses.root());
    }

    private void headers(ApiResponse response, Place documented, List<Finding> findings) {
        documented.child("headers").members().forEach((name, header) -> {
            Optional<String> value = response.header(name);
            String subject = "response header '" + name + "'";
            if (value.isEmpty() && header.flag("required")) {
                findings.add(new Finding(subject + " is required and missing", header.where()));
            } else if (value.isPresent() && header.child("schema").exists()) {
                TextValues.check(value.get(), header.child("schema"), schemas)
                        .forEach(finding -> findings.add(Finding.of(subject, finding)));
            }
        });
    }

    private void body(ApiOperation operation, ApiResponse response, Place documented, List<Finding> findings) {
        Place content = documented.child("content");
        boolean empty = response.body().length == 0;
        if (operation.method().equals("HEAD")) {
            return;
        }
        Optional<String> contentType = response.header("Content-Type");
        if (content.members().isEmpty()) {
            if (!empty) {
                findings.add(new Finding(
                        "response " + response.status() + " has a body, the document has none", documented.where()));
            }
        } else if (contentType.isEmpty()) {
            findings.add(new Finding(
                    "response " + response.status() + " has no Content-Type, the document has "
                            + content.members().keySet(),
                    content.where()));
        } else {
            findings.addAll(bodies.check(
                    "response body of status " + response.status(), response.body(), contentType.get(), content));
        }
    }
}
