#!lua flags=allow-oom
-- beat_node: a node says that it is live, and learns who else is.
-- KEYS[1] nodes sorted set  ARGV[1] node  ARGV[2] how long that holds, milliseconds
-- returns the live nodes; what is no sorted set is none of ours, and goes
if redis.call('TYPE', KEYS[1]).ok ~= 'zset' then redis.call('UNLINK', KEYS[1]) end
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
return redis.call('ZRANGE', KEYS[1], 0, -1)
