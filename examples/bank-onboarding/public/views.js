// Step → the view that draws it. Each view: (flow, language) → { title, body }.

import { askView } from './ask_view.js';
import { cameraView } from './camera_view.js';
import { challengeView } from './challenge_view.js';
import { offerView } from './offer_view.js';
import { refusedView, rejectedView } from './end_view.js';
import { resultView } from './result_view.js';
import { waitView } from './wait_view.js';

export const VIEWS = {
  loading: waitView,
  ask: askView,
  challenge: challengeView,
  camera: cameraView,
  offer: offerView,
  sending: waitView,
  done: resultView,
  refused: refusedView,
  rejected: rejectedView,
};

/** The place of a step in the four that the customer sees. */
export const STAGES = { loading: 0, ask: 0, challenge: 1, camera: 1, offer: 2, sending: 2, done: 3, refused: 3, rejected: 3 };
