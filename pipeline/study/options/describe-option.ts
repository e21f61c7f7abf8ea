import { type CommandName, type NumberRange, type Option, studyCommands } from './option.ts';
import { builtInSource, flagOf, type OptionKey, optionOf } from './option-table.ts';

/** What stands after a flag in help. */
export function placeholderOf(option: Option): string {
  if (option.placeholder !== undefined) return option.placeholder;
  switch (option.type) {
    case 'file':
    case 'output':
      return 'FILE';
    case 'folder':
      return 'DIR';
    case 'number':
      return option.whole ? 'N' : 'X';
    case 'onOff':
    case 'switch':
      return 'on|off';
    case 'choice':
      return option.orFile ? 'CHOICE|FILE' : 'CHOICE';
    case 'choices':
      return 'CHOICE,...';
    case 'list':
      return 'NAME,...';
    case 'sources':
      return 'FILE,...';
    case 'background':
      return 'FILE:MIRNA';
    default:
      return 'TEXT';
  }
}

/** What an option means, its choices and its default, in a line: for help and study files. */
export function describeOption(option: Option, command?: CommandName): string {
  const own = command && option.helpIn?.[command];
  const help = own ?? option.help;
  const choices = 'choices' in option && option.choices.length > 1 ? `: ${option.choices.join(', ')}` : '';
  const shown = own !== undefined && option.default === undefined ? undefined : shownDefault(option);
  return `${help}${choices}${shown === undefined ? '' : ` (default: ${shown})`}`;
}

function shownDefault({ default: value, otherwise, type }: Option): string | undefined {
  if (type === 'switch') return undefined;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return value === undefined ? otherwise : String(value);
}

/** What may stand there, for errors: `a number above 0 and below 1`. */
export function expectedOf(option: Option): string {
  switch (option.type) {
    case 'number':
      return [rangeInWords(option), ...(option.words ?? [])].join(' or ');
    case 'numbers':
      return `${option.length === undefined ? '' : `${option.length} `}numbers${boundsInWords(option)}, joined by commas`;
    case 'choice':
      return `${option.choices.length > 1 ? 'one of ' : ''}${option.choices.join(', ')}${option.orFile ? ', or a file' : ''}`;
    case 'choices':
      return `one or more of ${option.choices.join(', ')}`;
    case 'onOff':
    case 'switch':
      return 'on or off';
    case 'list':
      return 'one or more texts';
    case 'sources':
      return `one or more files, or ${option.builtIn.map(builtInSource).join(', ')}`;
    case 'levels':
      return 'variable=level';
    case 'contrasts':
      return 'variable,target,reference';
    case 'cohorts':
      return 'a list of cohorts, as in a study file: [{ name: ..., expression: ..., ... }]';
    case 'background':
      return 'FILE:MIRNA, or FILE:MIRNA:inhibition';
    default:
      return `a ${option.type === 'text' ? 'text' : 'path'}`;
  }
}

function rangeInWords(range: NumberRange): string {
  return `a ${range.whole ? 'whole ' : ''}number${boundsInWords(range)}`;
}

function boundsInWords({ min, above, max, below }: NumberRange): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  const bounds = [
    ...(min === undefined ? [] : [`of at least ${min}`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(max === undefined ? [] : [`of at most ${max}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ];
  return bounds.length === 0 ? '' : ` ${bounds.join(' and ')}`;
}

/** All that the table knows of an option, as lines of a name and a text. */
export function explainOption(key: OptionKey): [name: string, text: string][] {
  const option = optionOf(key);
  const others = option.commands.filter((command) => !(studyCommands as readonly CommandName[]).includes(command));
  const inOthers = others.flatMap((command): [string, string][] => {
    const text = option.helpIn?.[command];
    return text === undefined ? [] : [[`in ${command}`, text]];
  });
  return [
    ['name', option.key ? key : `${key} (not in study files)`],
    ['flag', option.type === 'switch' ? flagOf(key) : `${flagOf(key)} <${placeholderOf(option)}>`],
    ['type', option.type],
    ['values', expectedOf(option)],
    ['default', shownDefault(option) ?? (option.type === 'switch' ? 'off' : 'none')],
    ['meaning', option.help],
    ...inOthers,
    ['commands', option.commands.join(', ')],
  ];
}
