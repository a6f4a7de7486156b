-- create_namespace: a project or logset comes into being, without topics.
-- KEYS[1] namespace hash  ARGV[1] of this creation only  ARGV[2..] field, value, ...
-- returns 1, or 0 when it exists; when it is sent again, what it returned before
if redis.call('EXISTS', KEYS[1]) == 1 then return redis.pcall('HGET', KEYS[1], 'nonce') == ARGV[1] and 1 or 0 end
local t = redis.call('TIME')
local now = string.format('%.0f', t[1] * 1000 + math.floor(t[2] / 1000))
-- Versions begin with the time: what was read of a namespace before it was deleted and created anew is never current.
redis.call('HSET', KEYS[1], 'version', now, 'created', now, 'nonce', unpack(ARGV))
return 1
