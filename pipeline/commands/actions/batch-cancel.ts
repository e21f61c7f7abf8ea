export async function batchCancel(_p: string, _o: object): Promise<number> {
  return 0;
}
