-- commit_plan: the end of a pass. Writes the differences if the group is still at the epoch that was read and the
-- leases of the members to expire are still gone, through no gap in service; keeps wake-ups that came since the claim.
-- KEYS[1] group hash  KEYS[2] members  KEYS[3] hand-overs  KEYS[4] fences  KEYS[5] due index  KEYS[6] history stream
-- KEYS[7] sweep hash  KEYS[8] heartbeat intervals  KEYS[9..] leases of the members to expire
-- ARGV[1] group path  ARGV[2] epoch read  ARGV[3] claim token  ARGV[4] next due, or empty  ARGV[5] history, or empty
-- ARGV[6] end of the last service gap, as claimed  ARGV[7] gap, milliseconds
-- ARGV[8] 1 when ownership is rebuilt with this: only if no report came since the claim
-- ARGV[9..] seven lists, each after its length: members to expire; member, record; shards out of hand-over;
-- shard, hand-over (* stands for the new epoch); shards without fence; shard, fence end; group's field, value
-- returns 0: stale, nothing written; else the epoch in force
local at = 9
local function list(width, write)
  local n = tonumber(ARGV[at])
  for i = at + 1, at + n * width, width do write(ARGV[i], ARGV[i + 1]) end
  at = at + 1 + n * width
end
local entry, t = 'g' .. ARGV[1], redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local epoch, settled, rebuild = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'incarnation', 'rebuild'))
local seen, resumed, incarnation = unpack(redis.call('HMGET', KEYS[7], 'seen', 'resumed', 'incarnation'))
local news = tonumber(redis.call('ZSCORE', KEYS[5], entry) or '0') ~= tonumber(ARGV[3])
local interrupted = math.abs(now - (seen or 0)) > tonumber(ARGV[7]) or (resumed or '0') ~= ARGV[6]
if epoch ~= ARGV[2] or settled ~= incarnation then return 0 end
if ARGV[8] == '1' and news or #KEYS > 8 and interrupted then return 0 end
for i = 9, #KEYS do
  -- One from before a loss of writes is none: by the clock of another server it may end at any time.
  local lease = redis.call('GET', KEYS[i])
  if lease and tonumber(string.match(lease, '^%d+')) >= tonumber(rebuild or '0') then return 0 end
end
if ARGV[5] ~= '' then
  epoch = string.format('%.0f', math.max(epoch + 1, now))
  redis.call('HSET', KEYS[1], 'epoch', epoch)
  if ARGV[8] == '1' then redis.call('HDEL', KEYS[1], 'rebuild') end
  list(1, function(member)
    redis.call('HDEL', KEYS[2], member)
    redis.call('HDEL', KEYS[8], member)
    redis.call('ZREM', KEYS[5], 'l' .. ARGV[1] .. '\n' .. member)
  end)
  list(2, function(member, record) redis.call('HSET', KEYS[2], member, record) end)
  list(1, function(shard) redis.call('HDEL', KEYS[3], shard) end)
  list(2, function(shard, value) redis.call('HSET', KEYS[3], shard, (string.gsub(value, '^%*', epoch))) end)
  list(1, function(shard) redis.call('HDEL', KEYS[4], shard) end)
  list(2, function(shard, value) redis.call('HSET', KEYS[4], shard, value) end)
  list(2, function(field, value) redis.call('HSET', KEYS[1], field, value) end)
  redis.call('XADD', KEYS[6], 'MAXLEN', '~', 100, '*', 'epoch', epoch, 'decisions', ARGV[5])
end
if news then return epoch end
if ARGV[4] == '' then redis.call('ZREM', KEYS[5], entry) else redis.call('ZADD', KEYS[5], ARGV[4], entry) end
return epoch
