import type { CommandOfTree, FlagValue } from './command-tree.ts';

/** A script that bash sources: completes commands, their flags, and what may stand behind a flag. */
export function bashCompletion(program: CommandOfTree): string {
  const commands = program.commands.flatMap((command) => [
    { path: command.name, command },
    ...command.commands.map((below) => ({ path: `${command.name} ${below.name}`, command: below })),
  ]);
  const cases = new Map<string, string[]>();
  for (const { path, command } of commands) {
    for (const { long, value } of command.flags) {
      const reply = replyTo(value);
      if (reply !== undefined) cases.set(reply, [...(cases.get(reply) ?? []), `'${path} ${long}'`]);
    }
  }
  const ofFlags = [...cases].map(([reply, patterns]) => `    ${patterns.join('|')}) ${reply} ;;`);
  const ofCommands = commands.map(({ path, command }) => {
    const flags = listed(command.flags.map(({ long }) => long));
    const below = command.commands.length === 0 ? '' : ` below=${listed(command.commands.map(({ name }) => name))}`;
    return `    '${path}') flags=${flags}${below} ;;`;
  });
  return `# Completion of ${program.name} in bash: source <(${program.name} completion bash)
_${program.name}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} path=\${COMP_WORDS[1]} flags= below=
  # Lists are of lines: names of files may have blanks.
  local IFS=$'\\n'
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${listed([...program.commands.map(({ name }) => name), 'help', '--help', '--version'])} -- "$cur"))
    return
  fi
  # bash takes the = of --flag=value for a word.
  if [ "$cur" = = ]; then cur=
  elif [ "$prev" = = ]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  case "$path \${COMP_WORDS[2]}" in
${commands.flatMap(({ path }) => (path.includes(' ') ? [`    '${path}') [ "$COMP_CWORD" -gt 2 ] && path='${path}' ;;`] : [])).join('\n')}
  esac
  case "$path $prev" in
${ofFlags.join('\n')}
  esac
  case "$path" in
${ofCommands.join('\n')}
  esac
  case "$cur" in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$cur")) ;;
    *) compopt -o filenames 2>/dev/null
      COMPREPLY=($(compgen -W "$below" -- "$cur") $(compgen -f -- "$cur")) ;;
  esac
}
complete -F _${program.name} ${program.name}
`;
}

/** Words as bash reads a text of lines. */
function listed(words: readonly string[]): string {
  return `$'${words.join('\\n')}'`;
}

/** What completes a value and ends; undefined where none follows. */
function replyTo(value: FlagValue): string | undefined {
  const files = 'compopt -o filenames 2>/dev/null; COMPREPLY=';
  switch (value.kind) {
    case 'none':
      return undefined;
    case 'file':
      return `${files}($(compgen -f -- "$cur")); return`;
    case 'folder':
      return `${files}($(compgen -d -- "$cur")); return`;
    case 'other':
      return 'return';
    case 'words': {
      const words = `$(compgen -W ${listed(value.words)} -- "$cur")`;
      return value.orFile ? `${files}(${words} $(compgen -f -- "$cur")); return` : `COMPREPLY=(${words}); return`;
    }
  }
}
