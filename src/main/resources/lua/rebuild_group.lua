#!lua flags=allow-oom
-- rebuild_group: an operator has who holds what rebuilt from reports, as after a loss of writes, because what is stored of
-- the group cannot be read, or is not believed. What of it is of another type than ours goes.
-- KEYS[1] group hash  KEYS[2] due index  KEYS[3] sweep hash  KEYS[4] damaged groups  KEYS[5..] the other hashes of the group
-- ARGV[1] group path  ARGV[2..] field, value, ...: settings that could not be read
-- returns nil: no such group; else the epoch of the rebuild
-- Of an epoch that is none, or beyond all time, the next one would be, too.
local function epoch_of(text) return text and #text <= 15 and string.find(text, '^%d+$') and tonumber(text) or 0 end
if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then return false end
for i = 5, #KEYS do
  if redis.call('TYPE', KEYS[i]).ok ~= 'hash' then redis.call('UNLINK', KEYS[i]) end
end
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local epoch = epoch_of(redis.call('HGET', KEYS[1], 'epoch'))
local incarnation, floor = unpack(redis.call('HMGET', KEYS[3], 'incarnation', 'floor'))
epoch = string.format('%.0f', math.max(epoch + 1, epoch_of(floor) + 1, now))
redis.call(
  'HSET', KEYS[1], 'format', 1, 'epoch', epoch, 'rebuild', epoch, 'incarnation', incarnation or '', unpack(ARGV, 2))
redis.call('HDEL', KEYS[1], 'brake', 'deaths', 'forming')
if type(redis.pcall('HINCRBY', KEYS[3], 'changes', 1)) == 'table' then redis.call('HSET', KEYS[3], 'changes', 1) end
redis.call('HSET', KEYS[3], 'resumed', string.format('%.0f', now))
redis.call('ZADD', KEYS[2], now, 'g' .. ARGV[1])
redis.pcall('HDEL', KEYS[4], ARGV[1])
return epoch
