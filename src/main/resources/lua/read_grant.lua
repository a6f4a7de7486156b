-- read_grant: what a heartbeat would be answered now.
-- KEYS[1] group hash  KEYS[2] members hash  KEYS[3] sweep hash  ARGV[1] member
-- returns nil: no such group or member; {epoch, member record, 1 when that is an answer, 0 when it is not certain yet, -1
-- when the epoch is not either}
local epoch, settled, rebuild = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'incarnation', 'rebuild'))
local record = redis.call('HGET', KEYS[2], ARGV[1])
if not epoch or not record then return false end
if settled ~= redis.call('HGET', KEYS[3], 'incarnation') then return {epoch, record, -1} end
local answers = not rebuild or string.sub(record, 1, #rebuild + 2) == 'c' .. rebuild .. ' '
return {epoch, record, answers and 1 or 0}
