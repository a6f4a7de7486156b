-- claim_group: the beginning of a pass. Moves the group's due entry to the end of the claim, so that it comes up again
-- if this node dies, and a wake-up from now on can be told from the claim by its score.
-- KEYS[1] group hash  KEYS[2] members  KEYS[3] hand-overs  KEYS[4] fences  KEYS[5] due index  KEYS[6] sweep hash
-- ARGV[1] group path  ARGV[2] claim, milliseconds, with a random fraction  ARGV[3] gap, milliseconds
-- returns nil: no such group, its due entry is gone; 1: writes may be lost, see settle_group;
-- {now, token, end of the last service gap, group, 3 hash sizes}
local entry = 'g' .. ARGV[1]
local group = redis.call('HGETALL', KEYS[1])
if #group == 0 then
  redis.call('ZREM', KEYS[5], entry)
  return false
end
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
-- A gap that no sweep has noticed yet ends now: a pass that a heartbeat asked for may come before the first sweep.
local seen, resumed, incarnation = unpack(redis.call('HMGET', KEYS[6], 'seen', 'resumed', 'incarnation'))
if redis.call('HGET', KEYS[1], 'incarnation') ~= incarnation then return 1 end
if math.abs(now - (seen or 0)) > tonumber(ARGV[3]) then resumed = string.format('%.0f', now) end
local token = string.format('%.3f', now + ARGV[2])
redis.call('ZADD', KEYS[5], token, entry)
return {
  string.format('%.0f', now), token, resumed or '0', group,
  redis.call('HLEN', KEYS[2]), redis.call('HLEN', KEYS[3]), redis.call('HLEN', KEYS[4])
}
