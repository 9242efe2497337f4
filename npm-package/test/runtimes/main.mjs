// In: the packed package beside it. Out: one line of JSON, what happened in this runtime. Runs in Node, Bun and Deno.
import records from './records.mjs';
import { quietly } from './quiet.mjs';
import { scenario } from './scenario.mjs';

const { module: entry, touched } = await quietly(() => import('ikd-verify/server'));
const { openSandbox } = await import('ikd-verify/sandbox');
console.log(JSON.stringify({ touched, ...(await scenario({ entry, sandbox: await openSandbox(), records })) }));
