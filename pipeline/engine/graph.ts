import type { Json } from './canonical-json.ts';
import type { InputKind, Stage, StudyShape } from './stage.ts';

/** Where an input comes from: files that the study names, or an output of another stage. */
export type Source<Study> =
  | { readonly from: 'study'; readonly key: string; readonly paths: (study: Study) => readonly string[] }
  | { readonly from: 'stage'; readonly stage: string; readonly output: string };

export interface Node<Study extends StudyShape> {
  readonly stage: Stage<Study>;
  readonly wiring: Readonly<Record<string, Source<Study>>>;
}

export type Graph<Study extends StudyShape> = readonly Node<Study>[];

/** Ties the inputs of a stage to their sources; the compiler checks that none is forgotten. */
export function node<Study extends StudyShape, Params extends Json, In extends string, Out extends string>(
  stage: Stage<Study, Params, In, Out>,
  wiring: Readonly<Record<In, Source<Study>>>,
): Node<Study> {
  return { stage: stage as unknown as Stage<Study>, wiring };
}

/** One execution of a stage in one study: `normalize`, or `differential[mir9_vs_control]`. */
export interface Instance<Study extends StudyShape> {
  readonly id: string;
  readonly stage: Stage<Study>;
  readonly contrast: Study['contrasts'][number] | undefined;
  readonly params: Json;
  readonly inputs: readonly InstanceInput[];
  /** Ids of the instances that it reads from, without repeats. */
  readonly upstream: readonly string[];
  readonly skipped: string | undefined;
}

/** What an input is read from: files of the study, or outputs of other instances. */
export interface InstanceInput {
  readonly name: string;
  readonly kind: InputKind;
  readonly files: readonly StudyFile[];
  readonly produced: readonly ProducedFile[];
}

export interface StudyFile {
  /** The key of the study that names it. */
  readonly key: string;
  readonly path: string;
}

export interface ProducedFile {
  readonly instance: string;
  readonly stage: string;
  readonly output: string;
  /** Of that output, inside the result. */
  readonly file: string;
  readonly contrast: string | undefined;
}

/** The instances of a study in an order in which each comes after all that it reads from. */
export function expandGraph<Study extends StudyShape>(graph: Graph<Study>, study: Study): Instance<Study>[] {
  const instances = new Map<string, Instance<Study>>();
  const byId = new Map(graph.map((entry) => [entry.stage.id, entry]));
  for (const entry of graph) {
    const { stage } = entry;
    const contrasts = stage.scope === 'contrast' ? study.contrasts : [undefined];
    for (const contrast of contrasts) {
      const inputs = Object.keys(stage.inputs).map((name) => resolveInput(byId, entry, name, study, contrast?.id));
      const upstream = new Set<string>();
      let skipped = stage.skip?.(study);
      for (const { kind, produced } of inputs) {
        for (const { instance, stage: producerId } of produced) {
          const producer = instances.get(instance);
          if (producer === undefined)
            throw new Error(`the graph lists ${stage.id} before ${producerId}, which it reads`);
          if (producer.skipped === undefined) upstream.add(instance);
          else if (kind === 'required') skipped ??= `it needs ${producerId}, which is skipped: ${producer.skipped}`;
        }
      }
      const params = selectParams(stage, study, contrast);
      const id = instanceId(stage.id, contrast?.id);
      instances.set(id, { id, stage, contrast, params, inputs, upstream: [...upstream], skipped });
    }
  }
  return [...instances.values()];
}

/** The named stage with all that it needs, for `--until`. */
export function upTo<Study extends StudyShape>(
  instances: readonly Instance<Study>[],
  stageId: string,
): Instance<Study>[] {
  const wanted = new Set<string>();
  for (const instance of [...instances].reverse()) {
    if (instance.stage.id === stageId || wanted.has(instance.id)) {
      wanted.add(instance.id);
      for (const id of instance.upstream) wanted.add(id);
    }
  }
  return instances.filter((instance) => wanted.has(instance.id));
}

/** Paths of the study's files that the instances read, without repeats. */
export function filesRead<Study extends StudyShape>(instances: readonly Instance<Study>[]): ReadonlySet<string> {
  return new Set(
    instances
      .filter(({ skipped }) => skipped === undefined)
      .flatMap(({ inputs }) => inputs.flatMap(({ files }) => files.map(({ path }) => path))),
  );
}

function instanceId(stage: string, contrast: string | undefined): string {
  return contrast === undefined ? stage : `${stage}[${contrast}]`;
}

function selectParams<Study extends StudyShape>(
  stage: Stage<Study>,
  study: Study,
  contrast: Study['contrasts'][number] | undefined,
): Json {
  if (stage.skip?.(study) !== undefined) return null;
  if (stage.scope === 'study') return stage.selectParams(study);
  return stage.selectParams(study, contrast as Study['contrasts'][number]);
}

function resolveInput<Study extends StudyShape>(
  byId: ReadonlyMap<string, Node<Study>>,
  { stage, wiring }: Node<Study>,
  name: string,
  study: Study,
  contrast: string | undefined,
): InstanceInput {
  const kind = stage.inputs[name] as InputKind;
  const source = wiring[name];
  if (source === undefined) throw new Error(`${stage.id}: the graph does not say where ${name} comes from`);
  if (source.from === 'study') {
    const files = source.paths(study).map((path) => ({ key: source.key, path }));
    if (files.length > 1 && kind !== 'files') throw new Error(`${stage.id}: its input ${name} takes one file`);
    return { name, kind, files, produced: [] };
  }
  const producer = byId.get(source.stage)?.stage;
  const output = producer?.outputs[source.output];
  if (producer === undefined || output === undefined) {
    throw new Error(`${stage.id}: its input ${name} names ${source.stage}.${source.output}, which does not exist`);
  }
  const perContrast = producer.scope === 'contrast' && stage.scope === 'study';
  if (perContrast !== (kind === 'each')) {
    throw new Error(`${stage.id}: 'each' is for what runs once a contrast, read by what runs once a study: ${name}`);
  }
  const ownContrast = producer.scope === 'contrast' ? contrast : undefined;
  const contrasts = perContrast ? study.contrasts.map(({ id }) => id) : [ownContrast];
  const produced = contrasts.map((id) => ({
    instance: instanceId(source.stage, id),
    stage: source.stage,
    output: source.output,
    file: output.file,
    contrast: id,
  }));
  return { name, kind, files: [], produced };
}

/** Where the results folder shows an output of a stage, for a contrast if it has one for each. */
export function publishedPath<Study extends StudyShape>(
  graph: Graph<Study>,
  stage: string,
  output: string,
  contrast: string | undefined,
): string {
  const publish = graph.find((entry) => entry.stage.id === stage)?.stage.outputs[output]?.publish;
  if (publish === undefined) throw new Error(`no stage ${stage} publishes ${output}`);
  return nameForContrast(publish, contrast);
}

/** The name of a published file, with the contrast where it has a place for one. */
export function nameForContrast(publish: string, contrast: string | undefined): string {
  return publish.replaceAll('{contrast}', contrast ?? '');
}
