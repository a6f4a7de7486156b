#!lua flags=allow-oom
-- set_apart: a pass over the group failed, and not for want of the store. It is marked, and due again after a time that
-- doubles with every failure.
-- KEYS[1] damaged groups  KEYS[2] due index
-- ARGV[1] group path  ARGV[2] reason  ARGV[3] the first time, milliseconds  ARGV[4] the longest
-- returns for how long it is left alone, milliseconds
if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then redis.call('UNLINK', KEYS[1]) end
local t = redis.call('TIME')
local now = string.format('%.0f', t[1] * 1000 + math.floor(t[2] / 1000))
local failures, since = string.match(redis.call('HGET', KEYS[1], ARGV[1]) or '', '^(%d+) (%d+) ')
failures = math.min((tonumber(failures or '0') or 0) + 1, 30)
redis.call('HSET', KEYS[1], ARGV[1], failures .. ' ' .. (since or now) .. ' ' .. ARGV[2])
local wait = math.min(ARGV[3] * 2 ^ (failures - 1), tonumber(ARGV[4]))
redis.call('ZADD', KEYS[2], 'XX', now + wait, 'g' .. ARGV[1])
return wait
