package dev.analyticsplatform.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path with parameters, such as {@code /ws/{workspace}/lambdas/{name}}, matched against paths as sent. */
final class PathTemplate {
    /** Literal segments before parameters, from the left: {@code /queries/validations} before {@code /queries/{id}}. */
    static final Comparator<PathTemplate> MOST_LITERAL_FIRST = Comparator.comparing(PathTemplate::rank);

    private static final Pattern PARAMETER = Pattern.compile("\\{([^{}/]+)}");

    private final List<Segment> segments;

    PathTemplate(String template) {
        List<Segment> parsed = new ArrayList<>();
        for (String segment : template.split("/", -1)) {
            parsed.add(Segment.of(segment));
        }
        segments = List.copyOf(parsed);
    }

    /** The decoded parameters, or empty if the path is not of this form. */
    Optional<Map<String, String>> match(String path) {
        String[] sent = path.split("/", -1);
        if (sent.length != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < sent.length; i++) {
            if (!segments.get(i).match(sent[i], parameters)) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    private String rank() {
        StringBuilder rank = new StringBuilder();
        for (Segment segment : segments) {
            rank.append(segment.names.isEmpty() ? 'a' : segment.mixed ? 'b' : 'c');
        }
        return rank.toString();
    }

    private record Segment(Pattern pattern, List<String> names, boolean mixed) {
        static Segment of(String text) {
            List<String> names = new ArrayList<>();
            StringBuilder regex = new StringBuilder();
            Matcher matcher = PARAMETER.matcher(text);
            int end = 0;
            while (matcher.find()) {
                regex.append(literal(text.substring(end, matcher.start()))).append("(.+?)");
                names.add(matcher.group(1));
                end = matcher.end();
            }
            String rest = text.substring(end);
            regex.append(literal(rest));
            boolean mixed = names.size() > 1 || !rest.isEmpty() || (!names.isEmpty() && text.charAt(0) != '{');
            return new Segment(Pattern.compile(regex.toString()), List.copyOf(names), mixed);
        }

        private static String literal(String text) {
            return text.isEmpty() ? "" : Pattern.quote(text);
        }

        boolean match(String sent, Map<String, String> parameters) {
            if (names.isEmpty()) {
                return Percent.decode(sent)
                        .filter(text -> pattern.matcher(text).matches())
                        .isPresent();
            }
            Matcher matcher = pattern.matcher(sent);
            if (!matcher.matches()) {
                return false;
            }
            for (int i = 0; i < names.size(); i++) {
                Optional<String> value = Percent.decode(matcher.group(i + 1));
                if (value.isEmpty()) {
                    return false;
                }
                parameters.put(names.get(i), value.get());
            }
            return true;
        }
    }
}
