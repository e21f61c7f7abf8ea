import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatTable } from '../pipeline/ui/format-table.ts';

/** How many attempts of one kind to make the program lose something were made, and how many it survived. */
export interface Survivals {
  readonly kind: string;
  readonly tries: number;
  readonly survived: number;
}

const recordIn = (folder: string): string => join(folder, 'survivals.json-lines');

/** Notes them for the table at the end of all tests that share a temporary folder. */
export function recordSurvivals(folder: string, survivals: readonly Survivals[]): void {
  appendFileSync(recordIn(folder), survivals.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

/** All that was noted; undefined where nothing was. */
export function tableOfAll(folder: string): string | undefined {
  if (!existsSync(recordIn(folder))) return undefined;
  const lines = readFileSync(recordIn(folder), 'utf8').trimEnd().split('\n');
  return tableOf(lines.map((line) => JSON.parse(line) as Survivals));
}

export function tableOf(survivals: readonly Survivals[]): string {
  const sums = new Map<string, { tries: number; survived: number }>();
  for (const { kind, tries, survived } of survivals) {
    const sum = sums.get(kind) ?? { tries: 0, survived: 0 };
    sums.set(kind, { tries: sum.tries + tries, survived: sum.survived + survived });
  }
  const rows = [...sums].map(([kind, { tries, survived }]) => [kind, String(tries), String(survived)]);
  return formatTable([['kind', 'tries', 'survived'], ...rows.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))]);
}
