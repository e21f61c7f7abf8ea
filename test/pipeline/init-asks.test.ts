import { existsSync, readFileSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { converse, hasTerminal, whyTerminal } from './at-terminal.ts';
import { program, run, smallStudy } from './small-study.ts';

const init = (folder: string, args: string, answers: Parameters<typeof converse>[2]) =>
  converse(`${process.execPath} ${program} init ${args}`, folder, answers);

const enter = '\r';
const down = '\u001b[B';
const clearLine = '\u0015';
const interrupt = '\u0003';

describe.skipIf(!hasTerminal)(`init at a terminal${whyTerminal}`, () => {
  it('asks what is open, shows the samples by group, and writes a study that runs', async () => {
    const study = smallStudy();
    rmSync(study.study);
    const { code, screen, unasked } = await init(study.folder, '', [
      ['Table of counts', `nowhere.tsv${enter}`],
      ['there is no nowhere.tsv', `${clearLine}counts.tsv${enter}`],
      ['Sample sheet', `samples.csv${enter}`],
      ['Which column says', enter],
      // Both control and mock may be the control: what is refused elsewhere is asked here.
      ['Which level is the control?', enter],
      ['Which are compared with control?', enter],
      ['Are samples paired', enter],
      ['Which microRNA?', `hsa-miR-99999${enter}`],
      ['there is no miRNA', ''],
      ['Which microRNA?', `hsa-miR-9-5p${enter}`],
      ['What was done to it?', enter],
      ["Where are the 3' UTRs?", enter],
      ["3' UTRs", `utrs.fa${enter}`],
      ['Write study.yml?', enter],
    ]);
    expect([unasked, code], screen).toEqual([undefined, 0]);
    expect(screen).toMatch(/control \(control\) +3 +b1 b2 b3 +c1, c2, c3/);
    const text = readFileSync(study.study, 'utf8');
    expect(text).toBe(`# seedrank run THIS_FILE; what keys there are and what they mean: seedrank schema --explain KEY
counts: counts.tsv
samples: samples.csv
design: ~ batch + condition
contrasts:
  - variable: condition
    target: mir9
    reference: control
  - variable: condition
    target: mock
    reference: control
mirna:
  - hsa-miR-9-5p
effect: overexpression
utrs: utrs.fa
`);
    expect(run(study, '--until', 'ingest').code).toBe(0);
  });

  it('takes other answers than the first, and leaves open what is not known yet', async () => {
    const study = smallStudy();
    const { code, screen, unasked } = await init(study.folder, 'counts.tsv samples.csv', [
      ['There is a study.yml: replace it?', 'y'],
      ['Which column says', enter],
      ['Which level is the control?', `${down}${down}${enter}`],
      ['Which are compared with mock?', ` ${enter}`],
      ['Are samples paired', ` ${enter}`],
      ['Which microRNA?', enter],
      ['Write study.yml?', enter],
    ]);
    expect([unasked, code], screen).toEqual([undefined, 0]);
    const text = readFileSync(study.study, 'utf8');
    expect(text).toMatch(
      /^design: ~ condition\ncontrasts:\n {2}- variable: condition\n {4}target: mir9\n {4}reference: mock\n# mirna: /m,
    );
    expect(text).toContain('# genome: genome.fa.gz\n# annotation: genes.gtf.gz\n');
  });

  it('writes nothing when it is stopped, or told not to', async () => {
    const study = smallStudy();
    rmSync(study.study);
    const contrast = 'counts.tsv samples.csv --contrast condition,mir9,control --design "~ condition"';
    const stopped = await init(study.folder, contrast, [['Which microRNA?', interrupt]]);
    expect(stopped.code, stopped.screen).toBe(130);
    const told = await init(study.folder, `${contrast} --mirna hsa-miR-9-5p --effect inhibition --utrs utrs.fa`, [
      ['Write study.yml?', 'n'],
    ]);
    expect([told.code, existsSync(study.study)], told.screen).toEqual([0, false]);
  });
});
