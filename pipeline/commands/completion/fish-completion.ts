import type { CommandOfTree, FlagValue } from './command-tree.ts';

/** A script for fish's folder of completions. */
export function fishCompletion(program: CommandOfTree): string {
  const lines = [
    `# Completion of ${program.name} in fish: ${program.name} completion fish > ~/.config/fish/completions/${program.name}.fish`,
    `complete -c ${program.name} -n __fish_use_subcommand -f`,
    `complete -c ${program.name} -n __fish_use_subcommand -l version -d 'print the version'`,
  ];
  for (const command of program.commands) {
    lines.push(offer(program.name, '__fish_use_subcommand', command));
    const seen = `__fish_seen_subcommand_from ${command.name}`;
    const below = command.commands.map(({ name }) => name).join(' ');
    const alone = below === '' ? seen : `${seen}; and not __fish_seen_subcommand_from ${below}`;
    for (const one of command.commands) lines.push(offer(program.name, alone, one));
    lines.push(...flagsOf(program.name, alone, command));
    for (const one of command.commands)
      lines.push(...flagsOf(program.name, `${seen}; and __fish_seen_subcommand_from ${one.name}`, one));
  }
  return `${lines.join('\n')}\n`;
}

function offer(program: string, condition: string, { name, summary }: CommandOfTree): string {
  return `complete -c ${program} -n ${quoted(condition)} -a ${name} -d ${quoted(summary)}`;
}

function flagsOf(program: string, condition: string, { flags }: CommandOfTree): string[] {
  return flags.map(
    ({ long, description, value }) =>
      `complete -c ${program} -n ${quoted(condition)} -l ${long.slice(2)}${takes(value)} -d ${quoted(description)}`,
  );
}

function takes(value: FlagValue): string {
  switch (value.kind) {
    case 'none':
      return '';
    case 'file':
      return ' -r -F';
    case 'folder':
      return " -x -a '(__fish_complete_directories)'";
    case 'other':
      return ' -x';
    case 'words':
      return ` ${value.orFile ? '-r -F' : '-x'} -a ${quoted(value.words.join(' '))}`;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
