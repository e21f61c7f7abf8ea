import type { Command } from 'commander';
import { print } from '../../ui/console.ts';
import { type CommandOfTree, describeTree } from '../completion/command-tree.ts';

/** Prints the manual page of a program. */
export function printManual(program: Command, version: string): void {
  const tree = describeTree(program);
  const parts = [
    `.TH ${tree.name.toUpperCase()} 1 "" "${tree.name} ${version}" "User commands"`,
    `.SH NAME\n${tree.name} \\- ${roff(tree.description)}`,
    `.SH SYNOPSIS\n.B ${tree.name}\n.I command\n[options]`,
    `.SH COMMANDS\n${tree.commands.map(({ name, summary }) => `.TP\n.B ${roff(name)}\n${roff(summary)}`).join('\n')}`,
    ...tree.commands.flatMap((command) => [
      sectionOf(command, command.name),
      ...command.commands.map((below) => sectionOf(below, `${command.name} ${below.name}`)),
    ]),
    '.SH EXIT STATUS\n0 done, 1 part of the work failed, 2 unusable input or arguments, 3 stale (status \\-\\-check), 128 + signal when stopped.',
  ];
  print(`${parts.join('\n')}\n`);
}

function sectionOf(command: CommandOfTree, path: string): string {
  const lines = [
    `.SH ${roff(path.toUpperCase())}`,
    `.B seedrank ${roff(path)}`,
    roff(`[options] ${command.arguments.join(' ')}`),
  ];
  lines.push('.PP', roff(command.description));
  let group: string | undefined;
  for (const flag of command.flags) {
    if (flag.group !== group) lines.push(`.SS ${roff(flag.group.replace(/:$/, ''))}`);
    group = flag.group;
    lines.push('.TP', `.B ${roff(flag.shown)}`, roff(flag.description));
  }
  return lines.join('\n');
}

/** Text that roff shows as it is: nothing of it is a request or an escape, and hyphens can be copied. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/^([.'])/, '\\&$1');
}
