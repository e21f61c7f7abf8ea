import { Fault } from '../../src/fault.ts';
import type { Json } from './canonical-json.ts';
import type { Dimension, InputKind, Place, Stage, StudyShape } from './stage.ts';

/** Where an input comes from: files that the study names, or an output of another stage. */
export type Source<Study> =
  | {
      readonly from: 'study';
      readonly key: string;
      /** `places`: those that the reader is run for, by the names of their dimensions. */
      readonly paths: (study: Study, places: ReadonlyMap<string, Place>) => readonly string[];
    }
  | {
      readonly from: 'stage';
      readonly stage: string;
      readonly output: string;
      /** Dimensions of which only the first place is read, by name. */
      readonly first?: readonly string[] | undefined;
      /** Dimensions of which every place is read, also by a stage that is run for each of them; by name. */
      readonly every?: readonly string[] | undefined;
    };

export interface Node<Study extends StudyShape> {
  readonly stage: Stage<Study>;
  readonly wiring: Readonly<Record<string, Source<Study>>>;
}

export type Graph<Study extends StudyShape> = readonly Node<Study>[];

/** Ties the inputs of a stage to their sources; the compiler checks that none is forgotten. */
export function node<
  Study extends StudyShape,
  Params extends Json,
  In extends string,
  Out extends string,
  Places extends readonly Place[],
>(stage: Stage<Study, Params, In, Out, Places>, wiring: Readonly<Record<In, Source<Study>>>): Node<Study> {
  return { stage: stage as unknown as Stage<Study>, wiring };
}

/** One execution of a stage in one study: `normalize`, or `differential[mir9_vs_control/deseq2]`. */
export interface Instance<Study extends StudyShape> {
  readonly id: string;
  readonly stage: Stage<Study>;
  /** By the names of the dimensions that the stage is run over. */
  readonly places: ReadonlyMap<string, Place>;
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
  /** Ids of the places that the reader is not run for, joined by `/`. */
  readonly place: string;
}

/** The instances of a study in an order in which each comes after all that it reads from; a Fault where two would publish one file. */
export function expandGraph<Study extends StudyShape>(graph: Graph<Study>, study: Study): Instance<Study>[] {
  const instances = new Map<string, Instance<Study>>();
  const byId = new Map(graph.map((entry) => [entry.stage.id, entry]));
  for (const entry of graph) {
    const { stage } = entry;
    for (const places of combinePlaces(stage, study)) {
      const inputs = Object.keys(stage.inputs).map((name) => resolveInput(byId, entry, name, study, places));
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
      const params =
        stage.skip?.(study) === undefined ? stage.selectParams(study, ...([...places.values()] as never[])) : null;
      const id = instanceId(stage.id, places);
      instances.set(id, { id, stage, places, params, inputs, upstream: [...upstream], skipped });
    }
  }
  const expanded = [...instances.values()];
  refuseSharedNames(expanded);
  return expanded;
}

/** A contrast called `combined` would overwrite the ranking by several, and `a.b` with cohort `c` is `a` with `b.c`. */
function refuseSharedNames<Study extends StudyShape>(instances: readonly Instance<Study>[]): void {
  const owners = new Map<string, string>();
  for (const instance of instances) {
    if (instance.skipped !== undefined) continue;
    for (const file of publishedFiles(instance)) {
      // File systems of macOS and Windows do not tell cases apart.
      const key = file.toLowerCase();
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, instance.id);
      else {
        throw new Fault({
          code: 'RESULT_NAME_TWICE',
          option: 'contrasts',
          message: `${owner} and ${instance.id} would both write ${file}`,
          found: file,
          expected: 'a file of its own for each result',
          hint: 'give the contrast another `id`, or the cohort another `name`',
        });
      }
    }
  }
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

/** Whether some instance reads an output of a stage, be it skipped in this study or not. */
export function readOutputs<Study extends StudyShape>(
  instances: readonly Instance<Study>[],
): (stage: string, output: string) => boolean {
  const read = new Set(
    instances.flatMap(({ inputs }) =>
      inputs.flatMap(({ produced }) => produced.map(({ stage, output }) => `${stage}/${output}`)),
    ),
  );
  return (stage, output) => read.has(`${stage}/${output}`);
}

type Places = ReadonlyMap<string, Place>;

