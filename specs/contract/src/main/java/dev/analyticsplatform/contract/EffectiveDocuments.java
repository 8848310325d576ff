package dev.analyticsplatform.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes the effective documents of a folder of vendors: each document with its overlay laid over it.
 *
 * <p>A step of a build. A file is written only when its content differs, so that what is generated from it stays up to
 * date; a file whose document is gone is deleted.
 */
public final class EffectiveDocuments {
    private static final String DOCUMENT = ".yaml";
    private static final String OVERLAY = ".overlay.yaml";

    private final Path sources;
    private final Path target;

    EffectiveDocuments(Path sources, Path target) {
        this.sources = sources;
        this.target = target;
    }

    /**
     * Writes all effective documents and prints a line for each.
     *
     * @param arguments the folder with {@code <vendor>/<api>.yaml} and {@code <vendor>/<api>.overlay.yaml}, and the
     *     folder to write {@code <vendor>/<api>.yaml} to
     * @throws IOException if a file cannot be read or written
     * @throws IllegalArgumentException if a document or an overlay is wrong; the message lists every fault
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new DocumentException("usage: EffectiveDocuments <folder of vendors> <folder to write to>");
        }
        new EffectiveDocuments(Path.of(arguments[0]), Path.of(arguments[1])).write(System.out);
    }

    void write(PrintStream out) throws IOException {
        List<String> faults = new ArrayList<>();
        Set<Path> written = new TreeSet<>();
        for (Path file : files(sources)) {
            Path relative = sources.relativize(file);
            if (file.toString().endsWith(OVERLAY)) {
                if (!Files.exists(besides(file, OVERLAY, DOCUMENT))) {
                    faults.add(relative + ": there is no document for this overlay");
                }
                continue;
            }
            try {
                ObjectNode effective = effective(file);
                String name = besides(relative, DOCUMENT, "").toString().replace('\\', '/');
                int operations = ApiDocument.of(name, effective).operations().size();
                write(target.resolve(relative), YamlTree.write(effective));
                written.add(target.resolve(relative));
                out.println(name + ": " + operations + " operations");
            } catch (DocumentException e) {
                faults.add(e.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new DocumentException("The documents cannot be used:\n" + String.join("\n", faults));
        }
        for (Path file : files(target)) {
            if (!written.contains(file)) {
                Files.delete(file);
            }
        }
    }

    private ObjectNode effective(Path file) throws IOException {
        ObjectNode document = YamlTree.read(sources.relativize(file).toString(), Files.readString(file));
        Path overlay = besides(file, DOCUMENT, OVERLAY);
        if (Files.exists(overlay)) {
            Overlay.parse(sources.relativize(overlay).toString(), Files.readString(overlay))
                    .applyTo(document);
        }
        return document;
    }

    private static void write(Path file, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
            return;
        }
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static Path besides(Path file, String suffix, String other) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - suffix.length()) + other);
    }

    /** The documents and overlays of all vendors, in the order of their names. */
    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (Stream<Path> vendors = Files.list(folder)) {
            for (Path vendor : vendors.filter(Files::isDirectory).sorted().toList()) {
                try (Stream<Path> entries = Files.list(vendor)) {
                    entries.filter(file -> file.toString().endsWith(DOCUMENT))
                            .sorted()
                            .forEach(files::add);
                }
            }
        }
        return files;
    }
}
