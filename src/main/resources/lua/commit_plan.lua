#!lua flags=allow-oom
-- commit_plan: a pass, or a part of it. Writes the differences if the group is still at the epoch that was read and the
-- leases of the members to expire are still gone, through no gap in service; keeps wake-ups that came since the claim.
-- A member that somebody wants removed is so if it was not heard of since its lease was read; then the lease ends, too.
-- KEYS[1] group hash  KEYS[2] members  KEYS[3] hand-overs  KEYS[4] fences  KEYS[5] due index  KEYS[6] history stream
-- KEYS[7] sweep hash  KEYS[8] heartbeat intervals, families  KEYS[9..] leases of the members to expire, of those to be removed first;
-- KEYS[..] leases of the others, when a rebuild ends
-- ARGV[1] group path  ARGV[2] epoch read  ARGV[3] claim token  ARGV[4] next due, or empty  ARGV[5] history, or empty
-- ARGV[6] end of the last service gap, as claimed  ARGV[7] gap, milliseconds
-- ARGV[8] 1 when ownership is rebuilt with this: only if no report came since the claim, and none is on its way
-- ARGV[9] for how long history is kept, milliseconds  ARGV[10] and how much of it, bytes
-- ARGV[11] how many are to be removed  ARGV[12..] when the lease of each ends as read, milliseconds, 0: it has none
-- ARGV[..] seven lists, each after its length: members to expire, all; member, record; shards out of hand-over;
-- shard, hand-over (* stands for the new epoch); shards without fence; shard, fence end; group's field, value
-- returns 0: stale, nothing written; else the epoch in force
local WORDS = 500 -- a call: with one of a few words each, calling would take most of the time
local function in_chunks(list, first, last, visit)
  for i = first, last, WORDS do visit(unpack(list, i, math.min(i + WORDS - 1, last))) end
end
local entry, t = 'g' .. ARGV[1], redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local epoch, settled, rebuild, ttl = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'incarnation', 'rebuild', 'ttl'))
local seen, resumed, incarnation = unpack(redis.call('HMGET', KEYS[7], 'seen', 'resumed', 'incarnation'))
local news = tonumber(redis.call('ZSCORE', KEYS[5], entry) or '0') ~= tonumber(ARGV[3])
local interrupted = math.abs(now - (tonumber(seen or '0') or 0)) > tonumber(ARGV[7]) or (resumed or '0') ~= ARGV[6]
if epoch ~= ARGV[2] or settled ~= incarnation then return 0 end
local removed = tonumber(ARGV[11])
local expired = tonumber(ARGV[12 + removed])
if ARGV[8] == '1' and news or expired > removed and interrupted then return 0 end
for i = 1, removed do
  if redis.call('PEXPIRETIME', KEYS[8 + i]) > tonumber(ARGV[11 + i]) then return 0 end
end
-- A lease from before a loss of writes is none: by the clock of another server it may end at any time. One that was renewed
-- since is one, whatever it says: a heartbeat that knew the group from before the loss wrote it, and is about to put it right.
-- Until then its report is evidence that a rebuild does not know of.
local function is_of_before(lease)
  return (tonumber(string.match(lease, '^%d+')) or math.huge) < tonumber(rebuild or '0')
end
local function is_renewed(key)
  return now + redis.call('PTTL', key) - (tonumber(ttl or '') or math.huge) >= (tonumber(resumed or '') or math.huge)
end
local function is_any(first, last, wanted)
  local found = false
  in_chunks(KEYS, first, last, function(...)
    for i, lease in ipairs(redis.call('MGET', ...)) do found = found or lease and wanted(lease, (select(i, ...))) end
  end)
  return found
end
local function is_alive(lease, key) return not is_of_before(lease) or is_renewed(key) end
local function is_on_its_way(lease, key) return is_of_before(lease) and is_renewed(key) end
if is_any(9 + removed, 8 + expired, is_alive) or is_any(9 + expired, #KEYS, is_on_its_way) then return 0 end
if ARGV[5] ~= '' then
  epoch = string.format('%.0f', math.max(epoch + 1, now))
  redis.call('HSET', KEYS[1], 'epoch', epoch)
  if type(redis.pcall('HINCRBY', KEYS[7], 'changes', 1)) == 'table' then redis.call('HSET', KEYS[7], 'changes', 1) end
  if ARGV[8] == '1' then redis.call('HDEL', KEYS[1], 'rebuild') end
  in_chunks(KEYS, 9, 8 + removed, function(...) redis.call('UNLINK', ...) end)
  local at = 12 + removed
  local function list(visit)
    local last = at + ARGV[at]
    in_chunks(ARGV, at + 1, last, visit)
    at = last + 1
  end
  local function write(command, key) list(function(...) redis.call(command, key, ...) end) end
  list(function(...)
    local leases, families = {}, {}
    for i, member in ipairs({...}) do
      leases[i], families[i] = 'l' .. ARGV[1] .. '\n' .. member, member .. '\n'
    end
    redis.call('HDEL', KEYS[2], ...)
    redis.call('HDEL', KEYS[8], ...)
    redis.call('HDEL', KEYS[8], unpack(families))
    redis.call('ZREM', KEYS[5], unpack(leases))
  end)
  write('HSET', KEYS[2])
  write('HDEL', KEYS[3])
  for i = at + 2, at + ARGV[at], 2 do ARGV[i] = string.gsub(ARGV[i], '^%*', epoch) end
  write('HSET', KEYS[3])
  write('HDEL', KEYS[4])
  write('HSET', KEYS[4])
  write('HSET', KEYS[1])
  local oldest = string.format('%.0f', math.max(0, now - ARGV[9]))
  redis.call('XADD', KEYS[6], 'MINID', '~', oldest, '*', 'epoch', epoch, 'decisions', ARGV[5])
  for _ = 1, 4 do -- a sixteenth each: one time is enough, as long as entries are of one size
    if redis.call('MEMORY', 'USAGE', KEYS[6]) <= tonumber(ARGV[10]) then break end
    redis.call('XTRIM', KEYS[6], 'MAXLEN', '~', math.floor(redis.call('XLEN', KEYS[6]) * 15 / 16))
  end
end
if news then return epoch end
if ARGV[4] == '' then redis.call('ZREM', KEYS[5], entry) else redis.call('ZADD', KEYS[5], ARGV[4], entry) end
return epoch
