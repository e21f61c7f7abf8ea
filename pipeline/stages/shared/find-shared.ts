import { adoptResults } from '../../../src/analyses/adopt-results.ts';
import {
  type BackgroundResults,
  describeShared,
  takeOutShared,
} from '../../../src/analyses/ranking/take-out-shared.ts';
import { utrLinkTable } from '../../../src/artifacts/gene-tables.ts';
import { mirnaFile, mirnasOf, type StudyMirna } from '../../../src/artifacts/json-files.ts';
import { sharedContrastTable, sharedFile, sharedGeneTable } from '../../../src/artifacts/shared-tables.ts';
import { readResultTable } from '../../../src/formats/delimited/result-table.ts';
import { findSites } from '../../../src/mirna/sites/utr-scanner.ts';
import type { GeneSite } from '../../../src/ranking/sites/site-evidence.ts';
import { openInput } from '../../files/open-input.ts';
import { writeTable } from '../../files/write-table.ts';
import { readArtifact, readJsonArtifact, writeArtifact, writeJsonArtifact } from '../artifact-files.ts';
import { readKeptUtrs } from '../kept-utrs.ts';
import { readResults } from '../rank/read-rankable.ts';
import type { SharedContext } from './shared-contract.ts';

/** Compares a contrast with those of other miRNAs, and writes what they share; nothing where they share nothing. */
export async function findShared(context: SharedContext): Promise<void> {
  const { params, inputs, input, optionalInput, files, output, emit } = context;
  const perturbed = await readJsonArtifact(input('mirna'), mirnaFile);
  const sitesOf = await openSites(context);
  const tables = inputs('results');
  const background: BackgroundResults[] = [];
  for (const { id, effect } of params.others) {
    const mirnas = mirnasOf(perturbed, id);
    background.push({ name: id, effect, mirnas, sites: sitesOf(mirnas), results: await readResults(tables.get(id)!) });
  }
  const given = optionalInput('backgroundMirnas');
  const others = given === undefined ? [] : await readJsonArtifact(given, mirnaFile);
  for (const [k, file] of files('background').entries()) {
    const { name, effect } = params.background[k]!;
    const mirnas = mirnasOf(others, String(k));
    const { results } = adoptResults(await readResultTable(openInput(file)));
    const called = `${mirnas.map((mirna) => mirna.name).join('/')} (${name})`;
    background.push({ name: called, effect, mirnas, sites: sitesOf(mirnas), results });
  }
  const results = await readResults(tables.get(params.contrast)!);
  const mirnas = mirnasOf(perturbed, params.contrast);
  const answer = takeOutShared({ results, mirnas, sites: sitesOf(mirnas), background });
  for (const { level, text } of answer.notes) emit({ type: 'note', level, text });
  if (answer.response === undefined) return;
  const { contrasts, takenOut, amount, reliability, slope, errorCorrelation } = answer.response;
  const correlation = takenOut?.correlation ?? 0;
  const text = describeShared(answer.response);
  await writeJsonArtifact(output('summary'), sharedFile, {
    text,
    correlation,
    amount,
    reliability,
    slope,
    errorCorrelation,
  });
  const table = {
    names: contrasts.map(({ name }) => name),
    correlations: Float64Array.from(contrasts, (one) => one.correlation),
    genes: Int32Array.from(contrasts, (one) => one.genes),
    weights: Float64Array.from(contrasts, ({ weight }) => weight),
  };
  await writeTable(output('contrasts'), sharedContrastTable.toColumns(table));
  if (takenOut === undefined) return;
  const { taken, errorFactor } = takenOut;
  await writeArtifact(context, 'genes', sharedGeneTable, { geneIds: results.geneIds, taken, errorFactor });
}

/** What has sites of miRNAs: by gene id, genes with a known 3' UTR. */
async function openSites({ input }: SharedContext) {
  const { records } = await readKeptUtrs(input('sequences'));
  const sequenceOf = new Map(records.map(({ id, sequence }) => [id, sequence]));
  const { geneIds, utrIds } = await readArtifact(input('utrLinks'), utrLinkTable);
  return (mirnas: readonly StudyMirna[]): ReadonlyMap<string, readonly GeneSite[]> => {
    const search = (sequence: Uint8Array) => mirnas.flatMap((mirna) => findSites(sequence, mirna));
    return new Map(
      geneIds.flatMap((gene, row) => {
        const sequence = sequenceOf.get(utrIds[row]!);
        return sequence === undefined ? [] : [[gene, search(sequence)] as const];
      }),
    );
  };
}
