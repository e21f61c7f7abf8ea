import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contents, program, run, smallStudy } from './small-study.ts';

const study = smallStudy();
expect(run(study).code).toBe(0);
const info = join(study.results, 'pipeline_info');
const text = (name: string): string => readFileSync(join(info, name), 'utf8');
const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

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
    expect(timeline).toContain('>differential[mock_vs_control]</text>');
    expect(text('pipeline_dag.mmd')).toMatch(/^ {2}n\d+\(\[counts\]\)$/m);
  });

  it('says how to make the results again, and that makes the same bytes', () => {
    const script = join(info, 'reproduce.sh');
    const env = { ...process.env, SEEDRANK: `${process.execPath} ${program}` };
    const again = spawnSync('sh', [script, 'again'], { cwd: study.folder, encoding: 'utf8', env });
    expect(again.stderr).toContain('counts.tsv: OK');
    expect(again.status).toBe(0);
    expect(contents({ ...study, results: join(study.folder, 'again') })).toEqual(contents(study));
  });

  it('refuses to make the results again from other inputs', () => {
    const other = smallStudy();
    run(other, '--until', 'normalize');
    writeFileSync(join(other.folder, 'samples.csv'), 'sample,condition\n');
    const script = join(other.results, 'pipeline_info/reproduce.sh');
    const env = { ...process.env, SEEDRANK: `${process.execPath} ${program}` };
    const again = spawnSync('sh', [script, 'again'], { cwd: other.folder, encoding: 'utf8', env });
    expect(again.status).not.toBe(0);
    expect(again.stderr).toContain('samples.csv: FAILED');
  });
});

describe('the RO-Crate', () => {
  const crate = JSON.parse(readFileSync(join(study.results, 'ro-crate-metadata.json'), 'utf8')) as {
    readonly '@context': unknown;
    readonly '@graph': readonly Entity[];
  };
  const graph = new Map(crate['@graph'].map((entity) => [entity['@id'], entity]));
  const referred = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(referred);
    if (typeof value !== 'object' || value === null) return [];
    return '@id' in value ? [value['@id'] as string] : Object.values(value).flatMap(referred);
  };
  const root = graph.get('./') as Entity;
  const action = graph.get('#run') as Entity;

  // What RO-Crate 1.1 asks of every crate.
  it('has a descriptor, a root, unique entities, and no reference into the void', () => {
    expect(graph.size).toBe(crate['@graph'].length);
    expect(graph.get('ro-crate-metadata.json')).toMatchObject({ '@type': 'CreativeWork', about: { '@id': './' } });
    for (const key of ['name', 'description', 'datePublished', 'license']) expect(root).toHaveProperty(key);
    for (const entity of graph.values()) {
      expect(entity).toHaveProperty('@type');
      const links = Object.entries(entity).filter(([key]) => key !== 'conformsTo');
      for (const id of referred(links.map(([, value]) => value))) expect(graph.has(id), id).toBe(true);
    }
  });

  // What the Workflow Run Crate profile 0.5 asks.
  it('describes one run of one workflow from inputs to results', () => {
    expect(referred(root.conformsTo)).toEqual([
      'https://w3id.org/ro/wfrun/process/0.5',
      'https://w3id.org/ro/wfrun/workflow/0.5',
      'https://w3id.org/workflowhub/workflow-ro-crate/1.0',
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
    for (const id of referred(action.object)) {
      const [parameter] = referred(graph.get(id)?.exampleOfWork);
      expect(graph.get(parameter as string)?.['@type']).toBe('FormalParameter');
      expect(referred(workflow.input)).toContain(parameter);
    }
  });

  it('lists each file with its size and digest', () => {
    const files = [...graph.values()].filter(({ '@type': type }) => [type].flat().includes('File'));
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      const id = decodeURIComponent(file['@id']);
      const path = id.startsWith('file://') ? id.slice('file://'.length) : join(study.results, id);
      expect(file.sha256, id).toBe(sha256(path));
      expect(file.contentSize, id).toBe(String(statSync(path).size));
      expect(referred(root.hasPart)).toContain(file['@id']);
    }
    expect(referred(action.result)).toContain('report.html');
    expect(referred(action.object)).toContain(`file://${join(study.folder, 'counts.tsv')}`);
  });
});
