-- look_member: what a member holds, and the epoch at which it does. Changes nothing, not even its lease.
-- KEYS[1] group hash  KEYS[2] members  KEYS[3] sweep hash  ARGV[1] member
-- returns nil: no such group or member; 0: writes may be lost, that is not certain yet; {epoch, member record}
local epoch, settled, rebuild = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'incarnation', 'rebuild'))
if not epoch then return false end
local record = redis.call('HGET', KEYS[2], ARGV[1])
if settled ~= redis.call('HGET', KEYS[3], 'incarnation') then return 0 end
if rebuild and string.sub(record or '', 1, #rebuild + 2) ~= 'c' .. rebuild .. ' ' then return 0 end
if not record then return false end
return {epoch, record}
