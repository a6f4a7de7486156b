#!lua flags=allow-oom
-- update_group: new settings for an existing group, which becomes due.
-- KEYS[1] group hash  KEYS[2] due index  KEYS[3] sweep hash  ARGV[1] group path  ARGV[2..] field, value, ...
-- returns nil when the group does not exist; else when a lease that is renewed now ends, milliseconds
if redis.call('EXISTS', KEYS[1]) == 0 then return false end
local ordered = redis.call('HGET', KEYS[1], 'ordered')
if #ARGV > 1 then
  redis.call('HSET', KEYS[1], unpack(ARGV, 2))
  if type(redis.pcall('HINCRBY', KEYS[3], 'changes', 1)) == 'table' then redis.call('HSET', KEYS[3], 'changes', 1) end
end
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('ZADD', KEYS[2], 'LT', now, 'g' .. ARGV[1])
if ordered == '0' and redis.call('HGET', KEYS[1], 'ordered') == '1' then
  redis.call('HSET', KEYS[1], 'orderedsince', now) -- earlier splits stay without order
end
return string.format('%.0f', now + redis.call('HGET', KEYS[1], 'ttl'))
