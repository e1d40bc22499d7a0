/**
 * Services that speak OpenAI's chat completions, through LangChain4j: {@link dev.cogo.ai.openai.OpenAiModel} is the way in,
 * {@code LangChainHttp} where LangChain4j's HTTP becomes ours.
 */
@NullMarked
package dev.cogo.ai.openai;

import org.jspecify.annotations.NullMarked;
