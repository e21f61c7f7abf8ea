import { describe, expect, it } from 'vitest';
import { goesOnAfterKill, stopsAtOnce } from '../pipeline/interrupted-run.ts';
import { contents, run, smallStudy } from '../pipeline/small-study.ts';

describe('running a study', () => {
  it('gives the same bytes whatever the number of threads', () => {
    const one = smallStudy({}, 60);
    const three = smallStudy({}, 60);
    expect(run(one, '--threads', '1').code).toBe(0);
    run(three, '--threads', '3');
    expect(contents(three)).toEqual(contents(one));
  });
});

describe('a run that is interrupted', () => {
  it.each(['ingest', 'report'])('and killed while %s runs goes on from there', goesOnAfterKill);

  it('by SIGTERM stops at once with exit code 143 and gives the folder back', () => stopsAtOnce('SIGTERM', 143));
});
