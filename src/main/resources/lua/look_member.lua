-- look_member: what a member holds, and the epoch at which it does. Changes nothing, not even its lease.
-- KEYS[1] group hash  KEYS[2] members  ARGV[1] member
-- returns nil: no such group or member; {epoch, member record}
local epoch, record = redis.call('HGET', KEYS[1], 'epoch'), redis.call('HGET', KEYS[2], ARGV[1])
if not epoch or not record then return false end
return {epoch, record}
