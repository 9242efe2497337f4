// In: the Redis client that the bank runs already: ioredis or node-redis, of one server or of a cluster. Out: a link that sends commands to
// the node of a key. It is known by its shape, so that neither package is needed. Refuses a pool, whose commands go over many connections;
// node-redis's client of Sentinel is one.

/** ioredis, as far as it is called: `Redis`, or `Cluster` with `nodes`. */
export interface IoredisClient {
  pipeline(commands: unknown[][]): { exec(): Promise<[error: Error | null, result: unknown][] | null> };
}

/** node-redis, as far as it is called. */
export interface NodeRedisClient {
  sendCommand(words: string[]): Promise<unknown>;
}

/** A cluster by node-redis, as far as it is called. */
export interface NodeRedisCluster {
  readonly masters: readonly unknown[];
  sendCommand(key: string, isReadonly: boolean, words: string[]): Promise<unknown>;
  nodeClient(node: never): Promise<unknown> | unknown;
}

/** What {@link RedisStore} takes. */
export type RedisClient = IoredisClient | NodeRedisClient | NodeRedisCluster;

/** A command with its words. */
export type Command = readonly string[];

/** How the store speaks to Redis. */
export interface RedisLink {
  /** The replies to commands that go one after the other over one connection to the node of the key. */
  send(key: string, commands: readonly Command[]): Promise<unknown[]>;
  /** The reply of each primary. */
  ask(command: Command): Promise<unknown[]>;
}

/** The link of a client. */
export function linkOf(client: RedisClient): RedisLink {
  const { pipeline, sendCommand, masters, execute, acquire } = client as { readonly [part in 'pipeline' | 'sendCommand' | 'masters' | 'execute' | 'acquire']?: unknown };
  if (typeof pipeline === 'function') return ioredisLink(client as IoredisClient);
  if (typeof sendCommand !== 'function') throw new TypeError('RedisStore takes a client of ioredis or of node-redis.');
  if (Array.isArray(masters)) return nodeRedisClusterLink(client as NodeRedisCluster);
  if (typeof execute === 'function' || typeof acquire === 'function') {
    throw new TypeError('RedisStore takes one client, not a pool of them; with Sentinel take ioredis.');
  }
  return nodeRedisLink(client as NodeRedisClient);
}

/** A pipeline goes to one node as a whole, and is not taken up again on another connection when it breaks half-way. */
function ioredisLink(client: IoredisClient & { nodes?(role: 'master'): IoredisClient[] }): RedisLink {
  return {
    send: (_key, commands) => pipelined(client, commands),
    ask: async (command) => (await Promise.all((client.nodes?.('master') ?? [client]).map((node) => pipelined(node, [command])))).flat(),
  };
}

async function pipelined(client: IoredisClient, commands: readonly Command[]): Promise<unknown[]> {
  const replies = await client.pipeline(commands.map(([name = '', ...words]) => [name.toLowerCase(), ...words])).exec();
  if (replies?.length !== commands.length) throw new Error('The pipeline was not answered.');
  return replies.map(([error, reply]) => {
    if (error !== null) throw error;
    return reply;
  });
}

/** Commands of one turn are written one after the other to one connection. */
function nodeRedisLink(client: NodeRedisClient): RedisLink {
  const send = (commands: readonly Command[]): Promise<unknown[]> => Promise.all(commands.map((words) => client.sendCommand([...words])));
  return { send: (_key, commands) => send(commands), ask: (command) => send([command]) };
}

/** Commands wait for each other: the first may be led to another node, and the second has to follow it. */
function nodeRedisClusterLink(cluster: NodeRedisCluster): RedisLink {
  return {
    send: async (key, commands) => {
      const replies: unknown[] = [];
      for (const words of commands) replies.push(await cluster.sendCommand(key, false, [...words]));
      return replies;
    },
    ask: async (command) => {
      const clients = await Promise.all(cluster.masters.map((node) => cluster.nodeClient(node as never)));
      return Promise.all(clients.map((client) => (client as NodeRedisClient).sendCommand([...command])));
    },
  };
}
