#!lua flags=allow-oom
-- beat_node: a node says that it is live, and learns who else is.
-- KEYS[1] nodes sorted set  KEYS[2] what each says of itself, hash
-- ARGV[1] node  ARGV[2] how long that holds, milliseconds  ARGV[3] what it says of itself
-- returns now, then per live node: its name, until when it is live, what it says of itself or nothing. What is of another
-- type is none of ours, and goes; so does what many said who are gone.
local function clear(key, wanted)
  if redis.call('TYPE', key).ok ~= wanted then redis.call('UNLINK', key) end
end
clear(KEYS[1], 'zset')
clear(KEYS[2], 'hash')
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local live = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
if redis.call('HLEN', KEYS[2]) > #live + 16 then redis.call('UNLINK', KEYS[2]) end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
local reply = {string.format('%.0f', now)}
for i = 1, #live, 2 do
  local last = #reply
  reply[last + 1], reply[last + 2] = live[i], live[i + 1]
  reply[last + 3] = redis.call('HGET', KEYS[2], live[i]) or ''
end
return reply
