// In: nothing. Out: the scripts that Redis runs, the same texts as in sdk/server/lua, so that processes of Node and of Rust can share one
// Redis. A test compares them.

/** A script, and the name that Redis keeps it under. */
export interface RedisScript {
  readonly text: string;
  readonly sha1: string;
}

/** Keeps a value unless something stands there: 1 or 0. */
export const ADD: RedisScript = {
  sha1: '014e6452b393dd8b47e7ffb20fc5f129dafab8be',
  text: String.raw`-- In: a key, a value, milliseconds. Out: 1 where the value is kept, 0 where anything stands there. One key, on the node that holds it.
-- Each value is written behind its era, the run of the server and its time as a primary, since a server that comes back may have lost what
-- it knew. What stands from another era blocks still: it may be all that is left of a use.
local replication = redis.call('INFO', 'replication')
if not string.find(replication, '\nrole:master', 1, true) then return redis.error_reply('READONLY This is a replica.') end
local run = string.match(redis.call('INFO', 'server'), '\nrun_id:(%x+)')
local era = run .. '.' .. string.match(replication, '\nmaster_replid:(%x+)') .. ' '
if redis.call('SET', KEYS[1], era .. ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return 0
`,
};

/** The value that stands there, or nil. */
export const GET: RedisScript = {
  sha1: '8bac54707b9e8a332442c0fc882c97ceac78cd9d',
  text: String.raw`-- In: a key. Out: the value that stands there, or nil. A value of another era counts as absent (see add.lua).
local replication = redis.call('INFO', 'replication')
if not string.find(replication, '\nrole:master', 1, true) then return redis.error_reply('READONLY This is a replica.') end
local run = string.match(redis.call('INFO', 'server'), '\nrun_id:(%x+)')
local era = run .. '.' .. string.match(replication, '\nmaster_replid:(%x+)') .. ' '
local kept = redis.call('GET', KEYS[1])
if kept and string.sub(kept, 1, #era) == era then return string.sub(kept, #era + 1) end
return false
`,
};

/** Keeps a value whatever stands there. */
export const PUT: RedisScript = {
  sha1: '023216136dd603f2f7c5b3fe45fdbe4f647f71f6',
  text: String.raw`-- In: a key, a value, milliseconds. Out: 1; the value is kept whatever stood there, behind its era (see add.lua).
local replication = redis.call('INFO', 'replication')
if not string.find(replication, '\nrole:master', 1, true) then return redis.error_reply('READONLY This is a replica.') end
local run = string.match(redis.call('INFO', 'server'), '\nrun_id:(%x+)')
local era = run .. '.' .. string.match(replication, '\nmaster_replid:(%x+)') .. ' '
redis.call('SET', KEYS[1], era .. ARGV[1], 'PX', ARGV[2])
return 1
`,
};

/** Writes a value instead of what stands there, which it answers; or nil. */
export const EXCHANGE: RedisScript = {
  sha1: '757846deae9a817b2c0e244b18c86006792834a8',
  text: String.raw`-- In: a key, a value, milliseconds. Out: the value that stood there, and the new one stands now; or nil, and nothing is written.
-- A value of another era counts as absent (see add.lua): it may have been exchanged already, on a server that has lost that.
local replication = redis.call('INFO', 'replication')
if not string.find(replication, '\nrole:master', 1, true) then return redis.error_reply('READONLY This is a replica.') end
local run = string.match(redis.call('INFO', 'server'), '\nrun_id:(%x+)')
local era = run .. '.' .. string.match(replication, '\nmaster_replid:(%x+)') .. ' '
local kept = redis.call('GET', KEYS[1])
if not kept or string.sub(kept, 1, #era) ~= era then return false end
redis.call('SET', KEYS[1], era .. ARGV[1], 'PX', ARGV[2])
return string.sub(kept, #era + 1)
`,
};

/** For how many milliseconds the node has remembered everything, or -1, and its era. */
export const AGE: RedisScript = {
  sha1: 'aa15b5ca6f04e3c0fe91541cc1f91591642ca0d3',
  text: String.raw`-- In: a key, which leads to the node. Out: two values: for how many milliseconds this node has surely remembered what it was given, and its
-- era (see add.lua). The first is -1 where the node was a replica once: Redis does not say since when it is a primary, so that the caller
-- counts from when it saw this era first.
local replication = redis.call('INFO', 'replication')
if not string.find(replication, '\nrole:master', 1, true) then return redis.error_reply('READONLY This is a replica.') end
local server = redis.call('INFO', 'server')
local era = string.match(server, '\nrun_id:(%x+)') .. '.' .. string.match(replication, '\nmaster_replid:(%x+)')
if not string.match(replication, '\nmaster_replid2:0+\r') then return { -1, era } end
-- The seconds of the start and of now are both cut off, so that one second may be too much.
return { math.max(tonumber(string.match(server, '\nuptime_in_seconds:(%d+)')) - 1, 0) * 1000, era }
`,
};
