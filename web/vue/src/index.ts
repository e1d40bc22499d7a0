export * from './composables.js';
export { createCogo, provideChat, provideRoom, RoomProvider, useChat } from './context.js';
export { useStore } from './store.js';
