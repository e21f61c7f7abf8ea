import type { CommandOfTree, FlagOfTree, FlagValue } from './command-tree.ts';

/** A script for a folder of zsh's `fpath`, or to be sourced after `compinit`. */
export function zshCompletion(program: CommandOfTree): string {
  return `#compdef ${program.name}
# Completion of ${program.name} in zsh: ${program.name} completion zsh > FOLDER/_${program.name}, in a folder of your fpath
_${program.name}() {
  local line state
  _arguments -C '--version[print the version]' '1:command:->command' '*::argument:->argument'
  case $state in
    command) local commands=(${entriesOf(program)})
      _describe command commands ;;
    argument) case $words[1] in
${program.commands.map((command) => caseOf(command, '      ')).join('\n')}
    esac ;;
  esac
}
if [ "$funcstack[1]" = _${program.name} ]; then _${program.name} "$@"; else compdef _${program.name} ${program.name}; fi
`;
}

function entriesOf({ commands }: CommandOfTree): string {
  return commands.map(({ name, summary }) => quoted(`${name}:${summary.replaceAll(':', '\\:')}`)).join(' ');
}

function caseOf(command: CommandOfTree, indent: string): string {
  const specs = command.flags.map(specOf).join(' ');
  if (command.commands.length === 0) return `${indent}${command.name}) _arguments ${specs} '*:file:_files' ;;`;
  return `${indent}${command.name}) _arguments -C ${specs} '1:command or file:->below' '*::argument:->more'
${indent}  case $state in
${indent}    below) local commands=(${entriesOf(command)})
${indent}      _describe command commands; _files ;;
${indent}    more) case $line[1] in
${command.commands.map((one) => caseOf(one, `${indent}      `)).join('\n')}
${indent}      *) _files ;;
${indent}    esac ;;
${indent}  esac ;;`;
}

function specOf({ long, description, value }: FlagOfTree): string {
  const text = description.replace(/[[\]\\]/g, '\\$&');
  // A flag may be repeated; what stands behind it is told after a colon.
  return quoted(`*${long}${value.kind === 'none' ? '' : '='}[${text}]${actionOf(value)}`);
}

function actionOf(value: FlagValue): string {
  switch (value.kind) {
    case 'none':
      return '';
    case 'file':
      return ':file:_files';
    case 'folder':
      return ':folder:_files -/';
    case 'other':
      return ':value: ';
    case 'words': {
      const words = value.words.map((word) => word.replaceAll(':', '\\:')).join(' ');
      return value.orFile ? `:value:{compadd -- ${words}; _files}` : `:value:(${words})`;
    }
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
