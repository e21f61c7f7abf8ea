/** The keys of a contrast in a study file. */
export const contrastKeys = [
  'id',
  'variable',
  'target',
  'reference',
  'coef',
  'coef_list',
  'coef_list_less',
  'list_weights',
  'weights',
  'effect',
  'mirna',
] as const;
