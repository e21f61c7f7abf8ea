import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { listFiles } from '../../pipeline/engine/files.ts';
import { seedrank, smallStudy } from './small-study.ts';

/** A command that writes tables or texts into a folder, and what is in them. */
export interface WritingCommand {
  readonly name: string;
  /** Where it finds its inputs. */
  readonly folder: string;
  /** For outputs into the folder `out`, which is there. */
  args(out: string): readonly string[];
  /** Every file that it writes, by its name. */
  readonly written: Readonly<Record<string, string>>;
}

type Arguments = readonly [name: string, args: (out: string) => readonly string[], files: readonly string[]];

const utrs = ['--utrs', 'utrs.fa'];
const miR9 = ['--mirna', 'hsa-miR-9-5p'];
const tested = ['--counts', 'counts.tsv', '--samples', 'samples.csv'];
const contrast = ['--contrast', 'condition,mir9,control'];

const commands: readonly Arguments[] = [
  [
    'de',
    (out) => [
      ...[...tested, '--design', '~ condition', ...contrast, '--out', join(out, 'de.tsv')],
      ...['--rows', join(out, 'rows.tsv.gz'), '--normalized-out', join(out, 'normalized.tsv')],
    ],
    ['de.tsv', 'rows.tsv.gz', 'normalized.tsv'],
  ],
  [
    'sites',
    (out) => [
      ...[...utrs, '--all-families', '--out', join(out, 'sites.tsv.gz')],
      ...['--genes', join(out, 'genes.tsv'), '--targetscan-tables', out],
    ],
    ['sites.tsv.gz', 'genes.tsv', 'targetscan_70_output.txt'],
  ],
  [
    'duplex',
    (out) => [...utrs, ...miR9, '--set', '3utr_human', '--draw', '--threads', '1', '--out', join(out, 'duplex.tsv')],
    ['duplex.tsv', 'duplex.tsv.drawings.txt'],
  ],
  ['accessibility', (out) => ['--utrs', 'short.fa', '--threads', '1', '--out', out], ['short1_lunp', 'short2_lunp']],
  [
    'seeds',
    (out) => ['--de', 'de.tsv', ...utrs, '--all-words', '--out', out],
    ['families.tsv', 'words.tsv', 'landscape.tsv', 'verdict.json'],
  ],
  [
    'rank',
    (out) => ['--de', 'de.tsv', ...utrs, ...miR9, '--out', out],
    ['ranking.tsv', 'candidates.tsv', 'site_shifts.tsv'],
  ],
  ['init', (out) => [...tested, ...contrast, '--overwrite', '--out', join(out, 'study.yml')], ['study.yml']],
];

/** The commands that write what they are told to, each with what it writes when nothing disturbs it. */
export function writingCommands(): readonly WritingCommand[] {
  const { folder } = smallStudy();
  writeFileSync(join(folder, 'short.fa'), `>short1\n${'ACGUG'.repeat(30)}\n>short2\n${'GGCAU'.repeat(20)}\n`);
  expect(seedrank(folder, 'de', ...tested, '--design', '~ condition', ...contrast, '--out', 'de.tsv').code).toBe(0);
  return commands.map(([name, args, files]) => {
    const out = mkdtempSync(join(tmpdir(), 'seedrank-out-'));
    const { code, stderr } = seedrank(folder, name, ...args(out));
    expect(code, stderr).toBe(0);
    const written = filesIn(out);
    expect(Object.keys(written).sort()).toEqual([...files].sort());
    return { name, folder, args: (place) => [name, ...args(place)], written };
  });
}

/** Every file of a folder, hidden ones too, with its bytes. */
export function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(listFiles(folder).map((file) => [file, readFileSync(join(folder, file), 'latin1')]));
}
