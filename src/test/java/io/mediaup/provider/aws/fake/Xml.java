package io.mediaup.provider.aws.fake;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.function.BiConsumer;

/** XML as it is written, one element after the other. */
final class Xml {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final StringBuilder out = new StringBuilder();

    Xml text(String name, Object value) {
        String text = value instanceof Instant time ? TIME.format(time) : value.toString();
        out.append('<')
                .append(name)
                .append('>')
                .append(escaped(text))
                .append("</")
                .append(name)
                .append('>');
        return this;
    }

    /** Text without an element of its own. */
    Xml raw(String text) {
        out.append(escaped(text));
        return this;
    }

    /** Nothing at all for an empty text, as AWS does. */
    Xml some(String name, String value) {
        return value.isEmpty() ? this : text(name, value);
    }

    /** An element with what {@code inside} writes. */
    Xml element(String name, Runnable inside) {
        out.append('<').append(name).append('>');
        inside.run();
        out.append("</").append(name).append('>');
        return this;
    }

    /** A list whose members are named {@code item}, as in EC2. */
    <T> Xml items(String name, Collection<T> all, BiConsumer<Xml, T> each) {
        return list(name, "item", all, each);
    }

    /** A list whose members are named {@code member}, as in ELBv2. */
    <T> Xml members(String name, Collection<T> all, BiConsumer<Xml, T> each) {
        return list(name, "member", all, each);
    }

    private <T> Xml list(String name, String member, Collection<T> all, BiConsumer<Xml, T> each) {
        return element(name, () -> all.forEach(one -> element(member, () -> each.accept(this, one))));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
