-- In: a key, a value, milliseconds. Out: the value that stood there, and the new one stands now; or nil, and nothing is written.
-- A value of another era counts as absent (see add.lua): it may have been exchanged already, on a server that has lost that.
local replication = redis.call('INFO', 'replication')
if not string.find(replication, '\nrole:master', 1, true) then return redis.error_reply('READONLY This is a replica.') end
local run = string.match(redis.call('INFO', 'server'), '\nrun_id:(%x+)')
local era = run .. '.' .. string.match(replication, '\nmaster_replid:(%x+)') .. ' '
local kept = redis.call('GET', KEYS[1])
if not kept or string.sub(kept, 1, #era) ~= era then return false end
redis.call('SET', KEYS[1], era .. ARGV[1], 'PX', ARGV[2])
return string.sub(kept, #era + 1)
