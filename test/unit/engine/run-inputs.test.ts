import { readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openDigests } from '../../../pipeline/engine/digests.ts';
import { expandGraph } from '../../../pipeline/engine/graph.ts';
import { openRunInputs } from '../../../pipeline/engine/run-inputs.ts';
import { tinyFolder, tinyGraph } from './tiny-study.ts';

function watched() {
  const { root, study } = tinyFolder();
  const [instance] = expandGraph(tinyGraph, study);
  if (instance === undefined) throw new Error('the tiny study has no stage');
  const inputs = openRunInputs(openDigests(join(root, 'digests.json')));
  return { file: study.numbers, watch: () => inputs.watch(instance) };
}

const changed = expect.objectContaining({ code: 'INPUT_CHANGED_DURING_RUN' });

describe('the inputs of a run', () => {
  it('must be the same for every stage that reads them', () => {
    const { file, watch } = watched();
    watch();
    watch().check();
    writeFileSync(file, '9\n');
    expect(watch).toThrow(changed);
  });

  it('must not be written to while a stage reads them, even if they are put back', async () => {
    const { file, watch } = watched();
    const before = readFileSync(file);
    const reading = watch();
    await setTimeout(20);
    writeFileSync(file, '9\n');
    writeFileSync(file, before);
    expect(() => reading.check()).toThrow(changed);
  });

  it('must not be exchanged for a while', () => {
    const { file, watch } = watched();
    const reading = watch();
    renameSync(file, `${file}.aside`);
    writeFileSync(file, readFileSync(`${file}.aside`));
    utimesSync(file, 1, 1);
    expect(() => reading.check()).toThrow(changed);
  });

  it('must stay', () => {
    const { file, watch } = watched();
    const reading = watch();
    rmSync(file);
    expect(() => reading.check()).toThrow(expect.objectContaining({ code: 'INPUT_VANISHED' }));
  });
});
