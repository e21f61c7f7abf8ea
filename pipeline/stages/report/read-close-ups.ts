import { readFile } from 'node:fs/promises';
import { numbersOf, parseTable, type Table, textOf } from '../../../src/formats/delimited/read-table.ts';
import { duplexSvg } from '../../../src/mirna/duplex/duplex-svg.ts';
import type { SiteCloseUp } from '../../../src/report/report-data.ts';
import type { ReportContext } from './report-contract.ts';

/** The sites of a few 3' UTRs with all that is known of each, and its duplex drawn; by the name of the 3' UTR. */
export async function readCloseUps(
  { optionalInput }: ReportContext,
  names: ReadonlyMap<string, string>,
): Promise<Map<string, SiteCloseUp[]>> {
  const [sitesFile, duplexesFile] = [optionalInput('sites'), optionalInput('siteDuplexes')];
  const closeUps = new Map<string, SiteCloseUp[]>();
  if (sitesFile === undefined || duplexesFile === undefined) return closeUps;
  const sites = await readRowsOf(sitesFile, [...names.keys()]);
  const duplexes = await readRowsOf(duplexesFile, [...names.keys()]);
  const text = (name: string) => textOf(sites, name);
  const number = (name: string) => numbersOf(sites, name);
  for (const [row, utr] of text('gene_id').entries()) {
    const conserved = text('conserved')[row];
    const site: SiteCloseUp = {
      mirna: text('mirna')[row]!,
      type: text('site_type')[row] as SiteCloseUp['type'],
      start: number('utr_start')[row]!,
      end: number('utr_end')[row]!,
      contextScore: number('context_score')[row]!,
      pct: number('pct')[row]!,
      conserved: conserved === 'NA' ? undefined : conserved === 'yes',
      energyKcalPerMol: numbersOf(duplexes, 'mfe')[row]!,
      drawing: drawnDuplex(duplexes, row, names.get(utr)!),
    };
    closeUps.set(utr, [...(closeUps.get(utr) ?? []), site]);
  }
  return closeUps;
}

function drawnDuplex(duplexes: Table, row: number, target: string): string {
  const text = (name: string) => textOf(duplexes, name)[row]!;
  const lines = ['target_unpaired', 'target_paired', 'mirna_paired', 'mirna_unpaired'].map(text);
  // Blanks at the end of a cell are not kept by all tables.
  const width = Math.max(...lines.map(({ length }) => length));
  const [targetUnpaired = '', targetPaired = '', mirnaPaired = '', mirnaUnpaired = ''] = lines.map((one) =>
    one.padEnd(width),
  );
  const drawing = {
    targetUnpaired,
    targetPaired,
    mirnaPaired,
    mirnaUnpaired,
    position: numbersOf(duplexes, 'position')[row]!,
  };
  return duplexSvg(drawing, { target, mirna: text('mirna'), energy: numbersOf(duplexes, 'mfe')[row]! });
}

const TEXT = ['mirna', 'site_type', 'conserved', 'target_unpaired', 'target_paired', 'mirna_paired', 'mirna_unpaired'];

/** The rows that begin with one of the ids, which stand together: to read all of a large table would take a second. */
async function readRowsOf(file: string, ids: readonly string[]): Promise<Table> {
  const bytes = await readFile(file);
  const lineEnd = (from: number) => bytes.indexOf(10, from) + 1 || bytes.length;
  const lines = [bytes.subarray(0, lineEnd(0))];
  for (const id of ids) {
    const head = Buffer.from(`${id}\t`);
    let at = bytes.indexOf(`\n${id}\t`) + 1;
    while (at > 0 && bytes.subarray(at, at + head.length).equals(head)) {
      lines.push(bytes.subarray(at, lineEnd(at)));
      at = lineEnd(at);
    }
  }
  return parseTable(Buffer.concat(lines), file, { text: TEXT });
}
