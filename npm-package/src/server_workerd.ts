// In: nothing. Out: the entry `ikd-verify/server` for workerd, which compiles no bytes: it imports the module as one. Documented in server.ts.
import { serverEntry, type ServerEntry } from './server_entry.js';
import module from './wasm/ikd_server_module.js';

export * from './server_api.js';

const entry = serverEntry(() => module);

export const createRelyingParty: ServerEntry['createRelyingParty'] = entry.createRelyingParty;
export const verifyReceipt: ServerEntry['verifyReceipt'] = entry.verifyReceipt;
export const receiptPage: ServerEntry['receiptPage'] = entry.receiptPage;
export const withdrawReceipt: ServerEntry['withdrawReceipt'] = entry.withdrawReceipt;
