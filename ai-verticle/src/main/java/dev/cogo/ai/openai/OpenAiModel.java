package dev.cogo.ai.openai;

import dev.cogo.ai.http.CallLimits;
import dev.cogo.ai.http.EventExchange;
import dev.cogo.ai.model.ChatModel;
import dev.cogo.ai.model.Generation;
import dev.cogo.ai.model.ModelConfig;
import dev.cogo.ai.model.Outcome;
import dev.cogo.ai.model.StreamedAnswer;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.TextSink;
import dev.cogo.ai.provider.ToolCall;
import dev.cogo.ai.provider.ToolStep;
import dev.cogo.ai.provider.Turn;
import dev.cogo.schema.json.Json;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A model of any service that speaks OpenAI's chat completions: LangChain4j's model over our own HTTP. A LangChain4j model is
 * made for each call, because its HTTP client is the call: that is how it can be dropped.
 */
public final class OpenAiModel implements ChatModel {
    private static final String OPENAI = "api.openai.com";

    private final Vertx vertx;
    private final HttpClient http;
    private final ModelConfig config;
    private final Generation generation;

    public OpenAiModel(Vertx vertx, HttpClient http, ModelConfig config, Generation generation) {
        this.vertx = vertx;
        this.http = http;
        this.config = config;
        this.generation = generation;
    }

    @Override
    public String provider() {
        return config.provider();
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public Future<Outcome> ask(Prompt prompt, CallLimits limits, TextSink sink) {
        StreamedAnswer answer = new StreamedAnswer(config, prompt, sink);
        LangChainHttp call = new LangChainHttp(events -> new EventExchange(vertx, http, limits, events), answer);
        sink.unwanted().onComplete(over -> call.drop(new StreamedAnswer.Unwanted()));
        try {
            model(call, prompt).chat(messages(prompt), new LangChainHandler(answer, call));
        } catch (RuntimeException e) {
            call.drop(e);
        }
        return call.end().transform(end -> Future.succeededFuture(answer.outcome(end.cause())));
    }

    private StreamingChatModel model(LangChainHttp call, Prompt prompt) {
        int maxTokens = generation.maxOutputTokens(prompt);
        var builder = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(call)
                .baseUrl(config.baseUrl().toString())
                .apiKey(config.apiKey())
                .modelName(config.name())
                .customParameters(tools(prompt))
                .reasoningEffort(
                        generation.thinking() == null
                                ? null
                                : generation.thinking().wireName());
        // OpenAI's newer models refuse the older name of the limit; many other services know that one alone.
        return OPENAI.equals(config.baseUrl().getHost())
                ? builder.maxCompletionTokens(maxTokens).build()
                : builder.maxTokens(maxTokens).build();
    }

    // Some templates of open models insist on roles that alternate; several people may have spoken before the model
    // did.
    private static List<ChatMessage> messages(Prompt prompt) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from(prompt.system()));
        StringBuilder said = new StringBuilder();
        for (Turn turn : prompt.turns()) {
            if (turn.role() == Turn.Role.USER) {
                said.append(said.isEmpty() ? "" : "\n\n").append(turn.text());
                continue;
            }
            if (!said.isEmpty()) {
                messages.add(UserMessage.from(said.toString()));
                said.setLength(0);
            }
            messages.add(AiMessage.from(turn.text()));
        }
        messages.add(UserMessage.from(said.toString()));
        prompt.steps().forEach(step -> add(messages, step));
        return messages;
    }

    private static void add(List<ChatMessage> messages, ToolStep step) {
        messages.add(AiMessage.builder()
                .text(step.text().isEmpty() ? null : step.text())
                .toolExecutionRequests(step.calls().stream()
                        .map(call -> ToolExecutionRequest.builder()
                                .id(call.id())
                                .name(call.name())
                                .arguments(Json.string(call.arguments()))
                                .build())
                        .toList())
                .build());
        for (int i = 0; i < step.calls().size(); i++) {
            ToolCall call = step.calls().get(i);
            messages.add(ToolExecutionResultMessage.from(
                    call.id(), call.name(), step.results().get(i)));
        }
    }

    // As they are: LangChain4j's own form of a schema holds less than JSON Schema.
    private static Map<String, Object> tools(Prompt prompt) {
        return prompt.tools().isEmpty()
                ? Map.of()
                : Map.of(
                        "tools",
                        prompt.tools().stream()
                                .map(tool -> Map.of(
                                        "type",
                                        "function",
                                        "function",
                                        Map.of(
                                                "name", tool.name(),
                                                "description", tool.description(),
                                                "parameters", tool.schema())))
                                .toList());
    }
}
