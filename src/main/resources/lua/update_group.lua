-- update_group: new settings for an existing group, which becomes due.
-- KEYS[1] group hash  KEYS[2] due index  KEYS[3] members  ARGV[1] group path  ARGV[2..] field, value, ...
-- returns 1, or 0 when the group does not exist
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local ttl, ordered = tonumber(redis.call('HGET', KEYS[1], 'ttl')), redis.call('HGET', KEYS[1], 'ordered')
if #ARGV > 1 then redis.call('HSET', KEYS[1], unpack(ARGV, 2)) end
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('ZADD', KEYS[2], 'LT', now, 'g' .. ARGV[1])
if ordered == '0' and redis.call('HGET', KEYS[1], 'ordered') == '1' then
  redis.call('HSET', KEYS[1], 'orderedsince', now) -- earlier splits stay without order
end
local shorter = tonumber(redis.call('HGET', KEYS[1], 'ttl'))
if shorter < ttl then -- leases that are renewed from now on end before the index would look at them
  for _, member in ipairs(redis.call('HKEYS', KEYS[3])) do
    redis.call('ZADD', KEYS[2], 'XX', 'LT', now + shorter, 'l' .. ARGV[1] .. '\n' .. member)
  end
end
return 1
