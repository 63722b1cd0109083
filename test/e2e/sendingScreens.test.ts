/** Scheduling, waiting, doubts, results, speed: their screens, narrow and wide, light and dark. */
import { SENDING_SCENES } from '../support/sendingScenes.ts';
import { testScenes } from '../support/testScenes.ts';

testScenes(SENDING_SCENES);
