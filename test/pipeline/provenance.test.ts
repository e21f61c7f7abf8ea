import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { version } from '../../pipeline/version.ts';
import { finishedStudy } from './finished-study.ts';
import { contents, copyStudy, program, run, type SmallStudy, smallStudy } from './small-study.ts';

const study = finishedStudy();
const info = join(study.results, 'pipeline_info');
const text = (name: string): string => readFileSync(join(info, name), 'utf8');
const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
const crateIn = (results: string) =>
  JSON.parse(readFileSync(join(results, 'ro-crate-metadata.json'), 'utf8')) as {
    readonly '@context': unknown;
    readonly '@graph': readonly Entity[];
  };

/** Runs the script that the results of a study hold, from the folder of the study into its folder `again`. */
function reproduce({ folder, results }: SmallStudy): { readonly status: number | null; readonly stderr: string } {
  const env = { ...process.env, SEEDRANK: `${process.execPath} ${program}` };
  return spawnSync('sh', [join(results, 'pipeline_info/reproduce.sh'), 'again'], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
}

type Entity = { readonly '@id': string; readonly '@type': string | readonly string[]; readonly [key: string]: unknown };

describe('pipeline_info', () => {
  it('holds what nf-core users look for', () => {
    const names = readdirSync(info).map((name) => name.replace(/_\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d/, '_TIME'));
    expect(names.sort()).toEqual([
      'execution_timeline_TIME.html',
      'execution_trace_TIME.txt',
      'inputs.sha256',
      'notes.tsv',
      'params.json',
      'pipeline_dag.mmd',
      'pipeline_dag.svg',
      'published.json',
      'reproduce.sh',
      'results.sha256',
      'software_versions.yml',
    ]);
  });

  it('names each input with the digest that sha256sum gives', () => {
    const { status, stdout } = spawnSync('sha256sum', ['-c', 'inputs.sha256'], { cwd: info, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toBe('../../counts.tsv: OK\n../../samples.csv: OK\n../../utrs.fa: OK\n');
  });

  it('draws every stage, and when each ran', () => {
    const timeline = text(readdirSync(info).find((name) => name.startsWith('execution_timeline')) as string);
    for (const stage of ['ingest', 'normalize', 'targets', 'report']) {
      expect(text('pipeline_dag.svg')).toContain(`>${stage}</text>`);
      expect(timeline).toContain(`>${stage}</text>`);
    }
    expect(text('pipeline_dag.svg')).toContain('>differential (2 contrasts)</text>');
    expect(timeline).toContain('>differential[mock_vs_control/deseq2]</text>');
    expect(text('pipeline_dag.mmd')).toMatch(/^ {2}n\d+\(\[counts\]\)$/m);
  });

  it('says how to make the results again, and that makes the same bytes', () => {
    const copy = copyStudy(study);
    const again = reproduce(copy);
    expect(again.stderr).toContain('counts.tsv: OK');
    expect(again.stderr).toContain('report.html: OK');
    expect(again.status).toBe(0);
    expect(contents({ ...copy, results: join(copy.folder, 'again') })).toEqual(contents(study));
  });

  it('refuses to make the results again from other inputs', () => {
    const other = smallStudy();
    run(other, '--until', 'normalize');
    writeFileSync(join(other.folder, 'samples.csv'), 'sample,condition\n');
    const again = reproduce(other);
    expect(again.status).not.toBe(0);
    expect(again.stderr).toContain('samples.csv: FAILED');
  });
});

describe('the RO-Crate', () => {
  const crate = crateIn(study.results);
  const graph = new Map(crate['@graph'].map((entity) => [entity['@id'], entity]));
  const referred = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(referred);
    if (typeof value !== 'object' || value === null) return [];
    return '@id' in value ? [value['@id'] as string] : Object.values(value).flatMap(referred);
  };
  const root = graph.get('./') as Entity;
  const action = graph.get('#run') as Entity;

  // What RO-Crate 1.3 asks of every crate.
  it('has a descriptor, a root, unique entities, and no reference into the void', () => {
    expect(graph.size).toBe(crate['@graph'].length);
    expect(graph.get('ro-crate-metadata.json')).toMatchObject({
      '@type': 'CreativeWork',
      about: { '@id': './' },
      conformsTo: { '@id': 'https://w3id.org/ro/crate/1.3' },
    });
    for (const key of ['name', 'description', 'datePublished', 'license']) expect(root).toHaveProperty(key);
    expect(Number.isNaN(Date.parse(root.datePublished as string))).toBe(false);
    expect(graph.get(referred(root.license)[0] as string)).toMatchObject({
      name: expect.any(String),
      description: expect.any(String),
    });
    for (const entity of graph.values()) {
      expect(entity).toHaveProperty('@type');
      expect(entity['@id']).toMatch(/^[\w.~:/?#@!$&'()*+,;=%-]+$/);
      const links = Object.entries(entity).filter(([key]) => key !== 'conformsTo');
      for (const id of referred(links.map(([, value]) => value))) expect(graph.has(id), id).toBe(true);
    }
  });

  // What the Workflow Run Crate profile 0.6 asks.
  it('describes one run of one workflow from inputs to results', () => {
    expect(referred(root.conformsTo)).toEqual([
      'https://w3id.org/ro/wfrun/process/0.6',
      'https://w3id.org/ro/wfrun/workflow/0.6',
      'https://w3id.org/workflowhub/workflow-ro-crate/1.1',
    ]);
    const [main] = referred(root.mainEntity);
    const workflow = graph.get(main as string) as Entity;
    expect(workflow['@type']).toEqual(['File', 'SoftwareSourceCode', 'ComputationalWorkflow']);
    expect(referred(workflow.programmingLanguage).map((id) => graph.get(id)?.['@type'])).toEqual([
      ['ComputerLanguage', 'SoftwareApplication'],
    ]);
    expect(referred(root.mentions)).toContain('#run');
    expect(action).toMatchObject({ '@type': 'CreateAction', instrument: { '@id': main } });
    expect(action.description).toBe('seedrank run study.yml --json');
    expect(Date.parse(action.endTime as string)).toBeGreaterThan(Date.parse(action.startTime as string));
    for (const [side, ids] of [
      [workflow.input, referred(action.object)],
      [workflow.output, referred(action.result)],
    ] as const) {
      expect(ids.length).toBeGreaterThan(0);
      for (const id of ids) {
        const [parameter] = referred(graph.get(id)?.exampleOfWork);
        expect(graph.get(parameter as string)).toMatchObject({
          '@type': 'FormalParameter',
          additionalType: expect.stringMatching(/^(File|Text|Integer|Float|Boolean)$/),
          conformsTo: { '@id': 'https://bioschemas.org/profiles/FormalParameter/1.0-RELEASE' },
        });
        expect(referred(side)).toContain(parameter);
      }
    }
    const [engine] = referred(workflow.programmingLanguage).map((id) => graph.get(id));
    expect(engine).toMatchObject({ name: 'seedrank', version });
    // Of the two, one.
    expect(engine).not.toHaveProperty('softwareVersion');
    expect(action).toMatchObject({ name: expect.any(String), actionStatus: 'http://schema.org/CompletedActionStatus' });
    expect(action).not.toHaveProperty('error');
  });

  it('lists each file with its size and digest', () => {
    const files = [...graph.values()].filter(({ '@type': type }) => [type].flat().includes('File'));
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      const id = decodeURIComponent(file['@id']);
      const path = id.startsWith('file://') ? id.slice('file://'.length) : join(study.results, id);
      expect(file.sha256, id).toBe(sha256(path));
      expect(file.encodingFormat, id).toMatch(/^\w+\/[\w.+-]+$/);
      expect(file.contentSize, id).toBe(String(statSync(path).size));
      expect(referred(root.hasPart)).toContain(file['@id']);
    }
    expect(referred(action.result)).toContain('report.html');
    expect(referred(action.object)).toContain(`file://${join(study.folder, 'counts.tsv')}`);
  });
});

describe('the record of a study', () => {
  const write = ({ folder }: SmallStudy, name: string, lines: readonly string[]): void =>
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);

  /** On the finished table of the study above. */
  function tableStudy(): SmallStudy {
    const nested = smallStudy({
      'study.yml':
        'differential: { table: tables/mir9.tsv }\nannotation: tables/names.tsv\nmirna: hsa-miR-9-5p\nutrs: utrs.fa\n',
    });
    mkdirSync(join(nested.folder, 'tables'));
    copyFileSync(
      join(study.results, 'tables/differential/mir9_vs_control.deseq2.results.tsv'),
      join(nested.folder, 'tables/mir9.tsv'),
    );
    const names = Array.from({ length: 250 }, (_, gene) => `gene${gene}\tGENE${gene}`);
    write(nested, 'tables/names.tsv', ['gene_id\tgene_name', ...names]);
    return nested;
  }

  /** On a folder of counts a sample. */
  function salmonStudy(): SmallStudy {
    const golden = fileURLToPath(new URL('../golden/tximport', import.meta.url));
    const nested = smallStudy({
      'study.yml': `counts: salmon
samples: sheets/samples.csv
transcript_genes: salmon/tx2gene.tsv
contrasts_file: sheets/contrasts.csv
fit_type: mean
`,
    });
    for (const folder of ['s1', 's2', 's3', 's4', '../sheets']) {
      mkdirSync(join(nested.folder, 'salmon', folder), { recursive: true });
    }
    for (const name of ['s1', 's2', 's3', 's4']) {
      copyFileSync(`${golden}/${name}.quant.sf`, join(nested.folder, 'salmon', name, 'quant.sf'));
    }
    copyFileSync(`${golden}/tx2gene.tsv`, join(nested.folder, 'salmon/tx2gene.tsv'));
    write(nested, 'sheets/samples.csv', ['sample,condition', 's1,a', 's2,a', 's3,b', 's4,b']);
    write(nested, 'sheets/contrasts.csv', ['id,variable,reference,target', 'b_vs_a,condition,a,b']);
    return nested;
  }

  it.each([
    ['of a finished table', tableStudy, ['tables/mir9.tsv', 'tables/names.tsv', 'utrs.fa']],
    [
      'of a folder of counts',
      salmonStudy,
      [
        ...['s1', 's2', 's3', 's4'].map((sample) => `salmon/${sample}/quant.sf`),
        'salmon/tx2gene.tsv',
        'sheets/contrasts.csv',
        'sheets/samples.csv',
      ],
    ],
  ] as const)('%s knows each of its files as a file, and makes the same bytes elsewhere', (_, make, files) => {
    const made = make();
    const first = run(made);
    expect(first.code, first.stderr).toBe(0);
    const entities = crateIn(made.results)['@graph'];
    for (const file of files) {
      expect(entities.map((entity) => entity['@id'])).toContain(`file://${join(made.folder, file)}`);
    }
    const values = entities.filter((entity) => entity['@type'] === 'PropertyValue').map(({ value }) => String(value));
    expect(values.filter((value) => value.includes('/'))).toEqual([]);

    const folder = `${made.folder}-moved`;
    renameSync(made.folder, folder);
    const moved = { folder, study: join(folder, 'study.yml'), results: join(folder, 'results') };
    const again = reproduce(moved);
    expect(again.status, again.stderr).toBe(0);
    for (const file of files) expect(again.stderr).toContain(`${file}: OK`);
    expect(contents({ ...moved, results: join(folder, 'again') })).toEqual(contents(moved));
  });
});
