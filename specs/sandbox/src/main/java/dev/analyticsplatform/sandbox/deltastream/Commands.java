package dev.analyticsplatform.sandbox.deltastream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The statements that there are, by the words with which they begin. Filled by one thread, then read by many. */
final class Commands {
    /** Runs a statement whose first words were read. */
    @FunctionalInterface
    interface Run {
        Outcome run(Words words, Session session);
    }

    private record Command(String words, Run run) {}

    private final List<Command> commands = new ArrayList<>();

    void on(String words, Run run) {
        commands.add(new Command(words, run));
        commands.sort(Comparator.comparing((Command command) -> command.words().length())
                .reversed());
    }

    Outcome run(Words words, Session session) {
        for (Command command : commands) {
            if (words.take(command.words())) {
                return command.run().run(words, session);
            }
        }
        throw words.unexpected("a statement");
    }
}
