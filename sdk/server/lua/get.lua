-- In: a key. Out: the value that stands there, or nil. A value of another era counts as absent (see add.lua).
local replication = redis.call('INFO', 'replication')
if not string.find(replication, '\nrole:master', 1, true) then return redis.error_reply('READONLY This is a replica.') end
local run = string.match(redis.call('INFO', 'server'), '\nrun_id:(%x+)')
local era = run .. '.' .. string.match(replication, '\nmaster_replid:(%x+)') .. ' '
local kept = redis.call('GET', KEYS[1])
if kept and string.sub(kept, 1, #era) == era then return string.sub(kept, #era + 1) end
return false
