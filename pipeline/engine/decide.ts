import { basename, sep } from 'node:path';
import { Fault } from '../../src/fault.ts';
import type { Digests } from './digests.ts';
import { type Fingerprint, type InputDigest, resultKey, schemaVersion } from './fingerprint.ts';
import type { Instance, InstanceInput, StudyFile } from './graph.ts';
import { explainChange, type InputLabel, type Reason } from './reason.ts';
import type { Results } from './results.ts';
import type { StudyShape } from './stage.ts';
import type { Manifest, Store } from './store.ts';

/** Where results are kept and shown. */
export interface Workspace {
  readonly digests: Digests;
  readonly store: Store;
  readonly results: Results;
}

export interface DecisionOptions {
  /** Run the instance even if its result is there. */
  readonly force?: boolean;
}

/** What there is to do for an instance whose inputs are known. */
export type Decision =
  /** Its result is published and unchanged. */
  | { readonly action: 'none'; readonly manifest: Manifest }
  /** Its result is in the store: publish it. */
  | { readonly action: 'publish'; readonly manifest: Manifest; readonly reasons: readonly Reason[] }
  | { readonly action: 'run'; readonly fingerprint: Fingerprint; readonly reasons: readonly Reason[] };

export function decide<Study extends StudyShape>(
  instance: Instance<Study>,
  inputs: Fingerprint['inputs'],
  { store, results }: Workspace,
  { force = false }: DecisionOptions = {},
): Decision {
  const { stage, params } = instance;
  const fingerprint: Fingerprint = { schema: schemaVersion, stage: stage.id, version: stage.version, params, inputs };
  const key = resultKey(fingerprint);
  const published = results.published.get(instance.id);
  const changes = explainChange(published?.fingerprint, fingerprint, labelInputs(instance));
  if (force) return { action: 'run', fingerprint, reasons: [{ kind: 'forced' }] };
  const found = store.find(stage.id, key);
  switch (found.state) {
    case 'absent':
      return { action: 'run', fingerprint, reasons: changes.length > 0 ? changes : [{ kind: 'result-missing' }] };
    case 'damaged':
      return { action: 'run', fingerprint, reasons: [...changes, { kind: 'result-damaged', file: found.file }] };
    case 'found': {
      const { manifest } = found;
      const reasons = [...changes, ...results.inspect(instance.id)];
      return reasons.length === 0 ? { action: 'none', manifest } : { action: 'publish', manifest, reasons };
    }
  }
}

/** The content of each input; `manifests` holds the results of what the instance reads from. */
export function digestInputs<Study extends StudyShape>(
  { inputs }: Instance<Study>,
  manifests: ReadonlyMap<string, Manifest>,
  digests: Digests,
): Fingerprint['inputs'] {
  const digested = inputs.map((input): [string, InputDigest] => [
    input.name,
    input.produced.length > 0 ? digestProduced(input, manifests) : digestFiles(input, digests),
  ]);
  return Object.fromEntries(digested);
}

/** The content of files of the study; where they are several their names count too, as they may name samples. */
export function digestFiles({ kind, files }: InstanceInput, digests: Digests): InputDigest {
  const [first] = files;
  if (first === undefined) return kind === 'each' ? {} : null;
  if (files.length === 1) return digestFile(first, digests);
  const names = namesAmong(files);
  return Object.fromEntries(files.map((file, index) => [names[index], digestFile(file, digests)]));
}

function digestFile({ key, path }: StudyFile, digests: Digests): string {
  try {
    return digests.of(path);
  } catch (error) {
    throw vanishedInput(error, key, path) ?? error;
  }
}

/** A file of the study that was there when the study was read, as a Fault; undefined for other errors. */
export function vanishedInput(error: unknown, key: string, path: string): Fault | undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return undefined;
  return new Fault({
    code: 'INPUT_VANISHED',
    message: `the ${key} file is no longer there`,
    file: path,
    hint: 'put it back, then run again: finished stages are kept',
  });
}

/** The paths of files from the folder that all have in common. */
function namesAmong(files: readonly StudyFile[]): string[] {
  const [first = [], ...others] = files.map(({ path }) => path.split(sep));
  let shared = first.length - 1;
  for (const parts of others) {
    let same = 0;
    while (same < Math.min(shared, parts.length - 1) && parts[same] === first[same]) same++;
    shared = same;
  }
  return [first, ...others].map((parts) => parts.slice(shared).join('/'));
}

function digestProduced({ kind, produced }: InstanceInput, manifests: ReadonlyMap<string, Manifest>): InputDigest {
  const byPlace = new Map<string, string>();
  for (const { instance, output, place } of produced) {
    const digest = manifests.get(instance)?.outputs[output] ?? null;
    if (kind !== 'each') return digest;
    if (digest !== null) byPlace.set(place, digest);
  }
  return Object.fromEntries(byPlace);
}

/** Names inputs as a user knows them: a file by its name, an upstream output by its stage. */
export function labelInputs<Study extends StudyShape>({ inputs }: Instance<Study>): InputLabel {
  return (name, part) => {
    const input = inputs.find((candidate) => candidate.name === name);
    const producer = input?.produced.find(({ place }) => part === undefined || place === part);
    if (producer !== undefined) return `${producer.instance}.${producer.output}`;
    const [file] = input?.files ?? [];
    return part ?? (file === undefined ? name : basename(file.path));
  };
}
