package dev.analyticsplatform.engine.http;

/** Who we say we are. */
final class UserAgent {

    private UserAgent() {}

    /** The version is in the manifest of our jar; there is none when classes are loaded from a folder. */
    static String text() {
        var version = UserAgent.class.getPackage().getImplementationVersion();
        return "analytics-platform-java/" + (version == null ? "development" : version);
    }
}
