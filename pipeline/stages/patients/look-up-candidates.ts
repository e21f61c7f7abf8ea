import { askCohort } from '../../../src/analyses/cohorts/ask-cohort.ts';
import { chooseJudgedGenes, judgedName } from '../../../src/analyses/cohorts/choose-judged-genes.ts';
import { DRAWN } from '../../../src/analyses/cohorts/shared-choices.ts';
import { survivalValues } from '../../../src/analyses/cohorts/survival-values.ts';
import { tumorNormalValues } from '../../../src/analyses/cohorts/tumor-normal-values.ts';
import { survivalTable, tumorNormalTable } from '../../../src/artifacts/cohort-tables.ts';
import { curveFile } from '../../../src/artifacts/curve-file.ts';
import { rankingTable } from '../../../src/artifacts/ranking-tables.ts';
import { openInput } from '../../files/open-input.ts';
import { readArtifact, writeArtifact, writeJsonArtifact } from '../artifact-files.ts';
import type { PatientsContext } from './patients-contract.ts';

/** Asks a cohort of the candidates of a contrast and their controls, and writes what it says. */
export async function lookUpCandidates(context: PatientsContext): Promise<void> {
  const { params, input, optionalInput, output, emit } = context;
  const ranking = await readArtifact(input('ranking'), rankingTable);
  const { candidates, controls, notes } = chooseJudgedGenes(ranking, params.seed);
  const clinical = optionalInput('clinical');
  const answer = await askCohort(
    {
      name: params.cohort,
      expression: openInput(input('expression')),
      clinical: clinical === undefined ? undefined : openInput(clinical),
    },
    params.question,
    [...candidates, ...controls].map((row) => judgedName(ranking, row)),
    Math.min(DRAWN, candidates.length),
  );
  const { comparison, survival, curves } = answer;
  await writeArtifact(context, 'survival', survivalTable, survivalValues(survival));
  const compared = tumorNormalValues(comparison === undefined ? [] : [comparison]);
  await writeArtifact(context, 'tumorNormal', tumorNormalTable, compared);
  await writeJsonArtifact(output('curves'), curveFile, curves);
  for (const text of [...notes, ...answer.notes]) emit({ type: 'note', level: 'info', text });
}
