// The engines by name: ours first, then its peers. In Node and in the page the same.
import * as peers from '../peers/index.mjs';
import { ours, rqrr } from './ours.mjs';

export const OURS = ours.name;
export const RIVAL = peers.zxing.name;

export const ENGINES = [ours, peers.zxing, peers.rxing, peers.wechat, peers.zbar, peers.qr, peers.jsqr, rqrr];

export const named = (names) => ENGINES.filter(({ name }) => names.includes(name));
