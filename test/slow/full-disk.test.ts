import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { finishedSmallestStudy } from '../pipeline/finished-study.ts';
import { mountSmall, whyNoDisk } from '../pipeline/small-disk.ts';
import { contents, run, smallestStudy } from '../pipeline/small-study.ts';

const expected = contents(finishedSmallestStudy());

describe('a disk', () => {
  it.skipIf(whyNoDisk !== '')(`that is full is named, and nothing is lost or mixed${whyNoDisk}`, () => {
    const study = smallestStudy();
    const disk = mountSmall(96 << 10) as string;
    const results = join(disk, 'results');
    const args = ['--out', results];
    const codes: (number | null)[] = [];
    // Each size ends in another place: the lock, a result, the copies of the report, provenance.
    for (const kilobytes of [8, 96, 300, 600, 1200, 2400, 3600]) {
      execFileSync('mount', ['-o', `remount,size=${kilobytes}k`, disk]);
      const { code, stderr } = run(study, ...args);
      codes.push(code);
      if (code === 0) continue;
      expect(stderr).toMatch(/error DISK_FULL: the disk is full\n +where +\S/);
      expect(stderr).not.toContain('bug');
      expect(stderr).not.toMatch(/^ +at /m);
    }
    expect(codes.filter((code) => code === 1).length).toBeGreaterThan(2);
    execFileSync('mount', ['-o', 'remount,size=64m', disk]);
    const last = run(study, ...args);
    expect(last.code).toBe(0);
    expect(last.executed).not.toContain('ingest');
    const found = contents({ ...study, results });
    // Paths of inputs are absolute here, as the results are on another disk.
    for (const file of ['params.json', 'inputs.sha256']) {
      delete found[`pipeline_info/${file}`];
      expect(expected).toHaveProperty([`pipeline_info/${file}`]);
    }
    expect(found).toEqual(Object.fromEntries(Object.entries(expected).filter(([file]) => file in found)));
    expect(Object.keys(found).length).toBe(Object.keys(expected).length - 2);
  });
});
