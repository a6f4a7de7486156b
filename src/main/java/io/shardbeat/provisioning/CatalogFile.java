package io.shardbeat.provisioning;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.shardbeat.declaration.Declaration;
import io.shardbeat.declaration.Declarations;
import io.shardbeat.declaration.Section;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a catalog file, YAML or JSON: a section for each dialect. Unknown fields are errors, and nothing is rounded, taken for
 * nought or left out, so that a slip of the pen is noticed.
 */
@Singleton
final class CatalogFile {
    private final SortedMap<String, Section<?>> sections = new TreeMap<>();
    private final ObjectMapper yaml = YAMLMapper.builder(new YAMLFactory())
            .withCoercionConfig(
                    LogicalType.Integer,
                    config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Boolean,
                    config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
            .build()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .registerModule(new SimpleModule().addDeserializer(Content.class, new ContentReader()));

    @Inject
    CatalogFile(@Any Instance<Section<?>> dialects) {
        this((Iterable<Section<?>>) dialects);
    }

    CatalogFile(Iterable<? extends Section<?>> dialects) {
        dialects.forEach(section -> sections.put(section.name(), section));
    }

    /**
     * What the file wants.
     *
     * @param defaultTimeoutSeconds for groups that give none
     * @throws IllegalArgumentException with place and what was expected
     */
    List<Declaration> read(byte[] content, int defaultTimeoutSeconds) throws IOException {
        Declarations found = new Declarations(defaultTimeoutSeconds);
        refuseWhatWouldBeMisread(content);
        Content file = yaml.readValue(content, Content.class);
        if (file != null) {
            file.sections.forEach(section -> section.accept(found));
        }
        return found.all();
    }

    /** Of an alias the tree would hold the name, and what stands behind the first document nobody would read. */
    private void refuseWhatWouldBeMisread(byte[] content) throws IOException {
        try (JsonParser file = yaml.createParser(content)) {
            boolean isOver = false;
            while (file.nextToken() != null) {
                if (isOver) {
                    throw JsonMappingException.from(file, "there is more than one document, expected one");
                }
                if (file instanceof YAMLParser tokens && tokens.isCurrentAlias()) {
                    throw JsonMappingException.from(file, "has a YAML alias, which is not supported");
                }
                isOver = file.getParsingContext().inRoot();
            }
        }
    }

    /** @param sections in the order of the file, each of which notes what it declares */
    private record Content(List<Consumer<Declarations>> sections) {}

    private final class ContentReader extends StdDeserializer<Content> {
        private static final long serialVersionUID = 1;

        private ContentReader() {
            super(Content.class);
        }

        @Override
        public @Nullable Content deserialize(JsonParser file, DeserializationContext context) throws IOException {
            if (!file.isExpectedStartObjectToken()) {
                return (Content) context.handleUnexpectedToken(Content.class, file);
            }
            List<Consumer<Declarations>> found = new ArrayList<>();
            for (String name = file.nextFieldName(); name != null; name = file.nextFieldName()) {
                Section<?> section = sections.get(name);
                if (section == null) {
                    throw UnrecognizedPropertyException.from(
                            file, Content.class, name, new ArrayList<>(sections.keySet()));
                }
                if (file.nextToken() != JsonToken.VALUE_NULL) {
                    found.add(read(section, file, context));
                }
            }
            return new Content(found);
        }

        private <T> Consumer<Declarations> read(Section<T> section, JsonParser file, DeserializationContext context)
                throws IOException {
            try {
                T value = context.readValue(file, section.type());
                return into -> section.declare(value, into);
            } catch (JsonProcessingException e) {
                throw JsonMappingException.wrapWithPath(e, Content.class, section.name());
            }
        }
    }
}
