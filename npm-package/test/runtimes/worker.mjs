// In: the packed package beside it. Out: one line of JSON, what happened in workerd, which compiles no bytes and lets no module read a
// clock, take random bytes or call out while it is loaded.
import * as entry from 'ikd-verify/server';
import { openWallet } from './node_modules/ikd-verify/dist/wallet.js';
import module from './node_modules/ikd-verify/dist/wasm/ikd_sandbox_bg.wasm';
import records from './records.mjs';
import { scenario } from './scenario.mjs';

// As a backend's own module would, while it is loaded.
const early = { store: new entry.MemoryStore(), log: new entry.ChainedLog() };

export default {
  async test() {
    const age = await early.store.age();
    const result = { touched: [], young: age < 3_600_000, ...(await scenario({ entry, sandbox: openWallet(module), records })) };
    console.log(JSON.stringify(result));
  },
};
