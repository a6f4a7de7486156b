-- change_wishes: what operators want of a group from now on. Raises the epoch, so that no pass that read what was wanted
-- before commits after this, and of two operators that read the same group one is told to read again. The group becomes due.
-- KEYS[1] group hash  KEYS[2] due index  KEYS[3] sweep hash
-- ARGV[1] group path  ARGV[2] epoch read  ARGV[3] wishes, JSON, or empty for none
-- returns 0: no such group, another epoch, or writes may be lost; nothing written. Else the epoch in force
local epoch, settled = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'incarnation'))
if not epoch or epoch ~= ARGV[2] or settled ~= redis.call('HGET', KEYS[3], 'incarnation') then return 0 end
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
epoch = string.format('%.0f', math.max(epoch + 1, now))
redis.call('HSET', KEYS[1], 'epoch', epoch, 'wishes', ARGV[3])
if type(redis.pcall('HINCRBY', KEYS[3], 'changes', 1)) == 'table' then redis.call('HSET', KEYS[3], 'changes', 1) end
redis.call('ZADD', KEYS[2], 'LT', now, 'g' .. ARGV[1])
return epoch
