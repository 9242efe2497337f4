// In: nothing. Out: the files of an application in Next: a page that imports the package on the server, and a part of it in the browser.

const CONFIG = `import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
export default { turbopack: { root }, outputFileTracingRoot: root };
`;
const LAYOUT = `export default function Layout({ children }) {
  return <html><body>{children}</body></html>;
}
`;
const PAGE = `import { createVerifier } from 'ikd-verify';
import { openSandbox } from 'ikd-verify/sandbox';
import { Check } from './check.jsx';

export const dynamic = 'force-dynamic';

export default function Page() {
  return <main><p>{\`server: \${typeof createVerifier} \${typeof openSandbox}\`}</p><Check /></main>;
}
`;
/** Rendered on the server too, where the package's Node entry answers the import. */
const CHECK = `'use client';
import { createVerifier } from 'ikd-verify';
import { IkdVerify } from 'ikd-verify/react';
import { openSandbox } from 'ikd-verify/sandbox';
import { useEffect } from 'react';
import { openCase } from '../case.mjs';

async function check() {
  const { verifier, mint, now } = await openCase({ createVerifier, openSandbox });
  const { credential, ...outcome } = await verifier.verify(mint().text, { now });
  const { fields } = await credential.release(credential.offered);
  verifier.close();
  return { outcome: outcome.outcome, fields };
}

export function Check() {
  useEffect(() => {
    globalThis.outcome ??= check();
  }, []);
  return <p>{\`client: \${typeof IkdVerify}\`}</p>;
}
`;

export const NEXT = { 'next.config.mjs': CONFIG, 'app/layout.jsx': LAYOUT, 'app/page.jsx': PAGE, 'app/check.jsx': CHECK };
