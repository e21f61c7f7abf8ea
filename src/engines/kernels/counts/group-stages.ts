import type { CountMatrix } from '../../../normalize/count-matrix.ts';
import { runStageNow, type Slots } from '../../../wasm/kernel-host.ts';
import * as at from './count-layout.ts';
import type { CountExecution } from './count-program.ts';

/** Genes that a thread claims at once: about a millisecond of work, so that threads finish together. */
function chunkGenes(samples: number): number {
  return Math.max(1, Math.min(256, Math.floor(8192 / samples)));
}

/** Samples in groups, and the log-linear models with a level for each: mu_j = N_j exp(level). */
export interface GroupModel {
  /** [samples]: group of each sample, from 0 to `groups` - 1. */
  readonly cells: Int32Array;
  readonly groups: number;
  /** N_j [samples]. */
  readonly sizes: Float64Array;
  /** [samples]: added to the counts. */
  readonly priors?: Float64Array | undefined;
}

/** Runs stages of the kernel over counts whose models are groups. */
export interface GroupStages {
  readonly genes: number;
  /** Room for results in the kernel's memory. */
  float64(length: number): Float64Array;
  place(values: Float64Array): number;
  run(stage: number, integers: Slots, numbers?: Slots): void;
}

export function createGroupStages(
  execution: CountExecution,
  { genes, samples, counts }: CountMatrix & { readonly counts: Int32Array },
  { cells, groups, sizes, priors }: GroupModel,
): GroupStages {
  const { arena, exports, threads } = execution;
  const { members, starts, memberCounts } = packGroups(cells, groups);
  const places = members.length;
  const pack = (values: Float64Array) => arena.place(Float64Array.from(members, (j) => (j < 0 ? 0 : values[j]!)));
  const scratch = exports.scratchBytes(places, groups);
  const slots = [
    [at.CHUNK_GENES, chunkGenes(samples)],
    [at.GENES, genes],
    [at.SAMPLES, samples],
    [at.GROUPS, groups],
    [at.PLACES, places],
    [at.SCRATCH_AT, arena.reserve(scratch * threads)],
    [at.SCRATCH_BYTES, scratch],
    [at.COUNTS_AT, arena.place(counts)],
    [at.MEMBERS_AT, arena.place(members)],
    [at.STARTS_AT, arena.place(starts)],
    [at.MEMBER_COUNTS_AT, arena.place(memberCounts)],
    [at.SIZES_AT, pack(sizes)],
    [at.PRIORS_AT, priors === undefined ? 0 : pack(priors)],
  ] as const;
  return {
    genes,
    float64: (length) => arena.float64(length),
    place: (values) => arena.place(values),
    run: (stage, integers, numbers) => runStageNow(execution, stage, [...slots, ...integers], numbers),
  };
}

/** One group after the other, each filled up to an even number with -1. */
function packGroups(cells: Int32Array, groups: number) {
  const members: number[] = [];
  const starts = [0];
  const memberCounts = new Int32Array(groups);
  for (let g = 0; g < groups; g++) {
    cells.forEach((cell, j) => {
      if (cell !== g) return;
      members.push(j);
      memberCounts[g]!++;
    });
    if (members.length % 2 === 1) members.push(-1);
    starts.push(members.length);
  }
  return { members: Int32Array.from(members), starts: Int32Array.from(starts), memberCounts };
}

/** What a fit of all genes leaves; those asked for. */
export interface GroupFits {
  /** [genes x groups]: log ratios, -Infinity for groups without counts. */
  readonly levels: Float64Array | undefined;
  /** [genes x samples]. */
  readonly mu: Float64Array | undefined;
  /** [genes]. */
  readonly deviance: Float64Array | undefined;
}

/** Fits the levels of all genes at their dispersions. */
export function fitGroupLevels(
  execution: CountExecution,
  counts: CountMatrix & { readonly counts: Int32Array },
  model: GroupModel,
  dispersion: Float64Array | number,
  wanted: { readonly levels?: boolean; readonly mu?: boolean; readonly deviance?: boolean },
): GroupFits {
  const stages = createGroupStages(execution, counts, model);
  const room = (isWanted: boolean | undefined, length: number) =>
    isWanted === true ? stages.float64(counts.genes * length) : undefined;
  const levels = room(wanted.levels, model.groups);
  const mu = room(wanted.mu, counts.samples);
  const deviance = room(wanted.deviance, 1);
  stages.run(
    at.STAGE_FIT,
    [
      [at.DISPERSIONS_AT, typeof dispersion === 'number' ? 0 : stages.place(dispersion)],
      [at.LEVELS_AT, levels?.byteOffset ?? 0],
      [at.MU_AT, mu?.byteOffset ?? 0],
      [at.DEVIANCE_AT, deviance?.byteOffset ?? 0],
    ],
    [[at.DISPERSION, typeof dispersion === 'number' ? dispersion : 0]],
  );
  return { levels, mu, deviance };
}
