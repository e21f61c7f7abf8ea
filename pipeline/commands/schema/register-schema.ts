import type { Command } from 'commander';

export function registerSchema(program: Command): void {
  program
    .command('schema')
    .summary('print the JSON Schema of a study file, or explain a key')
    .description('Prints the JSON Schema of a study file, with which an editor completes and checks it.')
    .option('--explain <KEY>', 'say instead what a key or an option of a command means, and which values it has')
    .addHelpText('after', '\nExamples:\n  seedrank schema > study.schema.json\n  seedrank schema --explain alpha')
    .action(async ({ explain }: { explain?: string }) => {
      const { explainKey, printSchema } = await import('./run-schema.ts');
      await (explain === undefined ? printSchema() : explainKey(explain));
    });
}