function instanceId(stage: string, places: Places): string {
  return places.size === 0 ? stage : `${stage}[${idOf(places)}]`;
}

function idOf(places: Places): string {
  return [...places.values()].map(({ id }) => id).join('/');
}

/** Every combination of places that a stage is run for, the first dimension changing slowest. */
function combinePlaces<Study extends StudyShape>({ over }: Stage<Study>, study: Study): Places[] {
  return (over as readonly Dimension<Study>[]).reduce<Places[]>(
    (combined, dimension) =>
      combined.flatMap((places) =>
        dimension.places(study).map((place) => new Map([...places, [dimension.name, place] as const])),
      ),
    [new Map()],
  );
}

function resolveInput<Study extends StudyShape>(
  byId: ReadonlyMap<string, Node<Study>>,
  { stage, wiring }: Node<Study>,
  name: string,
  study: Study,
  places: Places,
): InstanceInput {
  const kind = stage.inputs[name] as InputKind;
  const source = wiring[name];
  if (source === undefined) throw new Error(`${stage.id}: the graph does not say where ${name} comes from`);
  if (source.from === 'study') {
    const files = source.paths(study, places).map((path) => ({ key: source.key, path }));
    if (files.length > 1 && kind !== 'files') throw new Error(`${stage.id}: its input ${name} takes one file`);
    return { name, kind, files, produced: [] };
  }
  const producer = byId.get(source.stage)?.stage;
  const output = producer?.outputs[source.output];
  if (producer === undefined || output === undefined) {
    throw new Error(`${stage.id}: its input ${name} names ${source.stage}.${source.output}, which does not exist`);
  }
  const first = new Set(source.first);
  const own = new Map([...places].filter(([dimension]) => !source.every?.includes(dimension)));
  const fanned = combinePlaces(producer, study).filter((made) => isRead(made, own, first, producer, study));
  const isEach = producer.over.some(
    ({ name: dimension }: Dimension<Study>) => !own.has(dimension) && !first.has(dimension),
  );
  if (isEach !== (kind === 'each')) {
    throw new Error(`${stage.id}: 'each' is for what is run for more places than its reader is: ${name}`);
  }
  const produced = fanned.map((made) => ({
    instance: instanceId(source.stage, made),
    stage: source.stage,
    output: source.output,
    file: output.file,
    place: idOf(new Map([...made].filter(([dimension]) => !own.has(dimension) && !first.has(dimension)))),
  }));
  return { name, kind, files: [], produced };
}

/** Whether what was made for some places is read by a stage that is run for others. */
function isRead<Study extends StudyShape>(
  made: Places,
  own: Places,
  first: ReadonlySet<string>,
  { over }: Stage<Study>,
  study: Study,
): boolean {
  return (over as readonly Dimension<Study>[]).every((dimension) => {
    const id = made.get(dimension.name)?.id;
    if (own.has(dimension.name)) return own.get(dimension.name)?.id === id;
    return !first.has(dimension.name) || dimension.places(study)[0]?.id === id;
  });
}

/** Where the results folder shows an output of a stage: for the place given in its first dimension, and the first in others. */
export function firstPublishedPath<Study extends StudyShape>(
  graph: Graph<Study>,
  study: Study,
  stageId: string,
  output: string,
  place?: Place,
): string {
  const stage = graph.find((entry) => entry.stage.id === stageId)?.stage;
  const publish = stage?.outputs[output]?.publish;
  if (stage === undefined || publish === undefined) throw new Error(`no stage ${stageId} publishes ${output}`);
  const places = combinePlaces(stage, study).find(
    (made) => place === undefined || [...made.values()][0]?.id === place.id,
  );
  return nameForPlaces(publish, places ?? new Map());
}

/** Where the files of an instance are published whose names are known before it has run. */
export function publishedFiles<Study extends StudyShape>({ stage, places }: Instance<Study>): string[] {
  return Object.values(stage.outputs).flatMap(({ folder, publish }) =>
    folder || publish === undefined ? [] : [nameForPlaces(publish, places)],
  );
}

/** The name of a published file, with the ids of the places where it has room for them. */
export function nameForPlaces(publish: string, places: ReadonlyMap<string, Place>): string {
  return [...places].reduce((name, [dimension, { id }]) => name.replaceAll(`{${dimension}}`, id), publish);
}
