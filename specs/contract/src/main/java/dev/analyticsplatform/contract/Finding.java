package dev.analyticsplatform.contract;

/**
 * What is wrong with a message, before it is known which one it was.
 *
 * @param message what is wrong
 * @param where the place of the document that is broken
 */
record Finding(String message, String where) {
    static Finding of(String subject, SchemaCheck.Finding finding) {
        String at = finding.at().isEmpty() ? "" : " at " + finding.at();
        return new Finding(subject + at + ": " + finding.message(), finding.where());
    }

    Violation in(String method, String path) {
        return new Violation(method, path, message, where);
    }
}
