// Writes weight-tables.ts: Chebyshev coefficients of the factors that make a negative binomial unit deviance d nearly
// chi-squared, alpha = 2 E / V and kappa = 2 E^2 / V with E and V the mean and variance of d, from sums over the
// distribution. Usage: node src/engines/edger/quasi/generate-weight-tables.mjs
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** alpha and kappa at a mean and dispersion (0: Poisson), summed over the counts 0..last. */
function factors(mu, phi, last) {
  const size = 1 / phi;
  const variance = mu + phi * mu * mu;
  const tail = phi === 0 ? 40 * Math.sqrt(mu) + 60 : (60 + 60 * phi) * Math.sqrt(variance) + 200;
  const end = last ?? Math.floor(mu + tail);
  const p = new Float64Array(end + 1);
  const d = new Float64Array(end + 1);
  let logP = phi === 0 ? -mu : -size * Math.log1p(mu * phi);
  let carry = 0;
  for (let i = 0; i <= end; i++) {
    p[i] = Math.exp(logP + carry);
    const own = i > 0 ? i * Math.log(i / mu) : 0;
    d[i] = 2 * (phi === 0 ? own - (i - mu) : own - (i + size) * Math.log1p(((i - mu) * phi) / (1 + mu * phi)));
    const step = phi === 0 ? Math.log(mu / (i + 1)) : Math.log(((i * phi + 1) * mu) / ((1 + mu * phi) * (i + 1)));
    const next = logP + step;
    carry += Math.abs(logP) >= Math.abs(step) ? logP - next + step : step - next + logP;
    logP = next;
  }
  let mean = 0;
  for (let i = end; i >= 0; i--) mean += p[i] * d[i];
  let spread = 0;
  for (let i = end; i >= 0; i--) spread += p[i] * (d[i] - mean) ** 2;
  return [(2 * mean) / spread, (2 * mean * mean) / spread];
}

const nodes = (n) => Array.from({ length: n }, (_, k) => Math.cos(((k + 0.5) * Math.PI) / n));

/** Coefficients of the polynomial through f at the n Chebyshev nodes. */
function series(f, n) {
  const values = nodes(n).map(f);
  return Array.from({ length: n }, (_, j) => {
    const sum = values.reduce((total, value, k) => total + value * Math.cos((j * (k + 0.5) * Math.PI) / n), 0);
    return ((j === 0 ? 1 : 2) * sum) / n;
  });
}

/** [y][x] coefficients in two variables. */
function surface(f, n) {
  const byX = nodes(n).map((y) => series((x) => f(x, y), n));
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => {
      const sum = byX.reduce((total, row, k) => total + row[j] * Math.cos((i * (k + 0.5) * Math.PI) / n), 0);
      return ((i === 0 ? 1 : 2) * sum) / n;
    }),
  );
}

const evaluate = (x, coefficients) => coefficients.reduce((sum, c, j) => sum + c * Math.cos(j * Math.acos(x)), 0);
const pairs = (breaks) => breaks.slice(1).map((high, k) => [breaks[k], high]);
const within = (x, [low, high]) => low + ((x + 1) / 2) * (high - low);

const largeMean = [(mu) => 1 - 1 / (6 * mu) - 1 / (2 * mu * mu), (mu) => 1 - 1 / (2.5 * mu * mu)];
// Near 0 the factors go like these functions of ln mu.
const nearZero = [
  (mu) => -Math.log(mu) / (1 + Math.log(mu)) ** 2,
  (mu) => mu * (Math.log(mu) / (1 + Math.log(mu))) ** 2,
];
const FIRST_POISSON = 0.02;
const poissonBreaks = [
  [FIRST_POISSON, 0.4249, 1.5, 3.544, 20],
  [FIRST_POISSON, 0.4966, 1.5, 4.2714, 20],
];
const smallBreaks = [
  [0, 0.01, 0.33, 1.77, 4, 10, 20],
  [0, 0.01, 0.33, 1.3, 4, 10, 20],
];
const middleBreaks = [
  [0, 0.01, 0.43, 3.62, 10, 30, 50],
  [0, 0.01, 0.5, 3.88, 10, 30, 50],
];
const SMALL = 0.736;
const MIDDLE = 4;

