import type { Command } from 'commander';
import { Fault } from '../../src/fault.ts';
import { flagOf, type KeyDescription, type StudyKey, studyKeys } from './keys.ts';

/** What was given on the command line, under the keys of a study file and in its types. */
export type Flags = { readonly [Key in StudyKey]?: unknown };

/** Lets a command take the keys of a study file as flags. */
export function addStudyFlags(
  command: Command,
  only: readonly StudyKey[] = Object.keys(studyKeys) as StudyKey[],
): Command {
  for (const key of only) {
    const { placeholder, description }: KeyDescription = studyKeys[key];
    if (key === 'contrasts') {
      command.option(`${flagOf(key)} <${placeholder}>`, description, (text: string, before: string[] = []) => [
        ...before,
        text,
      ]);
    } else command.option(`${flagOf(key)} <${placeholder}>`, description);
  }
  return command;
}

/** The study keys among the options that commander parsed (which it names in camel case). */
export function readFlags(
  options: { readonly [name: string]: unknown },
  only: readonly StudyKey[] = Object.keys(studyKeys) as StudyKey[],
): Flags {
  const flags: { [Key in StudyKey]?: unknown } = {};
  for (const key of only) {
    const { type }: KeyDescription = studyKeys[key];
    const given = options[camelCase(flagOf(key).slice(2))];
    if (given === undefined) continue;
    if (type === 'list') flags[key] = (given as string).split(/[,;]/).map((part) => part.trim());
    else if (type === 'contrast') flags[key] = (given as string[]).map(parseContrast);
    else if (type === 'number') flags[key] = Number.isNaN(Number(given)) ? given : Number(given);
    else flags[key] = given;
  }
  return flags;
}

/** `condition,mir9,control` as a contrast. */
export function parseContrast(text: string): { variable: string; target: string; reference: string } {
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
