/** Whether genes are named by the built-in human names: `auto` where their ids can be no other's, `human` also plain numbers. */
export type BuiltInNames = 'auto' | 'human' | 'none';
