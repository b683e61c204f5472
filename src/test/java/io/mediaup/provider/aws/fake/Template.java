package io.mediaup.provider.aws.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A launch template with its versions, numbered from 1. Guarded by the cloud. */
public final class Template {

    private final String id;
    private final String name;
    private final List<Version> versions = new ArrayList<>();
    private int standard = 1;

    Template(String id, String name) {
        this.id = id;
        this.name = name;
    }

    /**
     * One version.
     *
     * @param settings what it launches; an image of {@code resolve:ssm:NAME} is looked up at launch
     * @param tags what it writes on the instance
     */
    public record Version(LaunchSettings settings, Map<String, String> tags) {
        /** Copies the map. */
        public Version {
            tags = Map.copyOf(tags);
        }
    }

    /** Adds a version. */
    public Template version(LaunchSettings settings, Map<String, String> tags) {
        versions.add(new Version(settings, tags));
        return this;
    }

    /** Makes a version the default one. */
    public Template standard(int number) {
        standard = number;
        return this;
    }

    /** Its id. */
    public String id() {
        return id;
    }

    String name() {
        return name;
    }

    int latest() {
        return versions.size();
    }

    int standard() {
        return standard;
    }

    /** The number that is meant by a number, {@code $Latest}, {@code $Default} or nothing. */
    int number(String version) {
        int number = switch (version) {
            case "$Latest" -> latest();
            case "$Default", "" -> standard;
            default -> version.matches("[0-9]{1,9}") ? Integer.parseInt(version) : 0;
        };
        if (number < 1 || number > versions.size()) {
            throw AwsError.bad(
                    "InvalidLaunchTemplateId.VersionNotFound",
                    "Could not find launch template version " + version + " of template " + id + ".");
        }
        return number;
    }

    Version get(int number) {
        return versions.get(number - 1);
    }
}
