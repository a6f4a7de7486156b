-- finish_shard: a group has read a read-only shard to its end, or is to read it again. The group becomes due.
-- KEYS[1] group hash  KEYS[2] finished  KEYS[3] due index
-- ARGV[1] group path  ARGV[2] shard  ARGV[3] when its topic was created, or empty: no longer finished
-- returns nil: no such group; 1 when that is news, else 0
if redis.call('EXISTS', KEYS[1]) == 0 then return false end
local before = redis.call('HGET', KEYS[2], ARGV[2]) or ''
if before == ARGV[3] then return 0 end
if ARGV[3] == '' then redis.call('HDEL', KEYS[2], ARGV[2]) else redis.call('HSET', KEYS[2], ARGV[2], ARGV[3]) end
local t = redis.call('TIME')
redis.call('ZADD', KEYS[3], 'LT', t[1] * 1000 + math.floor(t[2] / 1000), 'g' .. ARGV[1])
return 1
