-- save_checkpoints: writes checkpoints if the group is still as it was when it was decided who may write them.
-- KEYS[1] group hash  KEYS[2] checkpoints
-- ARGV[1] epoch read, or empty: any  ARGV[2] who saves  ARGV[3] its clock, seconds; 0: not known  ARGV[4] 1: forced
-- ARGV[5] how many shards the group may have checkpoints of  ARGV[6..] shard, checkpoint, ...
-- returns nil: no such group; 0: another epoch, nothing written; -1: too many, nothing written; else the shards left out, which the same one saved later
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if not epoch then return false end
if ARGV[1] ~= '' and ARGV[1] ~= epoch then return 0 end
local free = tonumber(ARGV[5]) - redis.call('HLEN', KEYS[2])
if (#ARGV - 5) / 2 > free then
  for i = 6, #ARGV, 2 do free = free - 1 + redis.call('HEXISTS', KEYS[2], ARGV[i]) end
  if free < 0 then return -1 end
end
local clock = tonumber(ARGV[3])
local t = redis.call('TIME')
local stamp = string.format('%.0f', t[1] * 1000000 + t[2]) .. ' ' .. ARGV[2]
if clock > 0 then stamp = stamp .. '\t' .. ARGV[3] end
local function write(shard, value)
  if type(redis.pcall('HSET', KEYS[2], shard, value)) ~= 'table' then return end
  -- A full store still takes another value for one that is there: writes may come after one that frees.
  if redis.call('HEXISTS', KEYS[2], shard) == 1 then redis.call('HDEL', KEYS[2], shard) end
  redis.call('HSET', KEYS[2], shard, value)
end
local older = {}
for i = 6, #ARGV, 2 do
  local who, last
  if clock > 0 and ARGV[4] ~= '1' then
    who, last = string.match(redis.call('HGET', KEYS[2], ARGV[i]) or '', '^%d+ ([^\n\t]*)\t(%d+)\n')
  end
  if who == ARGV[2] and tonumber(last) > clock then
    older[#older + 1] = ARGV[i]
  else
    write(ARGV[i], stamp .. '\n' .. ARGV[i + 1])
  end
end
return older
