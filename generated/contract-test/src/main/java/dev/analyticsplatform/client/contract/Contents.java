package dev.analyticsplatform.client.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What lies beside a class: in its jar, or in its folder of classes. */
final class Contents {
    private Contents() {}

    /**
     * The files below a folder, in order.
     *
     * @param of a class from the same jar or folder of classes
     * @param folder the folder, with slashes
     * @return the files' names, relative to the folder, with slashes; empty if there is no such folder
     */
    static List<String> below(Class<?> of, String folder) {
        try {
            Path source = Path.of(
                    of.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(source)) {
                return files(source.resolve(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(source, Map.of())) {
                return files(jar.getPath(folder));
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(of + " comes from no file", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> files(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
