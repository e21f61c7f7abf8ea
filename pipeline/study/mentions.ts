/** Whether a formula names a variable. */
export function mentions(formula: string, variable: string): boolean {
  return formula.split(/[^\p{L}\p{N}._]+/u).includes(variable);
}
