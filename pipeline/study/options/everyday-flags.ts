const inputs = ['--counts', '--samples', '--de', '--design', '--contrast'];
const targets = ['--mirna', '--effect', '--utrs', '--genome', '--annotation'];
const cohort = ['--expression', '--clinical'];

/**
 * The flags that the help of a command shows, where it has more than fit on a screen; the others are shown by `--help-all`.
 * What a first study needs is here, and what most people come to set.
 */
export const everydayFlags: Readonly<Record<string, readonly string[]>> = {
  run: [...inputs, ...targets, '--alpha', '--fdr', '--until', '--threads', '--out'],
  plan: [...inputs, ...targets, '--alpha', '--fdr', '--until', '--json', '--out'],
  status: ['--check', '--json', '--out'],
  init: [...inputs, ...targets, '--overwrite', '--out'],
  batch: ['--template', '--out', '--executor', '--jobs', '--threads', '--json'],
  de: [
    ...['--counts', '--samples', '--design', '--contrast', '--reference', '--engine', '--alpha', '--lfc-threshold'],
    ...['--shrink', '--normalized-out', '--threads', '--out'],
  ],
  rank: ['--de', '--sites', '--utrs', '--mirna', '--effect', '--fdr', '--annotation', '--out'],
  seeds: ['--de', '--sites', '--utrs', '--mirna', '--effect', '--annotation', '--top', '--out'],
  sites: ['--utrs', '--mirna', '--all-families', '--site-types', '--scores', '--params', '--genes', '--out'],
  duplex: ['--utrs', '--mirna', '--mirnas', '--set', '--helix', '--max-energy', '--max-p', '--draw', '--out'],
  enrich: ['--de', '--sets', '--ranking', '--tests', '--annotation', '--out'],
  survive: [...cohort, '--time', '--event', '--genes', '--from', '--covariates', '--cut', '--out'],
  'tumor-normal': [...cohort, '--groups', '--tumor', '--normal', '--genes', '--from', '--out'],
};
