import { Argument, type Command } from 'commander';

/** `describeProgram` gives the program with all its commands. */
export function registerCompletion(program: Command, describeProgram: () => Promise<Command>): void {
  program
    .command('completion')
    .summary('complete commands and flags in your shell')
    .description('Prints a script that completes commands, flags and their values in a shell.')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      `
Examples:
  echo 'source <(seedrank completion bash)' >> ~/.bashrc
  seedrank completion zsh > "\${fpath[1]}/_seedrank"
  seedrank completion fish > ~/.config/fish/completions/seedrank.fish`,
    )
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      const { printCompletion } = await import('./print-completion.ts');
      printCompletion(shell, await describeProgram());
    });
}
