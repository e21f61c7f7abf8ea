import type { Command } from 'commander';
import { Fault } from '../../src/fault.ts';
import { flagOf, type KeyDescription, type StudyKey, slurmKeyNames, studyKeys } from './keys.ts';

/** What was given on the command line, under the keys of a study file and in its types. */
export type Flags = { readonly [Key in StudyKey]?: unknown };

/** The keys that every command which names a study takes as flags. */
const usualKeys = (Object.keys(studyKeys) as StudyKey[]).filter(
  (key) => !(slurmKeyNames as readonly StudyKey[]).includes(key),
);

/** Lets a command take the keys of a study file as flags. */
export function addStudyFlags(command: Command, only: readonly StudyKey[] = usualKeys): Command {
  for (const key of only) {
    const { placeholder, description }: KeyDescription = studyKeys[key];
    const choices = placeholder.split('|');
    // A list of choices beside the flags would leave no room for what they mean.
    const flag = `${flagOf(key)} <${choices.length > 1 ? 'CHOICE' : placeholder}>`;
    const text = choices.length > 1 ? `${description}: ${choices.join(', ')}` : description;
    if (key === 'contrasts') command.option(flag, text, (value: string, before: string[] = []) => [...before, value]);
    else command.option(flag, text);
  }
  return command;
}

/** The study keys among the options that commander parsed (which it names in camel case). */
export function readFlags(options: { readonly [name: string]: unknown }, only: readonly StudyKey[] = usualKeys): Flags {
  const flags: { [Key in StudyKey]?: unknown } = {};
  for (const key of only) {
    const given = options[camelCase(flagOf(key).slice(2))];
    if (given !== undefined) flags[key] = readFlag(key, given as string | readonly string[]);
  }
  return flags;
}

/** The value of a key given as text, or as one text a contrast, in the type that it has in a study file. */
export function readFlag(key: StudyKey, given: string | readonly string[]): unknown {
  const { type }: KeyDescription = studyKeys[key];
  const texts = [given].flat();
  if (type === 'contrast') return texts.map(parseContrast);
  const [text] = texts as [string];
  if (type === 'list') return text.split(/[,;]/).map((part) => part.trim());
  if (type === 'number') return Number.isNaN(Number(text)) ? text : Number(text);
  return text;
}

/** `condition,mir9,control` as a contrast. */
function parseContrast(text: string): { variable: string; target: string; reference: string } {
  const parts = text.split(',').map((part) => part.trim());
  const [variable, target, reference] = parts;
  if (parts.length === 3 && variable && target && reference) return { variable, target, reference };
  throw new Fault({
    code: 'CONTRAST_NOT_THREE',
    message: 'a contrast has three parts',
    file: flagOf('contrasts'),
    found: text,
    expected: 'variable,target,reference',
    hint: `write for example ${flagOf('contrasts')} condition,mir9,control`,
  });
}

function camelCase(flag: string): string {
  return flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
