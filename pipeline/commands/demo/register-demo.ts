import type { Command } from 'commander';

export function registerDemo(program: Command): void {
  program
    .command('demo')
    .summary('run a small simulated study, to see what comes out')
    .description(
      "Puts a small study with known truth into a folder (counts, sample sheet, 3' UTRs, patients, study.yml), runs it, and " +
        'says how much of what was planted is found. The data are simulated. Change study.yml there and run it again.',
    )
    .argument('[folder]', 'folder for the study and its results', 'seedrank-demo')
    .action(async (folder: string) => {
      const { demo } = await import('./run-demo.ts');
      process.exitCode = await demo(folder);
    });
}
