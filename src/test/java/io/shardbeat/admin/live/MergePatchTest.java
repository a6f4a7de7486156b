package io.shardbeat.admin.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | {'a':1} | {'a':1}",
                "{'a':1} | {'a':2} | {'a':2}",
                "{'a':1,'b':2} | {'a':1} | {'b':null}",
                "{'a':{'x':1,'y':2}} | {'a':{'x':1,'y':3}} | {'a':{'y':3}}",
                "{'a':[1,2]} | {'a':[1,3]} | {'a':[1,3]}",
                "{'a':{'x':1}} | {'a':7} | {'a':7}",
                "{'a':7} | {'a':{'x':1}} | {'a':{'x':1}}",
                "{'a':1} | {'a':null} | {'a':null}",
                "{'a':null} | {} | ",
                "{'a':{'x':[{'y':null}]}} | {'a':{'x':[{'y':null}]}} | ",
            })
    void onlyWhatDiffersIsTold(String before, String after, String patch) throws JsonProcessingException {
        ObjectNode between = MergePatch.between(read(before), read(after));
        assertThat(between).isEqualTo(patch == null ? null : read(patch));
    }

    @Test
    void fieldsThatAreNullAreLeftOutButForThoseInArrays() throws JsonProcessingException {
        assertThat(MergePatch.bare(read("{'a':null,'b':{'c':null,'d':1},'e':[{'f':null}]}")))
                .isEqualTo(read("{'b':{'d':1},'e':[{'f':null}]}"));
    }

    private static ObjectNode read(String text) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }
}
