-- In: a key, a value, milliseconds. Out: 1; the value is kept whatever stood there, behind its era (see add.lua).
local replication = redis.call('INFO', 'replication')
if not string.find(replication, '\nrole:master', 1, true) then return redis.error_reply('READONLY This is a replica.') end
local run = string.match(redis.call('INFO', 'server'), '\nrun_id:(%x+)')
local era = run .. '.' .. string.match(replication, '\nmaster_replid:(%x+)') .. ' '
redis.call('SET', KEYS[1], era .. ARGV[1], 'PX', ARGV[2])
return 1
