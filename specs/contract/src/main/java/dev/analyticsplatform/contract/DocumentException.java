package dev.analyticsplatform.contract;

/** A document or its overlay cannot be used; the message says which one, where and what to do. Holds no stack trace. */
final class DocumentException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    DocumentException(String message) {
        super(message);
    }

    // A fault of a file, not of code: the build shows the message alone.
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
