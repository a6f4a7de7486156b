-- create_group: a group comes into being, without members. Its first epoch is the time, so that epochs also rise over
-- the deletion and re-creation of a group.
-- KEYS[1] group hash  ARGV field, value, ...
-- returns 1, or 0 when the group exists
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
local t = redis.call('TIME')
redis.call('HSET', KEYS[1], 'format', 1, 'epoch', string.format('%.0f', t[1] * 1000 + math.floor(t[2] / 1000)), unpack(ARGV))
return 1
