#!lua flags=allow-oom
-- settle_group: the group notices that the store may have lost writes, once: from this epoch on its reports are evidence
-- of who holds what, and ownership as stored is not.
-- KEYS[1] group hash  KEYS[2] due index  KEYS[3] sweep hash  ARGV[1] group path
-- returns 1 when that is news, else 0
local epoch, settled = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'incarnation'))
local incarnation, floor = unpack(redis.call('HMGET', KEYS[3], 'incarnation', 'floor'))
if not epoch or not incarnation or settled == incarnation then return 0 end
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
epoch = string.format('%.0f', math.max(epoch + 1, (tonumber(floor or '0') or 0) + 1, now))
redis.call('HSET', KEYS[1], 'epoch', epoch, 'rebuild', epoch, 'incarnation', incarnation)
redis.call('ZADD', KEYS[2], 'LT', now, 'g' .. ARGV[1])
return 1
