export { fold24, fold32, foldHelix16, foldHelix24 } from './generated/fold';
export { foldGeneral } from './general';
export { initialize, startCount } from './rows';
