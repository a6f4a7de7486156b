#!lua flags=allow-oom
-- sweep_bucket: what is due in a bucket. Also notices gaps in service: if no node swept for a while, none could have
-- served heartbeats either (or the clock jumped), and members may look expired through no fault of theirs.
-- A bucket without incarnation was emptied under our connections: every connection says its own, see begin_incarnation.
-- What is of another type than ours writes is nobody's: without its sweep hash a bucket was emptied, and an index that is
-- gone is made anew out of the groups, which the field reindex asks for.
-- KEYS[1] due index  KEYS[2] sweep hash
-- ARGV[1] how long overdue an entry must be, milliseconds  ARGV[2] how many entries  ARGV[3] gap, milliseconds
-- ARGV[4] no epoch so far is above
-- returns {now, when the next entry is due or empty, 1 when the index must be made anew, when the first entry was due or
-- empty, 1 when the bucket was emptied, entry, ...}
local function is_other(key, wanted)
  local found = redis.call('TYPE', key).ok
  return found ~= wanted and found ~= 'none' and redis.call('UNLINK', key) == 1
end
is_other(KEYS[2], 'hash')
if is_other(KEYS[1], 'zset') then redis.call('HSET', KEYS[2], 'reindex', 1) end
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local seen, incarnation, resumed, reindex =
  unpack(redis.call('HMGET', KEYS[2], 'seen', 'incarnation', 'resumed', 'reindex'))
seen = tonumber(seen or '0') or 0
if not incarnation then
  redis.call('HSET', KEYS[2], 'incarnation', 'emptied ' .. now, 'lost', now, 'floor', ARGV[4])
end
local unreadable = not tonumber(resumed or '0')
if math.abs(now - seen) > tonumber(ARGV[3]) or unreadable then redis.call('HSET', KEYS[2], 'resumed', now) end
if math.abs(now - seen) > ARGV[3] / 4 then redis.call('HSET', KEYS[2], 'seen', now) end
local due = redis.call('ZRANGE', KEYS[1], '-inf', now - ARGV[1], 'BYSCORE', 'LIMIT', 0, ARGV[2])
local next = redis.call('ZRANGE', KEYS[1], #due, #due, 'WITHSCORES')[2] or ''
local first = #due > 0 and redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2] or ''
return {string.format('%.0f', now), next, reindex and 1 or 0, first, incarnation and 0 or 1, unpack(due)}
