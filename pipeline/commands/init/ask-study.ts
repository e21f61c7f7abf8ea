import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isBlockName } from '../../../src/design/classify-variables.ts';
import { guessReference } from '../../../src/design/control-levels.ts';
import {
  groupingsOf,
  isConditionName,
  isEstimable,
  levelsOf,
  type SheetColumns,
} from '../../../src/design/guess-design.ts';
import { Fault } from '../../../src/fault.ts';
import { type GivenMirnas, resolveMirnas } from '../../../src/mirna/families/resolve-mirna.ts';
import type { Flags } from '../../study/options/read-options.ts';
import { askText, choose, chooseSeveral, refuse } from '../../ui/ask.ts';

/** Asks for the tables that a study starts from, where neither counts nor a result table is named. */
export async function askFiles(flags: Flags): Promise<Flags> {
  const { counts, differential, samples } = flags;
  if (differential !== undefined) return flags;
  const asked = {
    counts:
      counts ?? (await askFile('Table of counts (genes x samples), or a folder of files a sample', 'counts.tsv.gz')),
    samples: samples ?? (await askFile('Sample sheet (one row a sample)', 'samples.csv')),
  };
  return { ...flags, ...asked };
}

interface Sheet {
  readonly sampleIds: readonly string[];
  readonly columns: SheetColumns;
}

/** Asks what is compared with what, by the columns of a sample sheet; what names suggest comes first. */
export async function askDesign(flags: Flags, { sampleIds, columns }: Sheet): Promise<Flags> {
  const groupings = new Map(groupingsOf(columns));
  if (groupings.size === 0) return flags;
  const describe = (name: string) => {
    const levels = levelsOf(groupings.get(name)!);
    return { value: name, hint: `${levels.slice(0, 4).join(', ')}${levels.length > 4 ? ', ...' : ''}` };
  };
  const names = [...groupings.keys()];
  const variable = await choose(
    'Which column says what was done to a sample?',
    names.map(describe),
    names.find(isConditionName),
  );
  const levels = levelsOf(groupings.get(variable)!);
  const guess = guessReference(levels, [flags.mirna ?? []].flat().map(String));
  const likely = guess.kind === 'found' ? guess.reference : guess.candidates[0];
  const reference = await choose(
    'Which level is the control?',
    levels.map((value) => ({ value })),
    likely,
  );
  const targets = levels.filter((level) => level !== reference);
  const compared =
    targets.length === 1
      ? targets
      : await chooseSeveral(
          `Which are compared with ${reference}?`,
          targets.map((value) => ({ value })),
          { initial: targets, required: true },
        );
  const blocks = await askBlocks(
    variable,
    names.filter((name) => name !== variable),
  );
  return {
    ...flags,
    design: `~ ${[...blocks, variable].join(' + ')}`,
    contrasts: compared.map((target) => ({ variable, target, reference })),
  };

  async function askBlocks(tested: string, others: readonly string[]): Promise<readonly string[]> {
    const usable = others.filter((name) => isEstimable([name, tested], sampleIds, columns));
    if (usable.length === 0) return [];
    for (let initial = usable.filter(isBlockName); ; initial = []) {
      const chosen = await chooseSeveral(
        'Are samples paired, or made in batches? By which columns?',
        usable.map(describe),
        {
          initial,
          required: false,
        },
      );
      if (isEstimable([...chosen, tested], sampleIds, columns)) return chosen;
    }
  }
}

/** Asks for the microRNA and for 3' UTRs, where they are not named; either may be left open. */
export async function askTargets(flags: Flags, given: GivenMirnas | undefined): Promise<Flags> {
  let asked = flags;
  if (asked.mirna === undefined) {
    const name = await askMirna(given);
    if (name === '') return asked;
    asked = { ...asked, mirna: [name] };
  }
  if (asked.effect === undefined && asked.contrasts_file === undefined) {
    const effect = await choose('What was done to it?', [
      { value: 'overexpression', hint: 'mimic, vector: its targets go down' },
      { value: 'inhibition', hint: 'inhibitor, sponge, knock-out: its targets go up' },
    ]);
    asked = { ...asked, effect };
  }
  if (asked.utrs !== undefined || asked.genome !== undefined) return asked;
  const source = await choose("Where are the 3' UTRs?", [
    { value: 'FASTA', hint: 'of seedrank utrs, BioMart, UCSC or TargetScan' },
    { value: 'genome and annotation', hint: 'they are cut out' },
    { value: 'not here yet', hint: 'docs/three-prime-utrs.md says what to download' },
  ]);
  if (source === 'FASTA') return { ...asked, utrs: await askFile("3' UTRs", 'utrs.fa.gz') };
  if (source === 'not here yet') return asked;
  const genome = await askFile('Genome (FASTA)', 'genome.fa.gz');
  return { ...asked, genome, annotation: await askFile('Its annotation (GTF or GFF3)', 'genes.gtf.gz') };
}

function askFile(question: string, placeholder: string): Promise<string> {
  return askText(question, {
    placeholder,
    refuse: (value) => (value !== '' && existsSync(resolve(value)) ? undefined : `there is no ${value || 'name'}`),
  });
}

/** A name that a run will understand, or ''. */
async function askMirna(given: GivenMirnas | undefined): Promise<string> {
  for (;;) {
    const name = await askText('Which microRNA? Name, accession or sequence; nothing to leave it open', {
      placeholder: 'hsa-miR-9-5p',
      refuse: () => undefined,
    });
    if (name === '') return name;
    try {
      const { mirnas } = await resolveMirnas([name], given);
      return mirnas.length > 0 ? name : '';
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      refuse([error.details.message, error.details.hint].filter(Boolean).join('; '));
    }
  }
}
