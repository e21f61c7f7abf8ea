import type { TranscriptRule } from '../../../src/formats/annotation/transcript-choice.ts';
import type { BuiltInNames } from '../../../src/genes/built-in-names.ts';
import type { TargetSet } from '../../../src/mirna/duplex/duplex-pvalue.ts';
import type { Effect } from '../../../src/ranking/changes/effect.ts';
import type { Ranker } from '../../../src/ranking/simple-rankers.ts';
import { type Option, studyCommands } from './option.ts';

/** How accessibility is had where no folder of tables is named. */
type AccessibilityChoice = 'compute' | 'off';

const study = { key: true, commands: studyCommands, group: 'microRNA and targets' } as const;

/** The microRNA, its targets and their order. */
export const targetOptions = {
  mirna: {
    ...study,
    commands: [...studyCommands, 'rank', 'seeds', 'sites', 'duplex'],
    required: ['rank'],
    type: 'list',
    help: 'the perturbed microRNA: a name, a miRBase accession, or its sequence; several of a cluster or family as a list; without it no targets are ranked',
    helpIn: {
      rank: 'the miRNA by name, accession or sequence; several of a cluster by commas',
      seeds: 'the miRNA that was perturbed, or several: says whether it is found',
      sites: 'miRNAs by name, accession or sequence',
      duplex: 'only these, by name, accession or sequence (default: all of --mirnas)',
    },
  },
  mirnas: {
    ...study,
    commands: [...studyCommands, 'rank', 'seeds', 'sites', 'duplex'],
    type: 'file',
    help: 'FASTA of mature microRNAs to look names up in first; those of human, mouse, rat, zebrafish, fly and worm are built in',
    helpIn: {
      rank: 'FASTA of miRNAs to look names up in first (built in: human, mouse, rat, zebrafish, fly, worm)',
      seeds: 'miRNAs whose families are tried too, beside the conserved ones of the species of --mirna, else human',
      sites:
        'miRNAs: FASTA, or a miRNA table of TargetScan; names are looked up there first (all families: conserved human ones)',
      duplex: 'miRNAs: FASTA, or a miRNA table of TargetScan; names are looked up there first',
    },
  },
  effect: {
    ...study,
    commands: [...studyCommands, 'rank', 'seeds', 'verdict'],
    repeats: ['rank'],
    type: 'choice',
    choices: ['overexpression', 'inhibition'] satisfies readonly Effect[],
    help: 'what was done to the microRNA: its targets go down or (also after a knock-out) up in TARGET; a contrast may have its own',
    default: 'overexpression',
    helpIn: {
      rank: 'what was done to the miRNA; inhibition also for a knock-out; once for all tables, or once for each',
      seeds: 'what was done to it; inhibition also for a knock-out',
    },
  },
  shared_response: {
    ...study,
    type: 'onOff',
    default: true,
    help: 'whether what contrasts of other microRNAs show as well (of the study, and of `background`) is taken out before genes are ranked and seeds are sought',
  },
  background: {
    ...study,
    commands: ['rank'],
    repeats: ['rank'],
    type: 'background',
    help: 'result tables of other microRNAs from the same laboratory: what they show as well is no effect of this one and is taken out before genes are ranked',
    helpIn: {
      rank: 'result table of another miRNA from the same laboratory, whose shared changes are taken out before genes are ranked; may be repeated; FILE:MIRNA:inhibition where that was done to it',
    },
  },
  combine: {
    ...study,
    type: 'list',
    placeholder: 'ID,...',
    help: 'ids of contrasts of the microRNA that are also ranked together (over-expression and inhibition)',
  },
  fdr: {
    ...study,
    commands: [...studyCommands, 'rank'],
    type: 'number',
    above: 0,
    below: 1,
    help: 'false discovery rate of the candidates',
    default: 0.1,
  },
  intended_target: {
    ...study,
    commands: [...studyCommands, 'rank'],
    type: 'list',
    placeholder: 'GENE,...',
    help: 'the gene that an siRNA was made against, by id or symbol, where `mirna` is its guide strand: set apart from the off-targets, which are ranked',
  },
  ranker: {
    ...study,
    commands: [...studyCommands, 'rank'],
    type: 'choice',
    choices: [
      'posterior',
      'soft',
      'rra',
      'rank-sum',
      'signed-p',
      'fold-change',
      'filter',
      'sites',
    ] satisfies readonly Ranker[],
    help: 'what orders the genes; all but the first are for comparison',
    default: 'posterior',
  },
  utrs: {
    ...study,
    commands: [...studyCommands, 'rank', 'seeds', 'sites', 'duplex', 'accessibility'],
    required: ['sites', 'duplex', 'accessibility'],
    type: 'file',
    help: "3' UTRs, plain or .gz: FASTA whose ids are gene ids, symbols, or transcript|gene; or TargetScan's UTR_Sequences.txt",
    helpIn: {
      rank: "3' UTRs to search for sites: FASTA, or TargetScan's UTR_Sequences.txt (.gz)",
      seeds: "3' UTRs to search for sites: FASTA, or TargetScan's UTR_Sequences.txt (.gz)",
      sites: "3' UTRs: FASTA, or aligned over species as TargetScan's UTR_Sequences.txt (.gz)",
      duplex: 'target sequences (FASTA, .gz)',
      accessibility: "sequences: FASTA, or TargetScan's UTR_Sequences.txt (.gz)",
    },
  },
  utr_species: {
    ...study,
    commands: [...studyCommands, 'rank', 'seeds', 'duplex'],
    type: 'number',
    min: 1,
    max: 1e8,
    whole: true,
    help: "species of TargetScan's UTR_Sequences.txt, by NCBI taxonomy; 9606 is human",
    default: 9606,
  },
  transcript: {
    ...study,
    commands: [...studyCommands, 'rank', 'seeds'],
    type: 'choice',
    choices: ['abundant', 'canonical', 'longest'] satisfies readonly TranscriptRule[],
    help: "whose 3' UTR stands for a gene of several: the most abundant transcript's, where counts come from transcripts, else as canonical; the one that the annotation prefers (MANE Select, canonical, APPRIS principal, basic), else as longest; the longest",
    default: 'abundant',
    helpIn: {
      rank: "whose 3' UTR stands for a gene of several: as canonical; the one that --annotation prefers, else as longest; the longest",
      seeds:
        "whose 3' UTR stands for a gene of several: as canonical; the one that --annotation prefers, else as longest; the longest",
    },
  },
  orfs: {
    ...study,
    commands: [...studyCommands, 'rank', 'sites'],
    type: 'file',
    help: "coding sequences named as `utrs`, for context++ scores: FASTA, or TargetScan's ORF_Sequences.txt",
    helpIn: { sites: 'coding sequences: FASTA, or aligned like --utrs' },
  },
  airs: {
    ...study,
    commands: [...studyCommands, 'rank', 'sites'],
    type: 'file',
    help: 'affected isoform ratios, for context++ scores: gene, start, end, percent of transcripts',
  },
  targetscan_params: {
    ...study,
    commands: [...studyCommands, 'rank'],
    type: 'folder',
    help: "TargetScan's parameters: TA_SPS_by_seed_region.txt, and PCT_parameters for aligned `utrs`",
  },
  accessibility: {
    ...study,
    commands: [...studyCommands, 'rank', 'sites'],
    type: 'choice',
    choices: ['compute', 'off'] satisfies readonly AccessibilityChoice[],
    orFile: true,
    placeholder: 'compute|off|DIR',
    help: 'accessibility of sites, for context++ scores: computed as TargetScan 7 does, or a folder with the _lunp files of RNAplfold -L 40 -W 80 -u 20',
    default: 'compute' satisfies AccessibilityChoice,
  },
  duplex_set: {
    ...study,
    type: 'choice',
    choices: ['3utr_human', '3utr_fly', '3utr_worm'] satisfies readonly TargetSet[],
    help: 'targets that duplex p-values compare with',
    default: '3utr_human',
  },
  genome: {
    ...study,
    commands: [...studyCommands, 'utrs'],
    required: ['utrs'],
    type: 'file',
    help: "genome FASTA to cut 3' UTRs from by `annotation` (GTF or GFF3), in place of `utrs`",
    helpIn: { utrs: 'genome FASTA (.gz), its unmasked or soft-masked form' },
  },
  annotation: {
    ...study,
    commands: [...studyCommands, 'rank', 'seeds', 'enrich', 'utrs'],
    required: ['utrs'],
    type: 'file',
    help: 'names of genes: a table of gene ids and symbols, GTF or GFF3',
    helpIn: { utrs: 'its gene annotation: GTF or GFF3 (.gz), of the same source and assembly' },
  },
  gene_names: {
    ...study,
    commands: [...studyCommands, 'rank', 'seeds', 'enrich'],
    type: 'choice',
    choices: ['auto', 'human', 'none'] satisfies readonly BuiltInNames[],
    help: 'symbols of genes that nothing else names, from the human names that are built in: of Ensembl ids (ENSG), and of numbers where nearly all of at least 100 are human Entrez ids; human: of numbers in any case; none',
    default: 'auto',
  },
} as const satisfies Record<string, Option>;
