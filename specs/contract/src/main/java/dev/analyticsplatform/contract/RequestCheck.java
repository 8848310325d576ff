package dev.analyticsplatform.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks a whole request. */
final class RequestCheck {
    private final ApiDocument document;
    private final ParameterCheck parameters;
    private final SecurityCheck security;
    private final BodyCheck bodies;
    private final Place paths;

    RequestCheck(ApiDocument document, Place root) {
        this.document = document;
        SchemaCheck schemas = new SchemaCheck(root.node(), JsonSchemaForm.Direction.REQUEST);
        parameters = new ParameterCheck(schemas, document.secrets());
        security = new SecurityCheck(root);
        bodies = new BodyCheck(schemas, true);
        paths = root.child("paths");
    }

    List<Violation> check(ApiRequest request) {
        Optional<ApiOperation> operation = document.match(request.method(), request.path());
        List<Finding> findings =
                operation.map(known -> check(known, request)).orElseGet(() -> List.of(noOperation(request)));
        return findings.stream()
                .map(finding -> finding.in(request.method(), request.path()))
                .toList();
    }

    private List<Finding> check(ApiOperation operation, ApiRequest request) {
        List<Finding> findings = new ArrayList<>(parameters.check(operation, request));
        findings.addAll(security.check(operation, request));
        accept(operation, request, findings);
        body(operation, request, findings);
        return findings;
    }

    private void body(ApiOperation operation, ApiRequest request, List<Finding> findings) {
        Place body = operation.requestBody();
        boolean empty = request.body().length == 0;
        if (!body.exists()) {
            if (!empty) {
                findings.add(new Finding(
                        "the operation takes no request body, " + request.body().length + " bytes were sent",
                        operation.place().where()));
            }
            return;
        }
        Optional<String> contentType = request.header("Content-Type");
        if (empty && body.flag("required") && !emptyFits(contentType)) {
            findings.add(new Finding("the request body is required and missing", body.where()));
        } else if (!empty && contentType.isEmpty()) {
            findings.add(new Finding(
                    "the request has no Content-Type, the document has "
                            + body.child("content").members().keySet(),
                    body.where()));
        } else if (!empty) {
            findings.addAll(bodies.check("request body", request.body(), contentType.get(), body.child("content")));
        }
    }

    /** An uploaded file may be empty. */
    private static boolean emptyFits(Optional<String> contentType) {
        return contentType
                .filter(type -> !MediaTypes.json(type) && !MediaTypes.form(type) && !MediaTypes.multipart(type))
                .isPresent();
    }

    private static void accept(ApiOperation operation, ApiRequest request, List<Finding> findings) {
        Set<String> types = new TreeSet<>();
        operation
                .responses()
                .members()
                .values()
                .forEach(response ->
                        types.addAll(response.child("content").members().keySet()));
        List<String> accept = request.headers().getOrDefault("Accept", List.of());
        if (!accept.isEmpty() && !types.isEmpty() && !MediaTypes.accepted(accept, types)) {
            findings.add(new Finding(
                    "header 'Accept: " + String.join(", ", accept) + "' admits none of " + types,
                    operation.responses().where()));
        }
    }

    private Finding noOperation(ApiRequest request) {
        List<ApiOperation> others = document.at(request.path());
        if (others.isEmpty()) {
            return new Finding("no operation of " + document.name() + " has this path", paths.where());
        }
        return new Finding(
                "no operation of " + document.name() + " has this method here, the document has "
                        + others.stream()
                                .map(ApiOperation::method)
                                .sorted()
                                .distinct()
                                .toList(),
                paths.child(others.get(0).pathTemplate()).where());
    }
}
