-- sweep_bucket: what is due in a bucket. Also notices gaps in service: if no node swept for a while, none could have
-- served heartbeats either (or the clock jumped), and members may look expired through no fault of theirs.
-- A bucket without incarnation was emptied under our connections: every connection says its own, see begin_incarnation.
-- KEYS[1] due index  KEYS[2] sweep hash
-- ARGV[1] how long overdue an entry must be, milliseconds  ARGV[2] how many entries  ARGV[3] gap, milliseconds
-- ARGV[4] no epoch so far is above
-- returns {now, when the next entry is due or empty, entry, ...}
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local seen, incarnation = unpack(redis.call('HMGET', KEYS[2], 'seen', 'incarnation'))
seen = tonumber(seen or '0')
if not incarnation then
  redis.call('HSET', KEYS[2], 'incarnation', 'emptied ' .. now, 'lost', now, 'floor', ARGV[4])
end
if math.abs(now - seen) > tonumber(ARGV[3]) then redis.call('HSET', KEYS[2], 'resumed', now) end
if math.abs(now - seen) > ARGV[3] / 4 then redis.call('HSET', KEYS[2], 'seen', now) end
local due = redis.call('ZRANGE', KEYS[1], '-inf', now - ARGV[1], 'BYSCORE', 'LIMIT', 0, ARGV[2])
local next = redis.call('ZRANGE', KEYS[1], #due, #due, 'WITHSCORES')[2] or ''
return {string.format('%.0f', now), next, unpack(due)}
