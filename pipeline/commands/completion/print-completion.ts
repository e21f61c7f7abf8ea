import type { Command } from 'commander';
import { print } from '../../ui/console.ts';
import { bashCompletion } from './bash-completion.ts';
import { describeTree } from './command-tree.ts';
import { fishCompletion } from './fish-completion.ts';
import { zshCompletion } from './zsh-completion.ts';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** Prints the script that completes a program in a shell. */
export function printCompletion(shell: keyof typeof scripts, program: Command): void {
  print(scripts[shell](describeTree(program)));
}
