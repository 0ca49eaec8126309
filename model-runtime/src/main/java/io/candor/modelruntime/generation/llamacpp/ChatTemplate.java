package io.candor.modelruntime.generation.llamacpp;

import io.candor.modelruntime.generation.ChatMessage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes a conversation as the model was trained to read it and turns it into tokens. What users write never becomes a
 * mark of the template: text that looks like one stays text, so that nobody can speak in another's role.
 *
 * @param template the template's Jinja source, or the name that llama.cpp has for it, such as {@code chatml}
 * @param systemPrompt what the model is told first where a conversation does not; empty for nothing
 */
record ChatTemplate(LlamaWeights weights, String template, String systemPrompt) {
    /**
     * A template that has been tried.
     *
     * @throws IOException when llama.cpp does not know it
     */
    static ChatTemplate of(LlamaWeights weights, String configured, String systemPrompt) throws IOException {
        var template = configured.isEmpty() ? weights.template() : configured;
        if (template.isEmpty()) {
            throw new IOException("the file holds no chat template; name one with chat_template, such as chatml");
        }
        var made = new ChatTemplate(weights, template, systemPrompt);
        if (made.render(List.of(new ChatMessage("user", "x"))).isEmpty()) {
            throw new IOException(
                    "llama.cpp does not know the chat template; name one with chat_template, such as chatml");
        }
        return made;
    }

    /** The tokens of the conversation, up to where the assistant's next turn begins. */
    int[] tokens(List<ChatMessage> conversation) {
        var messages = withSystemPrompt(conversation);
        var holdsMarks = messages.stream().anyMatch(message -> holdsMark(message.content()));
        return holdsMarks ? tokensOfParts(messages) : weights.tokens(render(messages), true, true);
    }

    private List<ChatMessage> withSystemPrompt(List<ChatMessage> conversation) {
        if (systemPrompt.isEmpty() || conversation.getFirst().role().equals("system")) {
            return conversation;
        }
        var all = new ArrayList<ChatMessage>();
        all.add(new ChatMessage("system", systemPrompt));
        all.addAll(conversation);
        return all;
    }

    private boolean holdsMark(String content) {
        return !Arrays.equals(weights.tokens(content, false, true), weights.tokens(content, false, false));
    }

    /** Content and template apart, because only the template's marks may be read as such. */
    private int[] tokensOfParts(List<ChatMessage> messages) {
        var places = new ArrayList<ChatMessage>();
        for (var i = 0; i < messages.size(); i++) {
            places.add(new ChatMessage(messages.get(i).role(), place(i)));
        }
        var rendered = render(places);
        var parts = new ArrayList<int[]>();
        var from = 0;
        for (var i = 0; i < messages.size(); i++) {
            var at = rendered.indexOf(place(i), from);
            if (at >= 0) {
                parts.add(weights.tokens(rendered.substring(from, at), parts.isEmpty(), true));
                parts.add(weights.tokens(messages.get(i).content(), false, false));
                from = at + place(i).length();
            }
        }
        parts.add(weights.tokens(rendered.substring(from), parts.isEmpty(), true));
        return parts.stream().flatMapToInt(IntStream::of).toArray();
    }

    private static String place(int i) {
        return "\u0001" + i + "\u0002";
    }

    /** The conversation as text; empty when llama.cpp does not know the template. */
    String render(List<ChatMessage> messages) {
        try (var arena = Arena.ofConfined()) {
            var source = arena.allocateFrom(template);
            var chat = arena.allocate(Structs.MESSAGE, messages.size());
            var size = 0L;
            for (var i = 0; i < messages.size(); i++) {
                var content = arena.allocateFrom(messages.get(i).content());
                var message = chat.asSlice(i * Structs.MESSAGE.byteSize(), Structs.MESSAGE);
                Structs.set(
                        message,
                        Structs.MESSAGE,
                        "role",
                        arena.allocateFrom(messages.get(i).role()));
                Structs.set(message, Structs.MESSAGE, "content", content);
                size += content.byteSize() + 64;
            }
            var buffer = arena.allocate(size);
            var length = weights.library().applyTemplate(source, chat, messages.size(), buffer);
            if (length > buffer.byteSize()) {
                buffer = arena.allocate(length);
                length = weights.library().applyTemplate(source, chat, messages.size(), buffer);
            }
            return length < 0 ? "" : text(buffer, length);
        }
    }

    private static String text(MemorySegment buffer, int length) {
        return new String(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
