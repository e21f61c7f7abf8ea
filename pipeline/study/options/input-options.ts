import { type Option, studyCommands } from './option.ts';

const study = { key: true, commands: studyCommands, group: 'Counts and samples' } as const;

/** What a study starts from. */
export const inputOptions = {
  name: {
    ...study,
    type: 'text',
    help: 'name of the study, for titles',
    otherwise: 'the name of the file',
  },
  counts: {
    ...study,
    commands: [...studyCommands, 'de'],
    required: ['de'],
    type: 'file',
    placeholder: 'PATH',
    help: 'count table: genes x samples, raw counts; TSV or CSV, plain or .gz; or a folder or pattern of files a sample',
    helpIn: { de: 'table of counts (genes x samples), or what a quantifier wrote: a file or folder' },
  },
  samples: {
    ...study,
    commands: [...studyCommands, 'de'],
    required: ['de'],
    type: 'file',
    help: "sample sheet: one row a sample; its first column, or the one called 'sample', names the count columns",
    helpIn: { de: 'sample sheet: one row a sample, one column a variable' },
  },
  differential: {
    ...study,
    commands: [...studyCommands, 'rank', 'seeds', 'enrich'],
    required: ['rank', 'seeds'],
    repeats: ['rank'],
    type: 'file',
    flag: 'de',
    help: 'in place of counts and samples, a finished result table of DESeq2, edgeR, limma or the like: `differential: { table: FILE }`',
    helpIn: {
      rank: 'result table; columns are detected. Repeat it for several contrasts of one miRNA',
      enrich: 'result table of DESeq2, edgeR, limma or the like; columns are detected',
      seeds: 'result table of DESeq2, edgeR, limma or the like; columns are detected',
    },
  },
} as const satisfies Record<string, Option>;
