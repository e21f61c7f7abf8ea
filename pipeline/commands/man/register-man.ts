import type { Command } from 'commander';

/** `describeProgram` gives the program with all its commands. */
export function registerMan(program: Command, describeProgram: () => Promise<Command>, version: string): void {
  program
    .command('man')
    .summary('print the manual page: all commands and all options')
    .description('Prints the manual page in roff, as `man seedrank` shows it where the package is installed by npm.')
    .addHelpText('after', '\nExample:\n  seedrank man > seedrank.1 && man ./seedrank.1')
    .action(async () => {
      const { printManual } = await import('./print-manual.ts');
      printManual(await describeProgram(), version);
    });
}
