import { defineConfig } from 'vitest/config';

export default defineConfig({
  build: {
    target: 'es2022',
    sourcemap: true,
    lib: { entry: { index: 'src/index.ts', 'ai-sdk': 'src/ai-sdk.ts' }, formats: ['es'] },
    rolldownOptions: { output: { chunkFileNames: '[name].js', minify: true } },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
