import { defineConfig } from 'vitest/config';

export default defineConfig({
  build: {
    target: 'es2022',
    sourcemap: true,
    lib: {
      entry: ['src/index.ts', 'src/parts/index.ts', 'src/task-form/index.ts', 'src/element.ts'],
      formats: ['es'],
    },
    rolldownOptions: {
      external: [/^@cogo-chat\//, 'vue'],
      // A file for each part, so that bundlers leave out what nobody names.
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
    },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'] },
});
