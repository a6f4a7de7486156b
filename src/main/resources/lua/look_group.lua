-- look_group: the beginning of a look at a group. Replies as claim_group does and changes nothing.
-- KEYS[1] group hash  KEYS[2] members  KEYS[3] hand-overs  KEYS[4] fences  KEYS[5] sweep hash
-- returns nil: no such group; {now, '', end of the last service gap, group, 3 hash sizes}
local group = redis.call('HGETALL', KEYS[1])
if #group == 0 then return false end
local t = redis.call('TIME')
return {
  string.format('%.0f', t[1] * 1000 + math.floor(t[2] / 1000)), '', redis.call('HGET', KEYS[5], 'resumed') or '0', group,
  redis.call('HLEN', KEYS[2]), redis.call('HLEN', KEYS[3]), redis.call('HLEN', KEYS[4])
}
