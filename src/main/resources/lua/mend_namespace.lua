#!lua flags=allow-oom
-- mend_namespace: a project or logset that cannot be read is made one that can be, so that it can be deleted. What of it is
-- of another type than ours goes; its labels go.
-- KEYS[1] namespace hash  KEYS[2] topics
local kind = redis.call('TYPE', KEYS[1]).ok
if redis.call('TYPE', KEYS[2]).ok ~= 'hash' then redis.call('UNLINK', KEYS[2]) end
if kind == 'none' then return end
if kind ~= 'hash' then redis.call('UNLINK', KEYS[1]) end
local t = redis.call('TIME')
local now = string.format('%.0f', t[1] * 1000 + math.floor(t[2] / 1000))
redis.call('HSET', KEYS[1], 'version', now, 'created', now, 'tags', '{}')
