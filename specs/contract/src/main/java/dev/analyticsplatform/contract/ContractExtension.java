package dev.analyticsplatform.contract;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each JUnit Jupiter test a {@link ContractServer} of its own, and fails the test that sent a bad request.
 *
 * <pre>{@code
 * @RegisterExtension
 * final ContractExtension contract = ContractExtension.of("rockset/api");
 *
 * @Test
 * void lists() {
 *     MyClient client = new MyClient(contract.server().url());
 *     ...
 * }
 * }</pre>
 *
 * <p>A test method may also take a {@code ContractServer} parameter; tests that run in parallel and share one extension
 * must.
 */
public final class ContractExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ContractExtension.class);

    private final String document;
    private volatile @Nullable ContractServer server;

    private ContractExtension(String document) {
        this.document = document;
    }

    /**
     * {@return an extension for a document}
     *
     * @param document the document's name, such as {@code rockset/api}
     */
    public static ContractExtension of(String document) {
        return new ContractExtension(document);
    }

    /**
     * {@return the server of the test that runs}
     *
     * @throws IllegalStateException if no test runs
     */
    public ContractServer server() {
        ContractServer running = server;
        if (running == null) {
            throw new IllegalStateException("The contract server runs during a test only");
        }
        return running;
    }

    /** {@return the base URL of the server of the test that runs, with a slash at the end} */
    public String url() {
        return server().url();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        ContractServer started = ContractServer.start(ApiDocument.named(document));
        context.getStore(NAMESPACE).put(this, started);
        server = started;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        server = null;
        ContractServer started = context.getStore(NAMESPACE).remove(this, ContractServer.class);
        if (started != null) {
            started.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ContractServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).get(this, ContractServer.class);
    }
}
