-- renew_lease: one heartbeat. Renews the member's lease with its report and reads its grant, or lets a newcomer join.
-- O(1) in the size of the group; a steady member costs four commands, no clock and one string as the reply.
-- KEYS[1] group hash  KEYS[2] members hash  KEYS[3] the member's lease  KEYS[4] sweep hash  KEYS[5] the bucket's due index
-- KEYS[6] heartbeat intervals and families of clients, kept where the fence margin is made of them
-- ARGV[1] member  ARGV[2] report  ARGV[3] the client's clock when it wrote it, seconds, 0 unknown
-- ARGV[4] how many members a group may have, a blank, the empty grant, with which an unknown member joins; empty when it
-- must not  ARGV[5] group path
-- ARGV[6] the fence margin of groups without one of their own, auto or empty  ARGV[7] the client's family, a letter
-- returns nil: no such group; 0: no such member; 1: writes may be lost, nothing is certain, see note_report; 2: the group
-- has as many members as it may have; the epoch, a blank and the member record in one, behind a ! when the group became due
local group = redis.call('HMGET', KEYS[1], 'epoch', 'ttl', 'incarnation', 'rebuild', 'margin')
local epoch, ttl, margin = group[1], group[2], group[5]
if not epoch then return false end
if group[4] or group[3] ~= redis.call('HGET', KEYS[4], 'incarnation') then return 1 end
local record = redis.call('HGET', KEYS[2], ARGV[1])
local auto = margin == 'auto' or ARGV[6] == 'auto' and (margin or '') == ''

local function wake() -- a pass, now
  local t = redis.call('TIME')
  local now = t[1] * 1000 + math.floor(t[2] / 1000)
  redis.call('ZADD', KEYS[5], 'LT', now, 'g' .. ARGV[5])
  return now
end

if not record then
  if ARGV[4] == '' then return 0 end
  local most, grant = string.match(ARGV[4], '^(%d+) (.*)$')
  local members = redis.call('HLEN', KEYS[2])
  if members >= tonumber(most) then return 2 end
  local now = wake()
  if members == 0 then redis.call('HSET', KEYS[1], 'forming', now) end
  record = 'p' .. grant
  redis.call('HSET', KEYS[2], ARGV[1], record)
  redis.call('SET', KEYS[3], epoch .. ' 0 ' .. ARGV[3] .. ' ' .. ARGV[2], 'PX', ttl)
  redis.call('ZADD', KEYS[5], now + ttl, 'l' .. ARGV[5] .. '\n' .. ARGV[1])
  if auto then redis.call('HSET', KEYS[6], ARGV[1] .. '\n', ARGV[7]) end
  return '!' .. epoch .. ' ' .. record
end

local function renew(value)
  local old = redis.pcall('SET', KEYS[3], value, 'PX', ttl, 'GET')
  if type(old) ~= 'table' then return old end
  -- What is no lease goes. A full store takes a write that comes after one that needs no memory: members live on.
  local is_lease = redis.call('TYPE', KEYS[3]).ok == 'string'
  if is_lease then redis.call('PEXPIRE', KEYS[3], ttl) else redis.call('UNLINK', KEYS[3]) end
  return redis.call('SET', KEYS[3], value, 'PX', ttl, 'GET')
end

local took = auto and ttl - redis.call('PTTL', KEYS[3])
local old = renew(epoch .. ' 0 ' .. ARGV[3] .. ' ' .. ARGV[2])
local answer, steady = epoch .. ' ' .. record, string.byte(record) ~= 104
if old and ARGV[3] ~= '0' then
  local sent = string.match(old, '^%d+ %d+ (%d+)') or 0
  local age = (sent - ARGV[3]) * 1000
  if sent ~= 0 and age >= 0 and age < math.max(ttl, 60000) then
    -- A delayed or repeated copy: proves life, no more. One too old for that is no copy, its client's clock went back.
    -- In the same second it may be a report of its own, and the next one knows its answer; what the lease says stays as old.
    if age == 0 and not steady then old = string.gsub(old, '^%d+', epoch) end
    redis.call('SET', KEYS[3], old, 'PX', ttl)
    return answer
  end
  -- Clients' clocks tell whole seconds. What arrived before may have been late, or a copy.
  if auto and tonumber(sent) ~= 0 then took = math.max(took, -age - 1000) end
end
if auto then -- rises at once, falls slowly, else unwritten
  local stored = redis.call('HMGET', KEYS[6], ARGV[1], ARGV[1] .. '\n')
  local known = tonumber(stored[1] or 0)
  if stored[2] ~= ARGV[7] then redis.call('HSET', KEYS[6], ARGV[1] .. '\n', ARGV[7]) end
  if took > known and took < tonumber(ttl) then redis.call('HSET', KEYS[6], ARGV[1], math.ceil(took * 17 / 16))
  elseif took < known * 7 / 8 then redis.call('HSET', KEYS[6], ARGV[1], math.ceil(known * 15 / 16)) end
end
if not old or steady then return answer end -- no shard of it is in hand-over: its report is no evidence of anything
local answered, before, report = string.match(old, '^(%d+) (%d+) %d+ ()')
if not answered then return answer end -- what was there was no lease, and proves nothing
redis.call('SET', KEYS[3], epoch .. ' ' .. answered .. ' ' .. ARGV[3] .. ' ' .. ARGV[2], 'PX', ttl)
if answered == before and string.sub(old, report) == ARGV[2] then return answer end
wake()
return '!' .. answer
