package io.mediaup.console.json;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;

/** Holds lines against the documented schema, with a validator that is not ours. */
public final class EventContract {

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(EventSchema.json());

    private EventContract() {}

    /** What the schema has against the line. */
    public static List<String> complaints(String line) {
        return SCHEMA.validate(line, InputFormat.JSON).stream()
                .map(ValidationMessage::toString)
                .toList();
    }
}