const tables = [0, 1].map((which) => {
  const poisson = [
    series((x) => {
      const mu = ((x + 1) * FIRST_POISSON) / 2;
      return factors(mu, 0)[which] / nearZero[which](mu);
    }, 10),
    ...pairs(poissonBreaks[which]).map((piece) => series((x) => factors(within(x, piece), 0)[which], 10)),
  ];
  const poissonAt = (mu) => {
    if (mu < FIRST_POISSON) return evaluate((2 * mu) / FIRST_POISSON - 1, poisson[0]) * nearZero[which](mu);
    const at = pairs(poissonBreaks[which]).findIndex(([, high]) => mu < high);
    if (at < 0) return largeMean[which](mu);
    const [low, high] = poissonBreaks[which].slice(at, at + 2);
    return evaluate((2 * mu - (low + high)) / (high - low), poisson[at + 1]);
  };
  const smallPhi = (y) => (SMALL / 2) * (y + 1);
  const middlePhi = (y) => (MIDDLE / 2) * (y + 1);
  const smallEdges = [20, 25, 30, 40, 60];
  const blend = (ratio, [low, high]) =>
    series((x) => (ratio(within(x, [low, high])) - ratio(high)) / (ratio(low) - ratio(high)), 7);
  return {
    poisson,
    small: pairs(smallBreaks[which]).map((piece) =>
      surface((x, y) => factors(within(x, piece), smallPhi(y))[which] / poissonAt(within(x, piece)), 7),
    ),
    smallEdges: smallEdges.map((mu) => series((y) => factors(mu, smallPhi(y))[which] / largeMean[which](mu), 7)),
    smallBlends: pairs(smallEdges).map((piece) =>
      blend((mu) => factors(mu, SMALL, 999)[which] / largeMean[which](mu), piece),
    ),
    // [mean, mean whose limit divides]
    smallLarge: (which === 0
      ? [
          [68, 68],
          [100, 100],
          [120, 120],
        ]
      : [
          [70, 70],
          [100, 100],
          [150, 150],
          [500, 150],
        ]
    ).map(([mu, limit]) => series((y) => factors(mu, smallPhi(y))[which] / largeMean[which](limit), 6)),
    middle: pairs(middleBreaks[which]).map((piece, k) =>
      surface((x, y) => {
        const mu = within(x, piece);
        const value = factors(mu, middlePhi(y), { 2: 99, 3: 999 }[k])[which];
        return k === 0 ? value / nearZero[which](mu) : value;
      }, 10),
    ),
    middleEdges: [50, 100, 1000, 5000].map((mu) => series((y) => factors(mu, middlePhi(y))[which], 10)),
    middleBlends: [
      [50, 100, (x) => 200 / (x + 3)],
      [100, 1000, (x) => 2000 / (9 * x + 11)],
      [1000, 5000, (x) => 2500 / (x + 1.5)],
    ].map(([low, high, place]) => {
      const at = (mu) => factors(mu, MIDDLE)[which];
      return series((x) => (at(place(x)) - at(low)) / (at(high) - at(low)), 10);
    }),
    breaks: { poisson: poissonBreaks[which], small: smallBreaks[which], middle: middleBreaks[which], smallEdges },
  };
});

const text = `// Generated by generate-weight-tables.mjs; do not edit.

/** Chebyshev coefficients, lowest first; \`surface\` pieces are [dispersion][mean]. */
export interface WeightTables {
  readonly breaks: Readonly<Record<'poisson' | 'small' | 'middle' | 'smallEdges', readonly number[]>>;
  readonly poisson: readonly (readonly number[])[];
  readonly small: readonly (readonly (readonly number[])[])[];
  readonly smallEdges: readonly (readonly number[])[];
  readonly smallBlends: readonly (readonly number[])[];
  readonly smallLarge: readonly (readonly number[])[];
  readonly middle: readonly (readonly (readonly number[])[])[];
  readonly middleEdges: readonly (readonly number[])[];
  readonly middleBlends: readonly (readonly number[])[];
}

/** For alpha. */
export const alphaTables: WeightTables = ${JSON.stringify(tables[0])};

/** For kappa. */
export const kappaTables: WeightTables = ${JSON.stringify(tables[1])};
`;
writeFileSync(fileURLToPath(new URL('weight-tables.ts', import.meta.url)), text);
