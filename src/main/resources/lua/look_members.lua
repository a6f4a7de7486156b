-- look_members: how long the leases of some members have left, and who they were when they joined. Changes nothing.
-- KEYS[1] joins hash  KEYS[2..] leases  ARGV the members, in the same order
-- returns {now, milliseconds left or below 0 when it is gone, ..., what is known of the joiner or nothing, ...}
local t = redis.call('TIME')
local reply = {string.format('%.0f', t[1] * 1000 + math.floor(t[2] / 1000))}
for i = 2, #KEYS do reply[i] = redis.call('PTTL', KEYS[i]) end
local joins = redis.pcall('HMGET', KEYS[1], unpack(ARGV))
for i = 1, #ARGV do reply[#KEYS + i] = not joins.err and joins[i] or '' end
return reply
