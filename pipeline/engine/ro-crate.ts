import type { Json } from './canonical-json.ts';

/** A file as a crate describes it; `path` is relative to the crate or absolute. */
export interface CrateFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface CrateInput extends CrateFile {
  /** The key of the study that names it. */
  readonly key: string;
}

export interface CrateContent {
  readonly study: string;
  readonly version: string;
  /** As it was typed. */
  readonly commandLine: string;
  /** ISO 8601. */
  readonly startTime: string;
  readonly endTime: string;
  readonly ok: boolean;
  readonly inputs: readonly CrateInput[];
  /** Settings that are not files. */
  readonly settings: Readonly<Record<string, Json>>;
  /** Of the results folder. */
  readonly results: readonly CrateFile[];
  /** Of the results folder: the study as it was run, and the picture of its stages. */
  readonly workflow: CrateFile;
  readonly picture: CrateFile;
}

type Entity = Readonly<Record<string, Json>>;

const profiles = [
  ['https://w3id.org/ro/wfrun/process/0.6', 'Process Run Crate', '0.6'],
  ['https://w3id.org/ro/wfrun/workflow/0.6', 'Workflow Run Crate', '0.6'],
  ['https://w3id.org/workflowhub/workflow-ro-crate/1.1', 'Workflow RO-Crate', '1.1'],
] as const;

/**
 * An RO-Crate 1.3 of the results folder by the Workflow Run Crate profile 0.6: the study as the workflow, its settings and
 * input files as parameters, and one run that turned them into the published files.
 *
 * Source: https://w3id.org/ro/crate/1.3 and https://w3id.org/ro/wfrun/workflow/0.6
 */
export function describeCrate(content: CrateContent): string {
  const { study, version, workflow, picture, inputs, results, startTime, endTime } = content;
  const inputFiles = inputs.map((file) => describeFile(file, { exampleOfWork: ref(parameterId(file.key)) }));
  const settings = Object.entries(content.settings).map(
    ([key, value]): Entity => ({
      '@id': `#setting-${key}`,
      '@type': 'PropertyValue',
      name: key,
      value: typeof value === 'object' ? JSON.stringify(value) : value,
      exampleOfWork: ref(parameterId(key)),
    }),
  );
  const fileKeys = [...new Set(inputs.map(({ key }) => key))];
  const parameters = [
    ...fileKeys.map((key) => describeParameter(key, 'File')),
    ...Object.entries(content.settings).map(([key, value]) => describeParameter(key, typeName(value))),
  ];
  const outputs = [...new Set(results.map(({ path }) => slotOf(path)))];
  const resultFiles = results.map((file) => describeFile(file, { exampleOfWork: ref(outputId(slotOf(file.path))) }));
  const parts = [...inputFiles, ...resultFiles];
  const graph: Entity[] = [
    {
      '@id': 'ro-crate-metadata.json',
      '@type': 'CreativeWork',
      about: ref('./'),
      conformsTo: ref('https://w3id.org/ro/crate/1.3'),
    },
    {
      '@id': './',
      '@type': 'Dataset',
      name: `${study}: results of seedrank`,
      description: `Ranked targets of a perturbed microRNA, made by seedrank ${version} from RNA-seq counts.`,
      datePublished: endTime,
      license: ref('#license'),
      conformsTo: profiles.map(([id]) => ref(id)),
      mainEntity: ref(workflow.path),
      mentions: [ref('#run')],
      hasPart: [workflow, picture].map(({ path }) => ref(path)).concat(parts.map((part) => ref(part['@id'] as string))),
    },
    ...profiles.map(([id, name, version]): Entity => ({ '@id': id, '@type': 'CreativeWork', name, version })),
    {
      '@id': '#license',
      '@type': 'CreativeWork',
      name: 'The terms of the input data apply.',
      description:
        'Results are made from the input files; whoever shares them keeps to the terms under which those were given.',
    },
    {
      ...describeFile(workflow),
      '@type': ['File', 'SoftwareSourceCode', 'ComputationalWorkflow'],
      name: study,
      programmingLanguage: ref('#seedrank'),
      image: ref(picture.path),
      input: parameters.map((parameter) => ref(parameter['@id'] as string)),
      output: outputs.map((slot) => ref(outputId(slot))),
      conformsTo: ref('https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE'),
    },
    { ...describeFile(picture), '@type': ['File', 'ImageObject'] },
    {
      '@id': '#seedrank',
      '@type': ['ComputerLanguage', 'SoftwareApplication'],
      name: 'seedrank',
      version,
    },
    {
      '@id': '#run',
      '@type': 'CreateAction',
      name: `Run of ${study}`,
      description: content.commandLine,
      startTime,
      endTime,
      actionStatus: `http://schema.org/${content.ok ? 'Completed' : 'Failed'}ActionStatus`,
      instrument: ref(workflow.path),
      object: [...inputFiles, ...settings].map((entity) => ref(entity['@id'] as string)),
      result: results.map(({ path }) => ref(idOf(path))),
    },
    ...parameters,
    ...outputs.map((slot) => describeParameter(slot, 'File', outputId(slot))),
    ...settings,
    ...parts,
  ];
  const context = ['https://w3id.org/ro/crate/1.3/context', 'https://w3id.org/ro/terms/workflow-run/context'];
  return `${JSON.stringify({ '@context': context, '@graph': graph }, null, 2)}\n`;
}

function ref(id: string): { readonly '@id': string } {
  return { '@id': id };
}

/** Paths become URI references: relative ones inside the crate, `file:` beyond it. */
function idOf(path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}

function describeFile({ path, sha256, bytes }: CrateFile, more: Entity = {}): Entity {
  const name = path.split('/').at(-1) as string;
  const [, extension = ''] = /\.([a-z0-9]+)$/i.exec(name) ?? [];
  const encodingFormat = mediaTypes[extension.toLowerCase()];
  return {
    '@id': idOf(path),
    '@type': 'File',
    name,
    contentSize: String(bytes),
    ...(encodingFormat !== undefined && { encodingFormat }),
    sha256,
    ...more,
  };
}

const mediaTypes: Readonly<Record<string, string>> = {
  bed: 'text/plain',
  csv: 'text/csv',
  fa: 'text/plain',
  fasta: 'text/plain',
  gmt: 'text/plain',
  gtf: 'text/plain',
  gz: 'application/gzip',
  html: 'text/html',
  json: 'application/json',
  png: 'image/png',
  rnk: 'text/plain',
  svg: 'image/svg+xml',
  tsv: 'text/tab-separated-values',
  txt: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  yaml: 'application/yaml',
  yml: 'application/yaml',
};

/** What of the results a file belongs to: `tables`, `ranking`, `report.html`. */
function slotOf(path: string): string {
  return path.split('/')[0] as string;
}

function outputId(slot: string): string {
  return `#output-${encodeURIComponent(slot)}`;
}

function parameterId(key: string): string {
  return `#parameter-${key}`;
}

function describeParameter(key: string, type: string, id = parameterId(key)): Entity {
  return {
    '@id': id,
    '@type': 'FormalParameter',
    additionalType: type,
    name: key,
    conformsTo: ref('https://bioschemas.org/profiles/FormalParameter/1.0-RELEASE'),
  };
}

function typeName(value: Json): string {
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Float';
  return 'Text';
}
