import type { Command } from 'commander';

export function registerSchema(program: Command): void {
  program
    .command('schema')
    .summary('print the JSON Schema of a study file')
    .description('Prints the JSON Schema of a study file, with which an editor completes and checks it.')
    .addHelpText('after', '\nExample:\n  seedrank schema > study.schema.json')
    .action(async () => {
      const [{ studyJsonSchema }, { printJson }] = await Promise.all([
        import('../../study/schema.ts'),
        import('../../ui/console.ts'),
      ]);
      printJson(studyJsonSchema());
    });
}
