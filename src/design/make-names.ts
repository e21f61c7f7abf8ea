const RESERVED = new Set(
  (
    'if else repeat while function for next break TRUE FALSE NULL Inf NaN NA NA_integer_ NA_real_ NA_character_ ' +
    'NA_complex_ in'
  ).split(' '),
);

/**
 * A syntactic R name, as `make.names` of R gives it: other characters than letters, digits, `.` and `_` become `.`; an `X`
 * goes in front unless the name starts with a letter or with a dot that no digit follows; reserved words get a `.`.
 *
 * `makeName('conditionB-c')` is `conditionB.c`. Source: R's help page of `make.names`, checked against R 4.2.2.
 */
export function makeName(text: string): string {
  const valid = text.replace(/[^\p{L}\p{N}._]/gu, '.');
  if (RESERVED.has(valid)) return `${valid}.`;
  return /^(?:\p{L}|\.(?!\p{N}))/u.test(text) ? valid : `X${valid}`;
}
