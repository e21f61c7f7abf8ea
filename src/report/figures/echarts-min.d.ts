/** The bundled build: one file that loads in a fraction of the time that the modules take. */
declare module 'echarts/dist/echarts.esm.min.mjs' {
  export { init, setPlatformAPI } from 'echarts';
}
