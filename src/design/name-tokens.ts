/** The words of a name: `Donor_ID`, `donorId` and `donor-id2` all hold `donor` and `id`. Lower case, digits apart. */
export function tokensOf(name: string): string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})|(\p{N})(\p{L})/gu, '$1$3 $2$4')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '');
}

/** A name without case, spaces, dots, dashes and underscores. */
export function condensed(name: string): string {
  return name.toLowerCase().replace(/[\s._-]+/g, '');
}
