package dev.cogo.ai.openai;

import dev.cogo.ai.http.Unreadable;
import dev.cogo.ai.model.StreamedAnswer;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/** Takes what LangChain4j reads out of the events. The end is the exchange's to tell, which also knows how it came. */
final class LangChainHandler implements StreamingChatResponseHandler {
    private final StreamedAnswer answer;
    private final LangChainHttp call;

    LangChainHandler(StreamedAnswer answer, LangChainHttp call) {
        this.answer = answer;
        this.call = call;
    }

    // LangChain4j takes an exception of its handler for the handler's own problem and goes on.
    @Override
    public void onPartialResponse(String piece) {
        try {
            answer.piece(piece);
        } catch (StreamedAnswer.Unwanted e) {
            call.drop(e);
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse whole) {}

    @Override
    public void onError(Throwable error) {
        call.drop(new Unreadable(error.toString()));
    }
}
