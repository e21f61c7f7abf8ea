import type { Layer } from './find-trespasses.ts';

/** Faults, the names that a user may have meant, and numbers that are the same everywhere: all of `src` and `pipeline` needs them. */
export const anywhere: readonly string[] = [
  'src/fault.ts',
  'src/arguments.ts',
  'src/text',
  'src/stats/math/portable.ts',
];

/** Who may import whom. */
export const layers: readonly Layer[] = [
  { area: 'src/text', may: [], because: 'words and formats of numbers know nothing of what they are of' },
  { area: 'src/stats', may: [], because: 'distributions and tests are the ground that all else stands on' },
  { area: 'src/linalg', may: [], because: 'linear algebra knows nothing of biology' },
  { area: 'src/wasm', may: [], because: 'it only compiles and loads kernels' },
  {
    area: 'src/design',
    may: ['src/linalg'],
    because: 'a design is made of a formula and a sample table, not of counts',
  },
  {
    area: 'src/formats',
    may: ['src/wasm', 'src/design/make-names.ts', 'src/stats/ranks/order-ascending.ts'],
    because:
      'readers and writers know forms of files, the names that R writes in them and how rows are ordered, not what is computed from them',
  },
  {
    area: 'src/normalize',
    may: ['src/stats', 'src/linalg', 'src/design'],
    because: 'all engines use it, so it can use none of them',
  },
  {
    area: 'src/engines',
    may: ['src/stats', 'src/linalg', 'src/design', 'src/normalize', 'src/wasm'],
    because: 'engines never import one another, or one could not be changed without the others',
  },
  {
    area: 'src/genes',
    may: ['src/formats/annotation/gene-identifiers.ts'],
    because: 'what a name means follows from the name alone, whoever asks; it knows what spreadsheets make of names',
  },
  { area: 'src/mirna', may: ['src/stats', 'src/wasm'], because: 'sites and duplexes follow from sequences alone' },
  {
    area: 'src/targets',
    may: ['src/mirna', 'src/formats', 'src/stats'],
    because: 'sites of genes are joined once, for whoever ranks or shows them',
  },
  { area: 'src/artifacts', may: ['src/formats'], because: 'a codec knows the columns of a file, not who fills them' },
  {
    area: 'src/ranking',
    may: ['src/stats', 'src/linalg', 'src/engines/gene-results.ts'],
    because: 'it takes finished tables, whoever made them',
  },
  {
    area: 'src/enrichment',
    may: [
      'src/stats',
      'src/linalg',
      'src/mirna',
      'src/wasm',
      'src/design/note.ts',
      'src/engines/moderation',
      'src/engines/limma',
    ],
    because:
      'it takes finished tables, whoever made them; camera and fry, tests of sets on samples, are those of limma',
  },
  {
    area: 'src/enrichment/seeds',
    may: ['src/stats', 'src/linalg', 'src/mirna', 'src/wasm'],
    because: 'seeds are searched for in finished tables, whoever made them, by the sites that they have',
  },
  {
    area: 'src/survival',
    may: ['src/stats', 'src/linalg', 'src/wasm', 'src/design/note.ts'],
    because:
      'it takes times, events and covariates as columns, whoever read them; expression is one covariate among others',
  },
  {
    area: 'src/verdict',
    may: ['src/stats'],
    because: 'it takes finished estimates, whoever made them, and judges all alike',
  },
  {
    area: 'src/cohorts',
    may: ['src/stats', 'src/linalg', 'src/wasm', 'src/engines/moderation', 'src/engines/limma', 'src/design/note.ts'],
    because: 'it compares groups of samples and pools estimates of any kind; moderated tests are those of limma',
  },
  {
    area: 'src/analyses',
    may: [
      'src/artifacts',
      'src/cohorts',
      'src/design',
      'src/engines',
      'src/enrichment',
      'src/formats',
      'src/genes',
      'src/linalg',
      'src/mirna',
      'src/normalize',
      'src/ranking',
      'src/stats',
      'src/survival',
      'src/targets',
      'src/verdict',
      'src/wasm',
    ],
    because: 'an analysis answers a question of a user with all that can compute, for whoever asks',
  },
  {
    area: 'src/report',
    // The verdict on how genes with sites moved is worded once, for the command, the stage and the report.
    may: ['src/artifacts', 'src/formats/delimited/format-table.ts', 'src/ranking/shift/set-movement.ts'],
    freeTypes: true,
    because:
      'it shows finished results, in the words that the dictionary of their files has, and computes no statistic',
  },
  { area: 'pipeline/engine', may: [], because: 'the engine runs any stages of any study, and is below all else' },
  {
    area: 'pipeline/files',
    may: [
      'pipeline/engine/files.ts',
      'pipeline/engine/process-identity.ts',
      'pipeline/engine/system-fault.ts',
      'src/formats',
    ],
    because: 'it moves bytes between disks and src/formats, and knows nothing of what they are for',
  },
  {
    area: 'pipeline/study',
    may: [
      'pipeline/files',
      'pipeline/engine/events.ts',
      'pipeline/engine/portable-path.ts',
      'src/design',
      'src/engines',
      'src/genes/built-in-names.ts',
      'src/mirna',
      'src/enrichment',
      'src/ranking',
      'src/formats',
      // What is seen in counts before a study of them is written.
      'src/normalize/copied-samples.ts',
      // The terms of all engines, of which a study chooses.
      'src/analyses/engine-request.ts',
    ],
    because: 'a study is read before anything is known of stages and runs',
  },
  {
    area: 'pipeline/threads',
    may: ['src/engines', 'src/enrichment/sets', 'src/mirna', 'src/wasm'],
    because: 'threads compute for whoever asks, stages and commands alike',
  },
  {
    area: 'pipeline/stages',
    may: [
      'pipeline/engine/stage.ts',
      'pipeline/files',
      'pipeline/study/design-request.ts',
      // The study as a file that can be run elsewhere, which the report shows.
      'pipeline/study/portable-study.ts',
      'pipeline/study/study.ts',
      // What a study says of differential expression, in the terms of the engine, as the command `de` says it.
      'pipeline/study/differential-options.ts',
      'pipeline/study/design-request.ts',
      'pipeline/threads',
      'src/analyses',
      'src/artifacts',
      'src/engines',
      'src/design',
      'src/enrichment',
      'src/genes/built-in-names.ts',
      'src/mirna',
      'src/normalize',
      'src/ranking',
      'src/report',
      'src/stats',
      'src/targets',
      'src/formats',
    ],
    except: { 'pipeline/stages/report/report-stage.ts': ['pipeline/version.ts'] },
    because: 'a stage sees its contract and the shape of a study, so that it cannot depend on how it is run',
  },
  {
    area: 'pipeline/batch',
    may: [
      'pipeline/engine',
      'pipeline/files',
      'pipeline/study',
      'src/artifacts',
      'src/ranking',
      'src/report/batch',
      'src/formats',
    ],
    because: 'a batch knows studies and how far they are, whatever their stages: the graph is given to it',
  },
  {
    area: 'pipeline/slurm',
    may: ['pipeline/batch', 'pipeline/engine/files.ts', 'pipeline/study/study.ts'],
    because: 'SLURM gets studies of a batch as they are, and never sees what they do',
  },
  {
    area: 'pipeline/runs',
    may: ['pipeline/batch', 'pipeline/engine', 'pipeline/graph.ts', 'pipeline/study', 'pipeline/version.ts'],
    because: 'threads and processes that run stages are started the same way by every command',
  },
  {
    area: 'pipeline/ui',
    may: [
      'pipeline/batch/batch-events.ts',
      'pipeline/batch/batch-records.ts',
      'pipeline/engine/events.ts',
      'pipeline/engine/reason.ts',
    ],
    because: 'a view shows events and decides nothing',
  },
  {
    area: 'pipeline/commands',
    may: [
      'pipeline/batch',
      'pipeline/engine',
      'pipeline/files',
      'pipeline/graph.ts',
      'pipeline/runs',
      'pipeline/slurm',
      'pipeline/study',
      'pipeline/threads',
      'pipeline/ui',
      'src/analyses',
      'src/artifacts',
      'src/engines',
      'src/design',
      'src/enrichment',
      'src/genes',
      'src/mirna',
      'src/normalize',
      'src/ranking',
      'src/formats',
      'src/targets',
      // Shapes of effects and models that commands hand from one analysis to another.
      'src/cohorts/effect-sizes.ts',
    ],
    // Where the answer of a command is a curve, a picture of it lies beside its numbers.
    except: {
      'pipeline/commands/survive/run-survive.ts': ['src/report/figures'],
      'pipeline/commands/tumor-normal/run-tumor-normal.ts': ['src/report/figures'],
    },
    because: 'a command asks for what is done elsewhere; it runs no stage by itself and renders no page',
  },
  {
    area: 'pipeline/page',
    may: [
      'pipeline/engine/canonical-json.ts',
      'pipeline/engine/describe-task.ts',
      'pipeline/engine/events.ts',
      'pipeline/engine/execute.ts',
      'pipeline/engine/graph.ts',
      'pipeline/engine/in-order-of-urgency.ts',
      'pipeline/engine/reproduce.ts',
      'pipeline/engine/stage.ts',
      'pipeline/engine/urgency.ts',
      'pipeline/graph.ts',
      'pipeline/study',
      'pipeline/version.ts',
      'src/mirna/families/known-mirnas.ts',
      'src/report/style-sheet.ts',
    ],
    because: 'the page runs the stages of the program over files of its own, and computes nothing by itself',
  },
  {
    area: 'pipeline/page/platform',
    may: [],
    because: 'what stands for Node.js in the page knows nothing of studies',
  },
  {
    area: 'pipeline/page/window',
    may: ['pipeline/page/ask-worker.ts', 'pipeline/page/failure.ts'],
    freeTypes: true,
    because: 'the window shows and asks; the worker has the files and the program',
  },
  {
    area: 'pipeline/page/files',
    may: ['pipeline/page/platform'],
    because: 'it is the side of pipeline/files that the page has',
  },
];
