import type { Option } from './option.ts';

const slurm = { key: true, commands: ['init', 'batch'], group: 'SLURM', type: 'text' } as const;
const whole = { type: 'number', min: 1, whole: true } as const;

/** Where results go, and what of a machine is used; no number depends on it. */
export const runOptions = {
  out: {
    key: true,
    commands: ['run', 'plan', 'status'],
    group: 'Output',
    type: 'folder',
    help: 'results folder, by default beside the study file',
    default: 'results',
  },
  slurm_partition: {
    ...slurm,
    placeholder: 'NAME',
    help: "SLURM partition of a batch's tasks",
    otherwise: "the cluster's",
    helpIn: { batch: 'partition of studies that name none themselves' },
  },
  slurm_account: {
    ...slurm,
    placeholder: 'NAME',
    help: 'SLURM account that is charged',
    otherwise: 'yours',
    helpIn: { batch: 'account of studies that name none themselves' },
  },
  slurm_time: {
    ...slurm,
    placeholder: 'TIME',
    help: 'time limit of a SLURM task, which may hold several studies: minutes, or hours:minutes:seconds',
    helpIn: { batch: 'time limit of a task, for studies that name none themselves' },
  },
  slurm_memory: {
    ...slurm,
    placeholder: 'SIZE',
    help: 'memory of a SLURM task: 4G (megabytes without a letter)',
    helpIn: { batch: 'memory of a task, for studies that name none themselves' },
  },
  executor: {
    commands: ['batch'],
    group: 'Running',
    type: 'choice',
    choices: ['local', 'slurm'],
    help: 'run on this machine, or as a job array of SLURM',
    default: 'local',
  },
  jobs: {
    commands: ['batch'],
    group: 'Running',
    ...whole,
    max: 100_000,
    help: 'studies that run at once, on this machine',
    otherwise: 'one a thread',
  },
  threads: {
    commands: ['run', 'batch', 'de', 'sites', 'duplex', 'accessibility', 'rank', 'enrich'],
    group: 'Running',
    ...whole,
    max: 1024,
    help: 'threads to compute with; the numbers do not depend on it',
    otherwise: 'all cores, or what SLURM grants',
    helpIn: { batch: 'threads of all studies together; of a task with slurm, where 1 is the default' },
  },
  unlock: {
    commands: ['run', 'batch'],
    group: 'Running',
    type: 'text',
    placeholder: 'HOST',
    help: 'take over results that a run on HOST has locked, which is down for good; one that still runs there would clash',
  },
  slurm_patience: {
    commands: ['batch'],
    group: 'SLURM',
    type: 'number',
    min: 0,
    max: 1_000_000,
    placeholder: 'MINUTES',
    help: 'how long a SLURM that does not answer is asked again',
    default: 60,
  },
  bundle: {
    commands: ['batch'],
    group: 'SLURM',
    ...whole,
    max: 100_000,
    help: 'studies a SLURM task, one after another',
    default: 4,
  },
  width: {
    commands: ['batch'],
    group: 'SLURM',
    ...whole,
    max: 100_000,
    help: 'SLURM tasks that run at once',
    default: 32,
  },
} as const satisfies Record<string, Option>;
