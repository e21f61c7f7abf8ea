import { mirnaFile, mirnasOf } from '../../../src/artifacts/json-files.ts';
import { duplexSvg } from '../../../src/mirna/duplex/duplex-svg.ts';
import type { SiteCloseUp } from '../../../src/report/report-data.ts';
import { readJsonArtifact } from '../artifact-files.ts';
import type { StudyTables } from './read-study-tables.ts';
import type { ReportContext } from './report-contract.ts';

/** The sites of a few 3' UTRs with all that is known of each, and its duplex drawn; by the name of the 3' UTR. */
export async function readCloseUps(
  { optionalInput }: ReportContext,
  { sites, siteDuplexes: duplexes }: StudyTables,
  contrast: string,
  names: ReadonlyMap<string, string>,
): Promise<Map<string, SiteCloseUp[]>> {
  const closeUps = new Map<string, SiteCloseUp[]>();
  if (sites === undefined || duplexes === undefined) return closeUps;
  const mirnaNames = await readNames(optionalInput('mirna'), contrast);
  for (const [row, utr] of sites.utrIds.entries()) {
    const target = names.get(utr);
    if (target === undefined || !mirnaNames.has(sites.mirnas[row]!)) continue;
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

/** Of the miRNAs of a contrast. */
async function readNames(file: string | undefined, contrast: string): Promise<ReadonlySet<string>> {
  const mirnas = file === undefined ? [] : await readJsonArtifact(file, mirnaFile);
  return new Set(mirnasOf(mirnas, contrast).map(({ name }) => name));
}
