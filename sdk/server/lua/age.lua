-- In: a key, which leads to the node. Out: two values: for how many milliseconds this node has surely remembered what it was given, and its
-- era (see add.lua). The first is -1 where the node was a replica once: Redis does not say since when it is a primary, so that the caller
-- counts from when it saw this era first.
local replication = redis.call('INFO', 'replication')
if not string.find(replication, '\nrole:master', 1, true) then return redis.error_reply('READONLY This is a replica.') end
local server = redis.call('INFO', 'server')
local era = string.match(server, '\nrun_id:(%x+)') .. '.' .. string.match(replication, '\nmaster_replid:(%x+)')
if not string.match(replication, '\nmaster_replid2:0+\r') then return { -1, era } end
-- The seconds of the start and of now are both cut off, so that one second may be too much.
return { math.max(tonumber(string.match(server, '\nuptime_in_seconds:(%d+)')) - 1, 0) * 1000, era }
