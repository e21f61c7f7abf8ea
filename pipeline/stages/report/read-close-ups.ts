import { siteDuplexTable, siteTable } from '../../../src/artifacts/site-tables.ts';
import { duplexSvg } from '../../../src/mirna/duplex/duplex-svg.ts';
import type { SiteCloseUp } from '../../../src/report/report-data.ts';
import { readOptional } from '../artifact-files.ts';
import type { ReportContext } from './report-contract.ts';

/** The sites of a few 3' UTRs with all that is known of each, and its duplex drawn; by the name of the 3' UTR. */
export async function readCloseUps(
  { optionalInput }: ReportContext,
  names: ReadonlyMap<string, string>,
): Promise<Map<string, SiteCloseUp[]>> {
  const closeUps = new Map<string, SiteCloseUp[]>();
  const sites = await readOptional(optionalInput('sites'), siteTable);
  const duplexes = await readOptional(optionalInput('siteDuplexes'), siteDuplexTable);
  if (sites === undefined || duplexes === undefined) return closeUps;
  for (const [row, utr] of sites.utrIds.entries()) {
    const target = names.get(utr);
    if (target === undefined) continue;
    const conserved = sites.conserved?.[row] ?? 'NA';
    const mirna = sites.mirnas[row]!;
    const energy = duplexes.energies[row]!;
    const drawing = {
      targetUnpaired: duplexes.targetUnpaired[row]!,
      targetPaired: duplexes.targetPaired[row]!,
      mirnaPaired: duplexes.mirnaPaired[row]!,
      mirnaUnpaired: duplexes.mirnaUnpaired[row]!,
      position: duplexes.positions[row]!,
    };
    const site: SiteCloseUp = {
      mirna,
      type: sites.types[row] as SiteCloseUp['type'],
      start: sites.starts[row]!,
      end: sites.ends[row]!,
      contextScore: sites.contextScores?.[row] ?? Number.NaN,
      accessibility: sites.accessibility?.[row] ?? Number.NaN,
      pct: sites.pct?.[row] ?? Number.NaN,
      conserved: conserved === 'NA' ? undefined : conserved === 'yes',
      energyKcalPerMol: energy,
      drawing: duplexSvg(drawing, { target, mirna, energy }),
    };
    closeUps.set(utr, [...(closeUps.get(utr) ?? []), site]);
  }
  return closeUps;
}
