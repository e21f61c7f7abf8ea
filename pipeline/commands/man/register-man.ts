import type { Command } from 'commander';

/** `describeProgram` gives the program with all its commands. */
export function registerMan(program: Command, describeProgram: () => Promise<Command>): void {
  program
    .command('man')
    .summary('print the manual page: all commands and all options')
    .description('Prints the manual page in roff, as `man seedrank` shows it where the package is installed by npm.')
    .addHelpText('after', '\nExample:\n  seedrank man > seedrank.1 && man ./seedrank.1')
    .action(async () => {
      const [{ printManual }, { version }] = await Promise.all([
        import('./print-manual.ts'),
        import('../../version.ts'),
      ]);
      printManual(await describeProgram(), version);
    });
}
