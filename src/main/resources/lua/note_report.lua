-- note_report: one heartbeat while the group's ownership is rebuilt. Renews the lease with the report, which is evidence,
-- and lets join whoever beats: a member with shards may be one that the store has forgotten.
-- KEYS[1] group hash  KEYS[2] members hash  KEYS[3] the member's lease  KEYS[4] the bucket's due index
-- ARGV[1] group path  ARGV[2] member  ARGV[3] report  ARGV[4] the client's clock, seconds, 0 unknown  ARGV[5] empty grant
-- ARGV[6] how many members a group may have
-- returns nil: no such group; 0: not being rebuilt; 2: it has as many members as it may have; {epoch, member record, 1 when
-- that answers the report, else 0}
local epoch, ttl, rebuild = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'ttl', 'rebuild'))
if not epoch then return false end
if not rebuild then return 0 end
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local record = redis.call('HGET', KEYS[2], ARGV[2])
local old = record and redis.pcall('GET', KEYS[3])
if type(old) == 'table' then -- of another type: not a lease
  redis.call('UNLINK', KEYS[3])
  old = false
end
if not record then
  if redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[6]) then return 2 end
  record = 'p' .. ARGV[5]
  redis.call('HSET', KEYS[2], ARGV[2], record)
  redis.call('ZADD', KEYS[4], now + ttl, 'l' .. ARGV[1] .. '\n' .. ARGV[2])
end
local confirmed = string.sub(record, 1, #rebuild + 2) == 'c' .. rebuild .. ' '
local before, known = 0, false
if old then
  local answered, _, sent, report = string.match(old, '^(%d+) (%d+) (%d+) ()')
  if answered and tonumber(answered) >= tonumber(rebuild) then
    local age = (sent - ARGV[4]) * 1000
    if ARGV[4] ~= '0' and age >= 0 and age < math.max(ttl, 60000) then -- a copy, as in renew_lease
      redis.call('PEXPIRE', KEYS[3], ttl)
      return {epoch, record, confirmed and 1 or 0}
    end
    before, known = answered, confirmed and string.sub(old, report) == ARGV[3]
  end
end
redis.call('PEXPIRE', KEYS[3], ttl) -- first: a full store takes a write that comes after one that needs no memory
redis.call('SET', KEYS[3], epoch .. ' ' .. before .. ' ' .. ARGV[4] .. ' ' .. ARGV[3], 'PX', ttl)
if not known then redis.call('ZADD', KEYS[4], 'LT', now, 'g' .. ARGV[1]) end
return {epoch, record, known and 1 or 0}
