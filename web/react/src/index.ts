export { ChatProvider, RoomProvider, useChat } from './context.js';
export * from './hooks.js';
export { useStore } from './store.js';
