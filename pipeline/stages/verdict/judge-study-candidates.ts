import { judgeCandidates } from '../../../src/analyses/cohorts/judge-candidates.ts';
import { pooledValues } from '../../../src/analyses/cohorts/pool-genes.ts';
import { pooledTable, survivalTable, tumorNormalTable } from '../../../src/artifacts/cohort-tables.ts';
import { rankingTable } from '../../../src/artifacts/ranking-tables.ts';
import { setTable } from '../../../src/artifacts/set-tables.ts';
import { verdictTable } from '../../../src/artifacts/verdict-table.ts';
import { readArtifact, readOptional, writeArtifact } from '../artifact-files.ts';
import type { VerdictContext, VerdictInput } from './verdict-contract.ts';

/** Judges the candidates of a contrast. */
export async function judgeStudyCandidates(context: VerdictContext): Promise<void> {
  const { params, input, inputs, optionalInput, emit } = context;
  const { effect, seed, targetsInTumors, alpha } = params;
  const files = (name: VerdictInput) => [...inputs(name).values()];
  const table = await readOptional(optionalInput('sets'), setTable);
  const { verdicts, pooled, sentences } = judgeCandidates({
    ranking: await readArtifact(input('ranking'), rankingTable),
    effect,
    seed,
    targetsInTumors,
    tumorNormal: await Promise.all(files('tumorNormal').map((file) => readArtifact(file, tumorNormalTable))),
    survival: await Promise.all(files('survival').map((file) => readArtifact(file, survivalTable))),
    sets: table && { table, alpha },
  });
  await writeArtifact(context, 'pooled', pooledTable, pooledValues(pooled));
  await writeArtifact(context, 'verdict', verdictTable, verdicts);
  for (const text of sentences) emit({ type: 'note', level: 'info', text });
}
