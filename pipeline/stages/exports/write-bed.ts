import { writeFile } from 'node:fs/promises';
import type { RankingValues } from '../../../src/analyses/ranking/ranking-values.ts';
import { type UtrRegions, utrLinkTable, utrRegionTable } from '../../../src/artifacts/gene-tables.ts';
import { mirnaFile, mirnasOf } from '../../../src/artifacts/json-files.ts';
import { siteTable } from '../../../src/artifacts/site-tables.ts';
import { type BedFeature, formatBed } from '../../../src/formats/annotation/bed.ts';
import type { UtrRegion } from '../../../src/formats/annotation/three-prime-utrs.ts';
import type { StageContext } from '../../engine/stage.ts';
import { readJsonArtifact, readOptional } from '../artifact-files.ts';

/** Candidates stand out in the color of the strongest sites; all other sites are gray. */
const CANDIDATE = '213,94,0';
const OTHER = '125,136,152';

type Context = Pick<
  StageContext<unknown, 'mirna' | 'sites' | 'utrLinks' | 'utrRegions', 'bed'>,
  'optionalInput' | 'output'
>;

/** Writes the sites of ranked genes for the miRNAs of a contrast, where any were searched: on the genome where their 3' UTRs were cut from it. */
export async function writeBed(
  { optionalInput, output }: Context,
  ranked: RankingValues,
  contrast: string,
): Promise<void> {
  const sites = await readOptional(optionalInput('sites'), siteTable);
  const links = await readOptional(optionalInput('utrLinks'), utrLinkTable);
  if (sites === undefined || links === undefined) return;
  const mirnas = optionalInput('mirna');
  const perturbed = mirnas === undefined ? [] : mirnasOf(await readJsonArtifact(mirnas, mirnaFile), contrast);
  const own = new Set(perturbed.map(({ name }) => name));
  const { geneIds: ids, names = ids, classes, posteriors } = ranked;
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  const placeOfUtr = new Map(links.geneIds.map((gene, row) => [links.utrIds[row]!, placeOf.get(gene)]));
  const features = sites.utrIds.flatMap((utr, row): BedFeature[] => {
    const place = placeOfUtr.get(utr);
    if (place === undefined || !own.has(sites.mirnas[row]!)) return [];
    return [
      {
        utr,
        start: sites.starts[row]!,
        end: sites.ends[row]!,
        name: `${names[place] || ids[place]}:${sites.types[row]}`,
        score: 1000 * (posteriors[place] || 0),
        color: classes[place] === 'candidate' ? CANDIDATE : OTHER,
      },
    ];
  });
  const regions = await readOptional(optionalInput('utrRegions'), utrRegionTable);
  await writeFile(output('bed'), formatBed(features, regions && regionsByUtr(regions)));
}

function regionsByUtr({ utrIds, seqnames, strands, blocks }: UtrRegions): Map<string, UtrRegion> {
  const interval = (text: string): [number, number] => {
    const [start, end] = text.split('-').map(Number);
    return [start!, end!];
  };
  return new Map(
    utrIds.map((utr, row) => [
      // A FASTA file names its records by the first word.
      utr.split(/\s/)[0]!,
      { seqname: seqnames[row]!, strand: strands[row]!, blocks: blocks[row]!.split(',').map(interval) },
    ]),
  );
}
