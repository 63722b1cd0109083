/** Every screen of the built pane in a real browser, narrow and wide, light and dark: accessible, nothing cut off. */
import { SCREEN_SCENES } from '../support/screenScenes.ts';
import { testScenes } from '../support/testScenes.ts';

testScenes(SCREEN_SCENES);
