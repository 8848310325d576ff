package dev.analyticsplatform.sandbox;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Starts a sandbox from a shell, prints where it listens and the key to use, and runs until it is interrupted.
 *
 * <p>Arguments: the vendor, then {@code --port N} (8080 by default, 0 for any free one), {@code --key K} (may be
 * repeated; a random one by default), and {@code --time-scale S} (share of the vendor's own durations that transitions
 * take; 1 by default). Exits with 2 on arguments that make no sense, with 1 if the port is taken.
 */
public final class Main {
    private static final String USAGE = """
            Usage: java -jar ... <vendor> [--port <number>] [--key <key>]... [--time-scale <share>]
              <vendor>              one of: %s
              --port <number>       where to listen on 127.0.0.1; 8080 by default, 0 for any free port
              --key <key>           a key to authenticate with; a random one by default
              --time-scale <share>  share of the vendor's durations that transitions take; 1 by default""";

    private Main() {}

    /** Runs until the process is interrupted. */
    public static void main(String[] arguments) throws InterruptedException {
        Sandbox sandbox;
        try {
            sandbox = start(List.of(arguments), System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE.formatted(String.join(", ", Sandbox.vendors())));
            System.exit(2);
            return;
        } catch (UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-shutdown"));
        new CountDownLatch(1).await();
    }

    /** Starts what the arguments ask for and prints where it is. */
    static Sandbox start(List<String> arguments, PrintStream out) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("No vendor was named");
        }
        Sandbox.Builder builder = Sandbox.of(rest.pop()).port(8080).timeScale(1);
        while (!rest.isEmpty()) {
            String option = rest.pop();
            String value = rest.isEmpty() ? "" : rest.pop();
            if (value.isEmpty()) {
                throw new IllegalArgumentException("No value for " + option);
            }
            switch (option) {
                case "--port" -> builder.port(port(value));
                case "--key" -> builder.key(value);
                case "--time-scale" -> builder.timeScale(number(option, value));
                default -> throw new IllegalArgumentException("There is no option " + option);
            }
        }
        Sandbox sandbox = builder.start();
        out.println("Sandbox of " + sandbox.vendor() + " at " + sandbox.url());
        out.println("Key: " + sandbox.key());
        out.println("Stop it with Ctrl-C.");
        out.flush();
        return sandbox;
    }

    private static int port(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--port needs a whole number, not '" + value + "'", e);
        }
    }

    private static double number(String option, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " needs a number, not '" + value + "'", e);
        }
    }
}
