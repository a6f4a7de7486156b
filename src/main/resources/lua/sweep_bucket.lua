-- sweep_bucket: what is due in a bucket. Also notices gaps in service: if no node swept for a while, none could have
-- served heartbeats either (or the clock jumped), and members may look expired through no fault of theirs.
-- KEYS[1] due index  KEYS[2] sweep hash
-- ARGV[1] how long overdue an entry must be, milliseconds  ARGV[2] how many entries  ARGV[3] gap, milliseconds
-- returns {now, entry, ...}
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local seen = tonumber(redis.call('HGET', KEYS[2], 'seen') or '0')
if math.abs(now - seen) > tonumber(ARGV[3]) then redis.call('HSET', KEYS[2], 'resumed', now) end
if math.abs(now - seen) > ARGV[3] / 4 then redis.call('HSET', KEYS[2], 'seen', now) end
local due = redis.call('ZRANGE', KEYS[1], '-inf', now - ARGV[1], 'BYSCORE', 'LIMIT', 0, ARGV[2])
table.insert(due, 1, string.format('%.0f', now))
return due
