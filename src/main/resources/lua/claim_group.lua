#!lua flags=allow-oom
-- claim_group: the beginning of a pass. Moves the group's due entry to the end of the claim, so that it comes up again
-- if this node dies, and a wake-up from now on can be told from the claim by its score. That comes first: what cannot
-- be read below must not be the first thing that is due for ever.
-- KEYS[1] group hash  KEYS[2] members  KEYS[3] hand-overs  KEYS[4] fences  KEYS[5] due index  KEYS[6] sweep hash
-- KEYS[7] damaged groups
-- ARGV[1] group path  ARGV[2] claim, milliseconds, with a random fraction  ARGV[3] gap, milliseconds
-- returns nil: no such group, its due entry is gone; 1: writes may be lost, see settle_group;
-- {now, token, end of the last service gap, group, 3 hash sizes, 1 when it is marked as damaged}
local entry, t = 'g' .. ARGV[1], redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local token = string.format('%.3f', now + ARGV[2])
redis.call('ZADD', KEYS[5], token, entry)
local group = redis.call('HGETALL', KEYS[1])
if #group == 0 then
  redis.call('ZREM', KEYS[5], entry)
  return false
end
-- A gap that no sweep has noticed yet ends now: a pass that a heartbeat asked for may come before the first sweep.
local seen, resumed, incarnation = unpack(redis.call('HMGET', KEYS[6], 'seen', 'resumed', 'incarnation'))
if redis.call('HGET', KEYS[1], 'incarnation') ~= incarnation then
  redis.call('ZADD', KEYS[5], now, entry)
  return 1
end
if math.abs(now - (tonumber(seen or '0') or 0)) > tonumber(ARGV[3]) then resumed = string.format('%.0f', now) end
return {
  string.format('%.0f', now), token, tonumber(resumed or '0') and resumed or '0', group,
  redis.call('HLEN', KEYS[2]), redis.call('HLEN', KEYS[3]), redis.call('HLEN', KEYS[4]),
  redis.pcall('HEXISTS', KEYS[7], ARGV[1]) == 1 and 1 or 0
}
