// In: nothing. Out: the store in the memory of one backend, which asks that backend what it keeps.

export function openMemoryPlace() {
  return {
    name: 'memory',
    store: { kind: 'memory' },
    processes: 1,
    kept: (keys, [backend]) => backend.ask('kept', keys),
    faults: {},
    close: () => undefined,
  };
}
