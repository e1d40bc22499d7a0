// Our transport is one of the AI SDK's, of either version, though it knows the types of neither.
import type { CogoChatTransport } from '@cogo-chat/client/ai-sdk';
import type * as ai from 'ai';
import type * as ai6 from 'ai-6';

declare const transport: CogoChatTransport;

export const current: ai.ChatTransport<ai.UIMessage> = transport;
export const old: ai6.ChatTransport<ai6.UIMessage> = transport;
