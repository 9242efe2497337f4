// A React 19 page in StrictMode that shows the scanner twice in a row, and counts what it is told. Bundled by the test.
import { createElement, StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { IkdVerify } from 'ikd-verify/react';

const told = { states: [], verified: [], rejected: [] };

function App() {
  const [shown, show] = useState(true);
  globalThis.app = { told, show };
  const props = {
    request: '/api/ikd/request',
    onState: ({ name }) => told.states.push(name),
    onVerified: ({ shared }) => told.verified.push(shared),
    onRejected: ({ code }) => told.rejected.push(code),
    onUnavailable: () => 'typed',
  };
  return shown && createElement(IkdVerify, props);
}

createRoot(document.querySelector('#root')).render(createElement(StrictMode, null, createElement(App)));
