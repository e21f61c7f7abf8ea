import { describe, expect, it } from 'vitest';
import { accelerateAscent } from '../../../src/stats/optimize/accelerate-ascent.ts';

/** A slow climb to the top of -sum r_k (x_k - t_k)^2: each step goes the share r_k of the way. */
const rates = [0.9, 0.01, 0.003];
const top = [1, -2, 3];
const step = (x: Float64Array) => {
  const objective = -x.reduce((sum, value, k) => sum + rates[k]! * (value - top[k]!) ** 2, 0);
  return { next: x.map((value, k) => value + rates[k]! * (top[k]! - value)), objective };
};
const options = { confine: () => {}, tolerance: 1e-6, maxSteps: 1000 };

describe('accelerated ascent', () => {
  it('ends where plain steps would after thousands, and says that it did', () => {
    const { point, steps, converged, distance } = accelerateAscent(Float64Array.of(0, 0, 0), step, options);
    expect(converged).toBe(true);
    expect(distance).toBeLessThan(1e-6);
    point.forEach((x, k) => {
      expect(x).toBeCloseTo(top[k]!, 4);
    });
    let plain: Float64Array = Float64Array.of(0, 0, 0);
    let count = 0;
    for (; Math.abs(plain[2]! - 3) > 1e-4; count++) plain = step(plain).next;
    expect(steps).toBeLessThan(count / 10);
  });

  it('never stands lower than it stood, and stays in the domain', () => {
    const visited: number[] = [];
    const ascent = accelerateAscent(
      Float64Array.of(0, 0, 0),
      (x) => {
        expect(x[2]).toBeLessThanOrEqual(2.5);
        const { next, objective } = step(x);
        next[2] = Math.min(2.5, next[2]!);
        return { next, objective };
      },
      {
        ...options,
        maxSteps: 60,
        confine: (x) => {
          x[2] = Math.min(2.5, x[2]!);
          visited.push(x[2]!);
        },
      },
    );
    expect(visited.length).toBeGreaterThan(0);
    expect(ascent.objective).toBeGreaterThanOrEqual(step(Float64Array.of(0, 0, 0)).objective);
  });

  it('says where it had to stop before the end', () => {
    const { converged, steps } = accelerateAscent(Float64Array.of(0, 0, 0), step, { ...options, maxSteps: 5 });
    expect(converged).toBe(false);
    expect(steps).toBeLessThanOrEqual(6);
  });
});
