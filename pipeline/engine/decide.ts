import { basename, sep } from 'node:path';
import type { Digests } from './digests.ts';
import { type Fingerprint, type InputDigest, resultKey, schemaVersion } from './fingerprint.ts';
import type { Instance, InstanceInput, ResolvedSource } from './graph.ts';
import { explainChange, type InputLabel, type Reason } from './reason.ts';
import type { Results } from './results.ts';
import type { InputKind, StudyShape } from './stage.ts';
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
  /** Read every byte of cached and published files again. */
  readonly reread?: boolean;
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
  options: DecisionOptions = {},
): Decision {
  const { stage, params } = instance;
  const fingerprint: Fingerprint = { schema: schemaVersion, stage: stage.id, version: stage.version, params, inputs };
  const key = resultKey(fingerprint);
  const published = results.published.get(instance.id);
  const changes = explainChange(published?.fingerprint, fingerprint, labelInputs(instance));
  if (options.force) return { action: 'run', fingerprint, reasons: [{ kind: 'forced' }] };
  const found = store.find(stage.id, key, options);
  if (found.state !== 'found') {
    const lost: Reason =
      found.state === 'damaged' ? { kind: 'result-damaged', file: found.file } : { kind: 'result-missing' };
    const known = changes.length > 0 && found.state === 'absent';
    return { action: 'run', fingerprint, reasons: known ? changes : [...changes, lost] };
  }
  const reasons = [...changes, ...results.inspect(instance.id, options)];
  const { manifest } = found;
  return reasons.length === 0 ? { action: 'none', manifest } : { action: 'publish', manifest, reasons };
}

/** The content of each input; `manifests` holds the results of what the instance reads from. */
export function digestInputs<Study extends StudyShape>(
  { inputs }: Instance<Study>,
  manifests: ReadonlyMap<string, Manifest>,
  digests: Digests,
): Fingerprint['inputs'] {
  const digested: Record<string, InputDigest> = {};
  for (const { name, kind, sources } of inputs) {
    const [first] = sources;
    if (first?.from === 'instance') digested[name] = digestOutputs(kind, sources, manifests);
    else
      digested[name] = digestFiles(
        kind,
        sources.filter((source) => source.from === 'file'),
        digests,
      );
  }
  return digested;
}

/** The content of files of the study; where they are several their names count too, as they may name samples. */
export function digestFiles(
  kind: InputKind,
  files: readonly Extract<ResolvedSource, { readonly from: 'file' }>[],
  digests: Digests,
): InputDigest {
  const [first] = files;
  if (kind === 'each') return {};
  if (first === undefined) return null;
  if (files.length === 1) return digests.of(first.path);
  return Object.fromEntries(files.map(({ path }, index) => [nameAmong(files, index), digests.of(path)]));
}

/** The path of a file from the folder that all have in common. */
function nameAmong(files: readonly { readonly path: string }[], index: number): string {
  const parts = files.map(({ path }) => path.split(sep));
  const own = parts[index] as string[];
  let shared = 0;
  while (shared < own.length - 1 && parts.every((other) => other[shared] === own[shared])) shared++;
  return own.slice(shared).join('/');
}

function digestOutputs(
  kind: InputKind,
  sources: readonly ResolvedSource[],
  manifests: ReadonlyMap<string, Manifest>,
): InputDigest {
  const byContrast: Record<string, string> = {};
  for (const source of sources) {
    if (source.from !== 'instance') continue;
    const digest = manifests.get(source.instance)?.outputs[source.output] ?? null;
    if (kind !== 'each') return digest;
    if (source.contrast !== undefined && digest !== null) byContrast[source.contrast] = digest;
  }
  return byContrast;
}

/** Names inputs as a user knows them: a file by its name, an upstream output by its stage. */
export function labelInputs<Study extends StudyShape>({ inputs }: Instance<Study>): InputLabel {
  const byName = new Map<string, InstanceInput>(inputs.map((input) => [input.name, input]));
  return (name, part) => {
    const sources = byName.get(name)?.sources ?? [];
    const source =
      part === undefined
        ? sources[0]
        : sources.find((candidate) => candidate.from === 'instance' && candidate.contrast === part);
    if (source?.from === 'instance') return `${source.instance}.${source.output}`;
    if (part !== undefined) return part;
    return source === undefined ? name : basename(source.path);
  };
}
