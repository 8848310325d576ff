package dev.analyticsplatform.client.contract;

import com.google.gson.Gson;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import okhttp3.Call;
import retrofit2.Converter;
import retrofit2.Retrofit;

/** A generated client as its users have it: the interfaces, the models, and what Retrofit needs to use them. */
public final class GeneratedClient {
    private final Class<?> support;
    private final Gson gson;
    private final Converter.Factory converters;
    private final List<String> documents;
    private final List<Class<?>> interfaces;
    private final List<Class<?>> models;

    private GeneratedClient(
            Class<?> support, String parent, Gson gson, Converter.Factory converters, List<String> documents) {
        this.support = support;
        this.gson = gson;
        this.converters = converters;
        this.documents = List.copyOf(documents);
        interfaces = classes(support, parent + ".api").stream()
                .filter(Class::isInterface)
                .toList();
        models = classes(support, parent + ".model");
    }

    /**
     * Describes a client.
     *
     * @param support a class of the package above the interfaces and models
     * @param gson the client's Gson
     * @param converters the client's converters
     * @param documents the names of the documents it was generated from, such as {@code rockset/api}
     */
    public static GeneratedClient of(Class<?> support, Gson gson, Converter.Factory converters, String... documents) {
        return new GeneratedClient(support, support.getPackageName(), gson, converters, Arrays.asList(documents));
    }

    /**
     * The part of a client that has packages of its own, below that of the support classes.
     *
     * @param name the last name of the package above the interfaces and models
     */
    public GeneratedClient in(String name) {
        return new GeneratedClient(support, support.getPackageName() + "." + name, gson, converters, documents);
    }

    List<String> documents() {
        return documents;
    }

    Gson gson() {
        return gson;
    }

    List<Class<?>> interfaces() {
        return interfaces;
    }

    /** All classes of the model package: models, enums, and alternatives. */
    List<Class<?>> models() {
        return models;
    }

    List<GeneratedMethod> methods() {
        List<GeneratedMethod> methods = new ArrayList<>();
        for (Class<?> type : interfaces) {
            Arrays.stream(type.getDeclaredMethods())
                    .sorted(Comparator.comparing(Method::getName))
                    .map(GeneratedMethod::of)
                    .forEach(methods::add);
        }
        return methods;
    }

    /** Retrofit that looks at every method when an interface is created, not when it is first called. */
    Retrofit retrofit(String url, Call.Factory http) {
        return new Retrofit.Builder()
                .baseUrl(url)
                .callFactory(http)
                .addConverterFactory(converters)
                .validateEagerly(true)
                .build();
    }

    private static List<Class<?>> classes(Class<?> support, String name) {
        List<Class<?>> classes = new ArrayList<>();
        for (String file : Contents.below(support, name.replace('.', '/'))) {
            if (file.endsWith(".class") && !file.equals("package-info.class")) {
                String type = name + "." + file.substring(0, file.length() - ".class".length());
                try {
                    classes.add(Class.forName(type, false, support.getClassLoader()));
                } catch (ClassNotFoundException e) {
                    throw new IllegalStateException("a class file without its class", e);
                }
            }
        }
        return List.copyOf(classes);
    }
}
