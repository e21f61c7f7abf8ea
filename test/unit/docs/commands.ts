import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The documents that show commands. */
export const documents = [
  'README.md',
  ...readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' })
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.md'))
    .sort(),
];

/** Each call of seedrank in the shell and console blocks of a document, on one line. */
export function callsIn(document: string): string[] {
  const text = readFileSync(root + document, 'utf8');
  return [...text.matchAll(/^```(?:sh|console)\n([\s\S]*?)^```/gm)]
    .flatMap(([, block]) => block!.replace(/\\\n\s*/g, '').split('\n'))
    .map((line) => line.replace(/^\$ /, '').replace(/^npx /, ''))
    .filter((line) => line.startsWith('seedrank '))
    .map((line) => line.replace(/(^|\s)#.*/, '').trim());
}

/** Flags of each command, from the manual page that the program writes of itself. */
export function flagsOfCommands(): Map<string, Set<string>> {
  const manual = readFileSync(`${root}dist/man/seedrank.1`, 'utf8').replaceAll('\\-', '-');
  return new Map(
    [...manual.matchAll(/^\.SH .*\n\.B seedrank (.+)\n([\s\S]*?)(?=^\.SH |$(?![\s\S]))/gm)].map(([, name, section]) => [
      name!,
      new Set([...section!.matchAll(/^\.B (--[a-z-]+)/gm)].map(([, flag]) => flag!)),
    ]),
  );
}
