import { defineConfig } from 'vitest/config';

/** Where CI wants a report of the tests that it can count. */
const report = process.env.SEEDRANK_TEST_REPORT;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['dist/**', 'node_modules/**'],
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    globalSetup: ['test/scratch.ts'],
    // For slow machines that do other work too; a test is judged by what it finds, not by its pace.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
