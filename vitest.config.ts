import { defineConfig } from 'vitest/config';

/** Where CI wants a report of the tests that it can count. */
const report = process.env.SEEDRANK_TEST_REPORT;

const exclude = ['dist/**', 'node_modules/**'];

/** Tests of functions: they leave nothing behind, so that files share the modules that a worker has loaded. */
const functions = ['test/unit/**/*.test.ts', 'test/architecture/**/*.test.ts'];
const slow = ['test/slow/**/*.test.ts'];

const each = {
  exclude,
  // For slow machines that do other work too; a test is judged by what it finds, not by its pace.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  pool: 'forks',
} as const;

export default defineConfig({
  test: {
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    globalSetup: ['test/scratch.ts'],
    maxWorkers: 2,
    projects: [
      { test: { ...each, name: 'functions', include: functions, isolate: false } },
      {
        test: {
          ...each,
          name: 'programs',
          include: ['test/**/*.test.ts'],
          exclude: [...exclude, ...functions, ...slow],
        },
      },
      { test: { ...each, name: 'slow', include: slow } },
    ],
  },
});
