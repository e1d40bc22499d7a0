import { defineConfig } from 'vitest/config';

// One run for all: starting five of them takes longer than most of their tests.
export default defineConfig({ test: { projects: ['sdk', 'parts', 'react', 'vue', 'console'] } });
