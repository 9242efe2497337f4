-- In: a key, a value, milliseconds. Out: 1 where the value is kept, 0 where anything stands there. One key, on the node that holds it.
-- Each value is written behind its era, the run of the server and its time as a primary, since a server that comes back may have lost what
-- it knew. What stands from another era blocks still: it may be all that is left of a use.
local replication = redis.call('INFO', 'replication')
if not string.find(replication, '\nrole:master', 1, true) then return redis.error_reply('READONLY This is a replica.') end
local run = string.match(redis.call('INFO', 'server'), '\nrun_id:(%x+)')
local era = run .. '.' .. string.match(replication, '\nmaster_replid:(%x+)') .. ' '
if redis.call('SET', KEYS[1], era .. ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return 0
