// In: the events of node --test. Out: a line for each suite, each failure and each test that was not run, and at the end how many
// passed and failed. Of a file that failed by itself, before its tests or after them, what it last said.

export default async function* report(events) {
  const count = { passed: 0, failed: 0 };
  const said = new Map();
  for await (const { type, data } of events) {
    if (type === 'test:stderr') said.set(data.file, ((said.get(data.file) ?? '') + data.message).slice(-4_000));
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (typeof data.skip === 'string') {
      yield `not run: ${data.name}, because there is ${data.skip}\n`;
      continue;
    }
    const isTest = data.details.type !== 'suite';
    if (isTest) count[type === 'test:pass' ? 'passed' : 'failed'] += 1;
    if (type === 'test:fail' && isTest) yield `FAIL ${data.name}\n${data.details.error.cause?.stack ?? data.details.error.message}\n${data.name === data.file ? (said.get(data.file) ?? '') : ''}`;
    else if (data.nesting === 0) yield `${data.name}\n`;
  }
  yield `${count.passed} passed, ${count.failed} failed\n`;
}
